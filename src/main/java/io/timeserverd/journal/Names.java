package io.timeserverd.journal;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a journal directory. A segment's begin with its first record id in 19 digits, so that
 * names sort as ids do:
 *
 * <pre>
 *     0000000000000000001.mapdb    sealed: complete, never changed again
 *     0000000000000123456.redo     not sealed: every record of it, as {@link RedoWriter} wrote it
 *     0000000000000123456.active   the MapDB file that is built from that redo file
 *     lock                         held by the daemon, names its process
 *     reserve                      room for the moment when the disk is full
 *     *.aside                      could not be read, and is kept for whoever can
 * </pre>
 */
final class Names {
    static final String SEALED = ".mapdb";
    static final String REDO = ".redo";
    static final String ACTIVE = ".active";
    static final String ASIDE = ".aside";
    static final String LOCK = "lock";
    static final String RESERVE = "reserve";

    private static final int ID_DIGITS = 19;

    /** Ids are doubled in {@link Index} keys; 19 digits may be more than that. */
    private static final String MAX_ID = Long.toString(Long.MAX_VALUE / 4);

    private static final Pattern ID = Pattern.compile("([0-9]{19})\\.(mapdb|redo|active)");
    private static final Pattern ASIDE_ID = Pattern.compile("([0-9]{19})\\.(mapdb|redo|active)\\.aside.*");

    private Names() {}

    /** Without a formatter, which would cost the start as much as the rest of the journal's opening. */
    static Path of(Path directory, long firstId, String kind) {
        var digits = Long.toString(firstId);
        return directory.resolve("0".repeat(ID_DIGITS - digits.length()) + digits + kind);
    }

    /** The first id of the segment that a file of this kind belongs to; empty for every other file. */
    static OptionalLong id(Path file, String kind) {
        var name = file.getFileName().toString();
        return name.endsWith(kind) ? number(ID.matcher(name)) : OptionalLong.empty();
    }

    /** The first id of a segment that was set aside; empty for every other file. */
    static OptionalLong asideId(Path file) {
        return number(ASIDE_ID.matcher(file.getFileName().toString()));
    }

    private static OptionalLong number(Matcher name) {
        if (!name.matches() || name.group(1).compareTo(MAX_ID) > 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(name.group(1)));
    }
}
