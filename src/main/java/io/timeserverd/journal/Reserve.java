package io.timeserverd.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file of zeroes that is deleted the moment the disk is full. The loop goes on writing into that room while the
 * helper thread deletes the oldest segment, and nothing is lost.
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
        long pages = (Math.min(MAX_BYTES, options.segmentBytes() / 4) + Frame.PAGE - 1) / Frame.PAGE;
        this.bytes = pages * Frame.PAGE;
    }

    /** How many bytes it takes when it exists. */
    long bytes() {
        return bytes;
    }

    /** On the helper thread: makes the file, unless it exists. */
    void fill() throws IOException {
        if (held.get()) {
            return;
        }
        try (FileChannel channel = disk.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
            Zeroes.write(channel, 0, bytes);
            held.set(true);
        } catch (IOException e) {
            disk.delete(file);
            throw e;
        }
    }

    /**
     * On the loop thread: frees the room.
     *
     * @return whether there was any to free
     */
    boolean release() throws IOException {
        if (!held.compareAndSet(true, false)) {
            return false;
        }
        disk.delete(file);
        return true;
    }

    /** Whether a write failed because there is no room. Nothing is deleted because of other errors. */
    static boolean isShort(Disk disk, Path directory, IOException e) {
        var message = String.valueOf(e.getMessage());
        if (message.contains("No space left") || message.contains("quota")) {
            return true;
        }
        try {
            // The message may be in another language.
            return disk.usable(directory) < Frame.PAGE;
        } catch (IOException unknown) {
            return false;
        }
    }
}
