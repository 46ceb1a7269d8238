package io.timeserverd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes zeroes that occupy space on the disk. A hole would not. */
final class Zeroes {
    private static final ByteBuffer PAGE = ByteBuffer.allocate(Frame.PAGE).asReadOnlyBuffer();

    private Zeroes() {}

    /** Writes zeroes to the bytes {@code [from, to)} of a file. */
    static void write(FileChannel channel, long from, long to) throws IOException {
        ByteBuffer page = PAGE.duplicate();
        for (long at = from; at < to; at += page.position()) {
            channel.write(page.clear().limit((int) Math.min(page.capacity(), to - at)), at);
        }
    }
}
