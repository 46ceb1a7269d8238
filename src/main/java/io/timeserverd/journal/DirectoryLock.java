package io.timeserverd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * Keeps a second daemon out of a journal directory. The system lets go of the lock when the process
 * ends, however it ends; the file stays, because deleting it would race with the next holder.
 */
final class DirectoryLock implements AutoCloseable {
    private static final int MAX_HOLDER = 200;

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws JournalException when another process holds it; the message names that process
     */
    static DirectoryLock take(Path directory) throws IOException, JournalException {
        var file = directory.resolve(Names.LOCK);
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (locks(channel)) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(self().getBytes(StandardCharsets.UTF_8)), 0);
                return new DirectoryLock(channel);
            }
            var holder = read(channel);
            channel.close();
            throw new JournalException(directory + ": held by " + (holder.isEmpty() ? "another process" : holder));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
            return false;
        }
    }

    private static String self() {
        var process = ProcessHandle.current();
        var since = process.info().startInstant().map(Instant::toString).orElse("an unknown time");
        return "process " + process.pid() + ", running since " + since + "\n";
    }

    private static String read(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(MAX_HOLDER);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
    }
}
