package io.timeserverd.bench;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/**
 * How long the disk takes to complete one small write: fdatasync(2), as the journal does it, into a file that
 * has these bytes already.
 *
 * @param medianMs of one
 * @param p99Ms how long 99 of a hundred clients would wait at most if they came at a fixed rate and waited for the disk alone: a
 *     slow one holds up all that come meanwhile
 */
record DiskSync(double medianMs, double p99Ms) {
    private static final int BYTES = 2048;

    /** How many places the file has. They are written in turn, again and again. */
    private static final int PLACES = 2000;

    static DiskSync measure(Path directory, double perSecond, long durationNs) throws IOException {
        Path file = directory.resolve("sync");
        try (var channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            channel.write(ByteBuffer.allocate(PLACES * BYTES), 0);
            channel.force(true);
            return pace(channel, 1e9 / perSecond, (int) (durationNs * perSecond / 1e9));
        } finally {
            Files.delete(file);
        }
    }

    private static DiskSync pace(FileChannel channel, double gapNs, int clients) throws IOException {
        Histogram syncs = Clocked.histogram();
        Histogram waits = Clocked.histogram();
        var bytes = ByteBuffer.allocateDirect(BYTES);
        long start = System.nanoTime();
        int answered = 0;
        while (answered < clients) {
            long begin = System.nanoTime();
            int come = (int) Math.min(clients, (begin - start) / gapNs + 1);
            if (come > answered) {
                channel.write(bytes.clear(), (long) answered % PLACES * BYTES);
                channel.force(false);
                long end = System.nanoTime();
                syncs.recordValue(end - begin);
                for (; answered < come; answered++) {
                    waits.recordValue(end - start - (long) (answered * gapNs));
                }
            }
        }
        return new DiskSync(syncs.getValueAtPercentile(50) / 1e6, waits.getValueAtPercentile(99) / 1e6);
    }
}
