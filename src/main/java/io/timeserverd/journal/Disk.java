package io.timeserverd.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
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

    /** The size of a file; 0 when it is gone. */
    default long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** What tells a file from another one that took its name; empty when there is none. */
    default Optional<Object> identity(Path file) throws IOException {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    default boolean exists(Path file) {
        return Files.exists(file);
    }

    default void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    default void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes the names in a directory survive a power cut. */
    default void sync(Path directory) throws IOException {
        try (var channel = open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Bytes that this process can still write there. */
    default long usable(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    static Disk real() {
        return FileChannel::open;
    }
}
