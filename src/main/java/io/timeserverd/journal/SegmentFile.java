package io.timeserverd.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A segment in a directory.
 *
 * @param firstId of its records
 * @param sealed whether that is its MapDB file, else it is its redo file
 */
record SegmentFile(Path directory, long firstId, boolean sealed) {
    private static final int LISTINGS = 5;

    /** The segments of a directory, oldest first, also while one of them is being sealed. */
    static List<SegmentFile> list(Disk disk, Path directory) throws IOException {
        var found = once(disk, directory);
        for (var n = 1; n < LISTINGS; n++) {
            // A file that is renamed while the directory is read may not be seen at all.
            var again = once(disk, directory);
            if (again.equals(found)) {
                break;
            }
            found = again;
        }
        return found;
    }

    Path path() {
        return Names.of(directory, firstId, sealed ? Names.SEALED : Names.REDO);
    }

    /**
     * The id that no record of {@code source}, which is of file {@code i}, has: a redo file may end with records that were
     * lost, and whose ids were then given to others.
     */
    static long end(Disk disk, List<SegmentFile> files, int i, Source source) {
        for (var n = i + 1; n < files.size() && source instanceof RedoSource; n++) {
            try (var next = files.get(n).open(disk).orElse(null)) {
                if (next != null) {
                    return files.get(n).firstId();
                }
            } catch (IOException e) {
                // No segment, whatever its name says. Told when its turn comes.
            }
        }
        return Long.MAX_VALUE;
    }

    /** Opens it; empty when it was deleted meanwhile. */
    Optional<Source> open(Disk disk) throws IOException {
        try {
            return Optional.of(open(disk, sealed));
        } catch (NoSuchFileException e) {
            return sealed ? Optional.empty() : openSealed(disk);
        }
    }

    /** The redo file is gone: usually because the segment was sealed meanwhile. */
    private Optional<Source> openSealed(Disk disk) throws IOException {
        try {
            return Optional.of(open(disk, true));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Source open(Disk disk, boolean asSealed) throws IOException {
        var file = Names.of(directory, firstId, asSealed ? Names.SEALED : Names.REDO);
        var channel = disk.open(file, StandardOpenOption.READ);
        try {
            return asSealed ? new SealedSource(channel, firstId) : new RedoSource(channel, firstId);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static List<SegmentFile> once(Disk disk, Path directory) throws IOException {
        var byId = new TreeMap<Long, SegmentFile>();
        for (var file : disk.list(directory)) {
            Names.id(file, Names.REDO).ifPresent(id -> byId.putIfAbsent(id, new SegmentFile(directory, id, false)));
            // Complete from the moment it has this name, so it counts more than a redo file that is left.
            Names.id(file, Names.SEALED).ifPresent(id -> byId.put(id, new SegmentFile(directory, id, true)));
        }
        return new ArrayList<>(byId.values());
    }
}
