package io.timeserverd.journal;

import io.timeserverd.journal.JournalOptions.Sync;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Zeroes ahead of the end of a redo file of which every commit is brought to the disk. Written into them, a commit changes
 * neither the size of the file nor what blocks it has: the system has the data alone to write, where it would have to
 * write down both as well. Belongs to one thread.
 */
final class Runway {
    /** Some hundred commits of a busy daemon, and less than a millisecond's work for a disk that is not slow. */
    private static final int BYTES = 8 * Frame.PAGE;

    /** No segment goes beyond it. */
    private final long limit;

    private ByteBuffer zeroes = ByteBuffer.allocate(0);
    private long end;

    Runway(JournalOptions options) {
        limit = options.sync() == Sync.ALWAYS ? options.segmentBytes() : 0;
    }

    /** Makes it anew if a write that ends at {@code at} would go beyond it. Call it before that write. */
    void clear(FileChannel channel, long at) {
        if (at <= end || at >= limit) {
            return;
        }
        if (zeroes.capacity() == 0) {
            zeroes = ByteBuffer.allocate(Frame.PAGE);
        }
        end = Math.min(at + BYTES, limit);
        try {
            for (var from = at; from < end; from += zeroes.position()) {
                channel.write(zeroes.clear().limit((int) Math.min(zeroes.capacity(), end - from)), from);
            }
        } catch (IOException e) {
            // No room, or a broken disk. The commit itself does without, and tells if it fails too.
            end = limit;
        }
    }

    /** The file ends at {@code at} again. */
    void cut(long at) {
        end = at;
    }
}
