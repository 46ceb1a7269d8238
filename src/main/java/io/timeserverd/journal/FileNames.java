package io.timeserverd.journal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a journal directory. Ids have 19 digits, so that names sort as ids do:
 *
 * <pre>
 *     0000000000000000001-0000000000000123455.mapdb    sealed table of the records with these ids; never changed
 *     0000000000000123456.redo                         redo log that begins with this id
 *     unfinished                                       sealed table that is being written
 *     pruned, pruned.hashes                            a table while a client is removed from it; the hashes removed
 *     ages, ages.new                                   how old each segment is; the same while it is written
 *     chain, chain.new                                 hashes of the sealed records; the same while its beginning is cut off
 *     chain.123                                        hashes of records that entry 123 of the chain says were removed
 *     lock                                             held by the daemon, names its process
 *     reserve                                          room to use when the disk is full
 *     *.aside                                          a file that could not be read, and is kept
 *     0000000000000000001.mapdb, .active               sealed segment of release 0.1.0, complete or not
 * </pre>
 */
final class FileNames {
    static final String MAPDB = ".mapdb";
    static final String REDO = ".redo";
    static final String FORMAT3_ACTIVE = ".active";
    static final String UNFINISHED = "unfinished";
    static final String AGES = "ages";
    static final String AGES_NEW = "ages.new";
    static final String CHAIN = "chain";
    static final String CHAIN_NEW = "chain.new";
    static final String PRUNED = "pruned";
    static final String PRUNED_HASHES = "pruned.hashes";
    static final String ASIDE = ".aside";
    static final String LOCK = "lock";
    static final String RESERVE = "reserve";

    /** What is wrong with a file that {@linkplain #hasImpossibleIds has impossible ids}. */
    static final String IMPOSSIBLE = "no segment can have the ids in its name";

    private static final Set<String> AUXILIARY =
            Set.of(UNFINISHED, PRUNED, PRUNED_HASHES, AGES, AGES_NEW, CHAIN, CHAIN_NEW, RESERVE);

    private static final int ID_DIGITS = 19;

    /** No id is greater: sums of ids must not overflow. */
    private static final String MAX_ID = Long.toString(Long.MAX_VALUE / 4);

    private static final Pattern TABLE = Pattern.compile("([0-9]{19})-([0-9]{19})\\.mapdb(\\.aside.*)?");
    private static final Pattern REMOVED = Pattern.compile("chain\\.[0-9]{1,19}");
    private static final Pattern ONE_ID = Pattern.compile("([0-9]{19})\\.(mapdb|redo|active)(\\.aside.*)?");

    private FileNames() {}

    /** The file that begins with an id. */
    static Path of(Path directory, long firstId, String kind) {
        return directory.resolve(digits(firstId) + kind);
    }

    /** The sealed table of these ids. */
    static Path ofTable(Path directory, long firstId, long lastId) {
        return directory.resolve(digits(firstId) + "-" + digits(lastId) + MAPDB);
    }

    /** The file with the hashes of the records that were removed according to an entry of the chain. */
    static Path ofRemoved(Path directory, long number) {
        return directory.resolve(CHAIN + '.' + number);
    }

    /** Whether a file has the name of one with hashes of removed records. */
    static boolean isRemoved(Path file) {
        return REMOVED.matcher(file.getFileName().toString()).matches();
    }

    /** Does not use a formatter, which would take as long as everything else in opening the journal. */
    private static String digits(long id) {
        String digits = Long.toString(id);
        return "0".repeat(ID_DIGITS - digits.length()) + digits;
    }

    /** The segment that a file holds; empty if it was set aside or is not a segment. */
    static Optional<SegmentFile> segment(Path file) {
        String name = file.getFileName().toString();
        Matcher table = TABLE.matcher(name);
        if (table.matches() && table.group(3) == null) {
            OptionalLong first = id(table.group(1));
            OptionalLong last = id(table.group(2));
            return first.isPresent() && last.isPresent() && first.getAsLong() <= last.getAsLong()
                    ? Optional.of(new SegmentFile(file, SegmentFile.Kind.TABLE, first.getAsLong(), last.getAsLong()))
                    : Optional.empty();
        }
        Matcher other = ONE_ID.matcher(name);
        if (!other.matches() || other.group(3) != null || id(other.group(1)).isEmpty()) {
            return Optional.empty();
        }
        long first = id(other.group(1)).getAsLong();
        return switch (other.group(2)) {
            case "redo" -> Optional.of(new SegmentFile(file, SegmentFile.Kind.REDO, first, Long.MAX_VALUE));
            case "mapdb" -> Optional.of(new SegmentFile(file, SegmentFile.Kind.FORMAT3, first, Long.MAX_VALUE));
            default -> Optional.empty();
        };
    }

    /** Whether a file was set aside. */
    static boolean isAside(Path file) {
        return file.getFileName().toString().contains(ASIDE);
    }

    /** Whether a file has the name of a segment, complete or half-built, and was not set aside. */
    static boolean isOfSegment(Path file) {
        String name = file.getFileName().toString();
        return !isAside(file)
                && (TABLE.matcher(name).matches() || ONE_ID.matcher(name).matches());
    }

    /** Whether a file has a name that the journal uses for a file that is neither a segment nor the lock. */
    static boolean isAuxiliary(Path file) {
        return AUXILIARY.contains(file.getFileName().toString()) || isRemoved(file);
    }

    /** Whether a file belongs to the journal. */
    static boolean isOwn(Path file) {
        return isOfSegment(file) || isAside(file) || isAuxiliary(file) || file.endsWith(LOCK);
    }

    /** Whether a file has the name of a segment, but with ids that no segment can have. */
    static boolean hasImpossibleIds(Path file) {
        return isOfSegment(file)
                && segment(file).isEmpty()
                && format3ActiveId(file).isEmpty();
    }

    /** The first id in the name of a sealed table, set aside or not; empty for every other file. */
    static OptionalLong firstIdOfTable(Path file) {
        Matcher table = TABLE.matcher(file.getFileName().toString());
        return table.matches() ? id(table.group(1)) : OptionalLong.empty();
    }

    /** The last id in the name of a sealed table, set aside or not; empty for every other file. */
    static OptionalLong lastIdOfTable(Path file) {
        Matcher table = TABLE.matcher(file.getFileName().toString());
        return table.matches() ? id(table.group(2)) : OptionalLong.empty();
    }

    /** The id in the name of any other file of a segment, set aside or not. */
    static OptionalLong firstId(Path file) {
        Matcher other = ONE_ID.matcher(file.getFileName().toString());
        return other.matches() ? id(other.group(1)) : OptionalLong.empty();
    }

    /** The first id of a half-built segment of release 0.1.0. */
    static OptionalLong format3ActiveId(Path file) {
        String name = file.getFileName().toString();
        Matcher other = ONE_ID.matcher(name);
        return name.endsWith(FORMAT3_ACTIVE) && other.matches() ? id(other.group(1)) : OptionalLong.empty();
    }

    private static OptionalLong id(String digits) {
        return digits.compareTo("0".repeat(ID_DIGITS - MAX_ID.length()) + MAX_ID) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(digits));
    }
}
