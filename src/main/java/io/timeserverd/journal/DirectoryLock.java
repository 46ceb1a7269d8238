package io.timeserverd.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a second daemon out of a journal's directory. The system releases the lock when the process ends, however it
 * ends. The file stays, because deleting it would race with the next process that takes the lock.
 */
final class DirectoryLock implements AutoCloseable {
    private static final int MAX_HOLDER = 200;

    private final Disk disk;
    private final Path directory;

    /** Whether this process made the directory. */
    private final boolean made;

    private FileChannel channel;
    private Optional<Object> identity;

    private DirectoryLock(Disk disk, Path directory, boolean made) throws IOException, JournalException {
        this.disk = disk;
        this.directory = directory;
        this.made = made;
        lock();
    }

    /**
     * Takes the lock of a directory, which is made if its parent exists.
     *
     * @throws JournalException when another process holds it, which the message names; when the path is not a
     *     directory; or when this user may not write there
     */
    static DirectoryLock take(Disk disk, Path directory) throws IOException, JournalException {
        try {
            if (!isThere(directory)) {
                Files.createDirectory(directory, Disk.DIRECTORY_MODE);
                return new DirectoryLock(disk, directory, true);
            }
            return new DirectoryLock(disk, directory, false);
        } catch (AccessDeniedException e) {
            throw new JournalException(e.getFile() + ": permission denied; journal.path chooses another place", e);
        } catch (NoSuchFileException e) {
            throw new JournalException(
                    directory + ": its parent directory does not exist; make that, or choose another journal.path", e);
        }
    }

    private static boolean isThere(Path directory) throws IOException, JournalException {
        try {
            if (!Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
                throw new JournalException(directory + ": is not a directory");
            }
            return true;
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(directory)) {
                throw new JournalException(directory + ": is a link that leads nowhere", e);
            }
            return false;
        }
    }

    /** Takes the lock again if its file, or the whole directory, was deleted. */
    synchronized void ensure() throws IOException {
        if (!channel.isOpen() || identity.equals(disk.identity(file()))) {
            return;
        }
        FileChannel old = channel;
        Files.createDirectories(directory, Disk.DIRECTORY_MODE);
        try {
            lock();
        } catch (JournalException e) {
            throw new IOException(e.getMessage(), e);
        }
        old.close();
    }

    /** Releases the directory. Deletes it if this process made it and it holds no records. */
    @Override
    public synchronized void close() throws IOException {
        if (made && disk.exists(directory) && disk.list(directory).stream().noneMatch(DirectoryLock::isWorthKeeping)) {
            for (Path each : disk.list(directory)) {
                disk.delete(each);
            }
            disk.delete(directory);
        }
        channel.close();
    }

    private static boolean isWorthKeeping(Path file) {
        return !List.of(FileNames.LOCK, FileNames.RESERVE, FileNames.CHAIN)
                .contains(file.getFileName().toString());
    }

    private void lock() throws IOException, JournalException {
        FileChannel opened = disk.open(file(), CREATE, READ, WRITE);
        try {
            if (!locks(opened)) {
                String holder = read(opened);
                throw new JournalException(directory + ": held by " + (holder.isEmpty() ? "another process" : holder));
            }
            opened.truncate(0);
            opened.write(ByteBuffer.wrap(self().getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException | JournalException e) {
            opened.close();
            throw e;
        }
        channel = opened;
        identity = disk.identity(file());
    }

    private Path file() {
        return directory.resolve(FileNames.LOCK);
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // This process itself holds it.
            return false;
        }
    }

    private static String self() {
        var process = ProcessHandle.current();
        String since = process.info().startInstant().map(Instant::toString).orElse("an unknown time");
        return "process " + process.pid() + ", running since " + since + "\n";
    }

    private static String read(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(MAX_HOLDER);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
    }
}
