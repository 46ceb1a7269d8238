package io.timeserverd.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/** What the journal does to files, so that a test can make the disk full, broken or read-only. */
interface Disk {
    FileChannel open(Path file, OpenOption... options) throws IOException;

    /** The files of a directory, in the order of their names. */
    default List<Path> list(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.sorted().collect(Collectors.toList());
        }
    }

    default long size(Path file) throws IOException {
        return Files.size(file);
    }

    default void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    default void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes names survive a power cut. */
    default void sync(Path fileOrDirectory) throws IOException {
        try (var channel = open(fileOrDirectory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static Disk real() {
        return FileChannel::open;
    }
}
