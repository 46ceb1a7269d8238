package io.timeserverd.journal;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * Sets aside files that have the name of a file of the journal, other than the lock, but cannot be what their name
 * says.
 */
final class InvalidFiles {
    private final Disk disk;
    private final Path directory;

    private InvalidFiles(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /** Sets aside everything but regular files of a possible size with possible ids in their names. */
    static void setAside(Disk disk, Path directory) throws IOException {
        var invalid = new InvalidFiles(disk, directory);
        for (Path file : disk.list(directory)) {
            invalid.check(file);
        }
        for (Path file : disk.list(directory)) {
            invalid.halfBuilt(file);
        }
    }

    private void check(Path file) throws IOException {
        if (!FileNames.isOfSegment(file) && !FileNames.isAuxiliary(file)) {
            return;
        }
        if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            AsideFiles.setAside(disk, file, "is not a regular file");
        } else if (FileNames.hasImpossibleIds(file)) {
            AsideFiles.setAside(disk, file, FileNames.IMPOSSIBLE);
        } else if (disk.size(file) > Recovery.LARGEST_FILE) {
            AsideFiles.setAside(disk, file, "larger than any segment");
        }
    }

    /** A half-built segment of release 0.1.0 counts only if its redo log and the complete segment are gone. */
    private void halfBuilt(Path file) throws IOException {
        OptionalLong id = FileNames.format3ActiveId(file);
        if (id.isEmpty()) {
            return;
        }
        Path complete = FileNames.of(directory, id.getAsLong(), FileNames.MAPDB);
        if (isFormat3Redo(id.getAsLong())) {
            disk.delete(file);
        } else if (disk.exists(complete)) {
            AsideFiles.setAside(disk, file, complete.getFileName() + " is there too");
        } else {
            disk.move(file, complete);
        }
    }

    private boolean isFormat3Redo(long id) throws IOException {
        Path redo = FileNames.of(directory, id, FileNames.REDO);
        if (!disk.exists(redo)) {
            return false;
        }
        try (FileChannel channel = disk.open(redo, StandardOpenOption.READ)) {
            return Format3.isRedo(channel, id);
        }
    }
}
