package io.timeserverd.journal;

import java.nio.file.Path;
import java.util.OptionalLong;
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
 *     *.aside                      could not be read, and is kept for whoever can
 * </pre>
 */
final class Names {
    static final String SEALED = ".mapdb";
    static final String REDO = ".redo";
    static final String ACTIVE = ".active";
    static final String ASIDE = ".aside";
    static final String LOCK = "lock";

    private static final Pattern ID = Pattern.compile("([0-9]{19})\\.(mapdb|redo|active)");

    private Names() {}

    static Path of(Path directory, long firstId, String kind) {
        return directory.resolve(String.format("%019d%s", firstId, kind));
    }

    /** The first id of the segment that a file of this kind belongs to; empty for every other file. */
    static OptionalLong id(Path file, String kind) {
        var name = file.getFileName().toString();
        var match = ID.matcher(name);
        if (!match.matches() || !name.endsWith(kind)) {
            return OptionalLong.empty();
        }
        // 19 digits may still be too large for a long.
        var id = match.group(1);
        return id.compareTo(Long.toString(Long.MAX_VALUE)) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(id));
    }
}
