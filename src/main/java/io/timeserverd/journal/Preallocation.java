package io.timeserverd.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Zeroes behind the end of a redo file of which every commit is brought to the disk. A commit that is written into them
 * changes neither the size of the file nor what blocks it has: the system has the data alone to write, where it would have to
 * write down both as well. Belongs to one thread.
 */
final class Preallocation {
    /** A thousand commits and more of a busy daemon; 2 ms for a disk of 150 MB/s. */
    private static final int BYTES = 4 * Frame.PAGE;

    private final long limit;
    private long end;

    /** @param limit where a file ends at the latest, but for the commit that reaches it */
    Preallocation(long limit) {
        this.limit = limit;
    }

    /** Writes new zeroes if data now ends behind the current ones, at {@code at}. What is behind that must not matter. */
    void extend(FileChannel channel, long at) throws IOException {
        if (at <= end || at >= limit) {
            return;
        }
        end = Math.min(at + BYTES, limit);
        try {
            Zeroes.write(channel, at, end);
        } catch (IOException e) {
            // No room, or a broken disk: writing data will show it. This file goes on without zeroes.
            channel.truncate(at);
            end = limit;
        }
    }

    /** Where the zeroes end, in bytes of the file; 0 when there were none. */
    long end() {
        return end;
    }

    /** The file ends at {@code at} again. */
    void cut(long at) {
        end = at;
    }
}
