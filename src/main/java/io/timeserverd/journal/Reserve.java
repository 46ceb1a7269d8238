package io.timeserverd.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file of zeroes that is given up in the moment when the disk is full: the loop goes on writing
 * into the room it leaves while the helper thread deletes the oldest segment, and nothing is lost.
 */
final class Reserve {
    private static final long MAX_BYTES = 4 << 20;

    private final Disk disk;
    private final Path file;
    private final long bytes;
    private final AtomicBoolean held = new AtomicBoolean();

    Reserve(Disk disk, JournalOptions options) {
        this.disk = disk;
        this.file = options.path().resolve(FileNames.RESERVE);
        var pages = (Math.min(MAX_BYTES, options.segmentBytes() / 4) + Frame.PAGE - 1) / Frame.PAGE;
        this.bytes = pages * Frame.PAGE;
    }

    /** Bytes that it takes when it is held. */
    long bytes() {
        return bytes;
    }

    /** On the helper thread: takes the room, unless it is already held. */
    void fill() throws IOException {
        if (held.get()) {
            return;
        }
        try (var channel = disk.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
            Zeroes.write(channel, 0, bytes);
            held.set(true);
        } catch (IOException e) {
            disk.delete(file);
            throw e;
        }
    }

    /**
     * On the loop thread: leaves the room.
     *
     * @return whether there was any
     */
    boolean release() throws IOException {
        if (!held.compareAndSet(true, false)) {
            return false;
        }
        disk.delete(file);
        return true;
    }

    /** Whether a write failed because there is no room. Other errors are no reason to delete anything. */
    static boolean isShort(Disk disk, Path directory, IOException e) {
        var message = String.valueOf(e.getMessage());
        if (message.contains("No space left") || message.contains("quota")) {
            return true;
        }
        try {
            // The message is in the language of the system.
            return disk.usable(directory) < Frame.PAGE;
        } catch (IOException unknown) {
            return false;
        }
    }
}
