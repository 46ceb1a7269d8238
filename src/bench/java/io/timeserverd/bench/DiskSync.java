package io.timeserverd.bench;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long the disk takes for one small write that shall reach it: fdatasync(2), as the journal does it, into a file that
 * has these bytes already.
 */
final class DiskSync {
    private static final int TIMES = 200;
    private static final int BYTES = 2048;

    private DiskSync() {}

    static double medianMs(Path directory) throws IOException {
        var file = directory.resolve("sync");
        var times = new Series();
        try (var channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            channel.write(ByteBuffer.allocate(TIMES * BYTES), 0);
            channel.force(true);
            for (int i = 0; i < TIMES; i++) {
                long start = System.nanoTime();
                channel.write(ByteBuffer.allocate(BYTES), (long) i * BYTES);
                channel.force(false);
                times.add((System.nanoTime() - start) / 1e6);
            }
        }
        Files.delete(file);
        return times.median();
    }
}
