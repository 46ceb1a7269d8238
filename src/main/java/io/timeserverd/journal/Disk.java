package io.timeserverd.journal;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The operations on files that the journal needs. A test can make the disk full, broken or read-only. */
interface Disk {
    /** The mode of new files: the daemon writes, its group reads. */
    FileAttribute<Set<PosixFilePermission>> FILE_MODE = mode("rw-r-----");

    FileAttribute<Set<PosixFilePermission>> DIRECTORY_MODE = mode("rwxr-x---");

    /** Opens a regular file, without following links. A new file can be read by its group, but not by others. */
    FileChannel open(Path file, OpenOption... options) throws IOException;

    /** The files of a directory, in the order of their names. */
    default List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().collect(Collectors.toList());
        }
    }

    /** The size of a file; 0 if it does not exist. */
    default long size(Path file) throws IOException {
        try {
            return attributes(file).size();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Identifies a file, even if another one takes its name; empty if there is no file. */
    default Optional<Object> identity(Path file) throws IOException {
        try {
            return Optional.ofNullable(attributes(file).fileKey());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    default boolean exists(Path file) {
        return Files.exists(file, NOFOLLOW_LINKS);
    }

    default void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Removes the permissions from a file that a new file would not have. */
    default void restrict(Path file) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file, NOFOLLOW_LINKS);
        if (mode.retainAll(FILE_MODE.value())) {
            Files.getFileAttributeView(file, PosixFileAttributeView.class, NOFOLLOW_LINKS)
                    .setPermissions(mode);
        }
    }

    default void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes the names in a directory survive a power cut. */
    default void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** How many bytes this process can still write there. */
    default long usable(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    static Disk real() {
        return Disk::openRegular;
    }

    private static FileChannel openRegular(Path file, OpenOption... options) throws IOException {
        requireRegular(file); // opening a pipe would block
        var all = new HashSet<OpenOption>(List.of(options));
        all.add(NOFOLLOW_LINKS);
        boolean makes = all.contains(StandardOpenOption.CREATE) || all.contains(StandardOpenOption.CREATE_NEW);
        return makes ? FileChannel.open(file, all, FILE_MODE) : FileChannel.open(file, all);
    }

    private static void requireRegular(Path file) throws IOException {
        try {
            if (!attributes(file).isRegularFile()) {
                throw new FileSystemException(file.toString(), null, "is not a regular file");
            }
        } catch (NoSuchFileException e) {
            // Whether this is an error depends on the options.
        }
    }
}
