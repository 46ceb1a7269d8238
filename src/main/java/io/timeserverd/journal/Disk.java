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

/** What the journal does to files, so that a test can make the disk full, broken or read-only. */
interface Disk {
    /** Of new files: the daemon writes, its group reads. */
    FileAttribute<Set<PosixFilePermission>> FILE_MODE = mode("rw-r-----");

    FileAttribute<Set<PosixFilePermission>> DIRECTORY_MODE = mode("rwxr-x---");

    /** Opens a regular file; links are not followed. A new file can be read by its group, and by nobody else. */
    FileChannel open(Path file, OpenOption... options) throws IOException;

    /** The files of a directory, in the order of their names. */
    default List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().collect(Collectors.toList());
        }
    }

    /** The size of a file; 0 when it is gone. */
    default long size(Path file) throws IOException {
        try {
            return attributes(file).size();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** What tells a file from another one that took its name; empty when there is none. */
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

    /** Takes from a file what nobody may do with a new one. */
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
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Bytes that this process can still write there. */
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
            // Whether that is an error depends on the options.
        }
    }
}
