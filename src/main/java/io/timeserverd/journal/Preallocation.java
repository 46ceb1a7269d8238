package io.timeserverd.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Preallocates the end of a redo log that is brought to the disk at every commit: writes zeroes, which later commits
 * overwrite. Such a commit changes neither the size of the file nor its blocks, so the system has to write the data
 * alone, and no metadata. Belongs to one thread.
 */
final class Preallocation {
    /** Enough for a thousand commits of a busy daemon. A disk of 150 MB/s takes 2 ms to write them. */
    private static final int BYTES = 4 * Frame.PAGE;

    private final long limit;
    private long end;

    /** @param limit no zeroes are written beyond this offset */
    Preallocation(long limit) {
        this.limit = limit;
    }

    /**
     * Writes new zeroes once the data, which now ends at {@code at}, has passed the end of the current ones. Overwrites
     * what is after that.
     */
    void extend(FileChannel channel, long at) throws IOException {
        if (at <= end || at >= limit) {
            return;
        }
        end = Math.min(at + BYTES, limit);
        try {
            Zeroes.write(channel, at, end);
        } catch (IOException e) {
            // No room, or a broken disk: the next write of data will report it. This file gets no more zeroes.
            channel.truncate(at);
            end = limit;
        }
    }

    /** Where the zeroes end, as an offset in the file; 0 if none were written. */
    long end() {
        return end;
    }

    /** The file was cut off at {@code at}. */
    void cut(long at) {
        end = at;
    }
}
