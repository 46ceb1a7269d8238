package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A reader of the status or the journal that stops reading costs the daemon nothing. */
class StoppedReaderTest {
    private static final int ASKED_AT_ONCE = 1000;
    private static final int STATUSES = 200_000;

    /** Growth of the heap after a collection that tables may cause. */
    private static final long GROWTH_BOUND_KIB = 8 * 1024;

    /** Allows for other programs of the machine. */
    private static final double SLOWER_BOUND = 4;

    private static final double SLACK_MS = 5;

    @TempDir
    Path directory;

    @Test
    @Tag("verify")
    void costsTheDaemonNothing() throws Exception {
        stoppedFor(10);
    }

    @Test
    @Tag("long")
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void costsTheDaemonNothingForMinutes() throws Exception {
        stoppedFor(400);
    }

    private void stoppedFor(int thousands) throws Exception {
        try (var daemon = DaemonProcess.start(directory)) {
            var client = new HonestClient(daemon);
            client.ask(5 * ASKED_AT_ONCE); // warms up
            double before = client.ask(ASKED_AT_ONCE).p99Ms();
            long beforeKib = ResourceUse.heapKib(daemon);
            Process follower = follow();
            try (SocketChannel status = askWithoutReading()) {
                var during = new double[thousands];
                for (int i = 0; i < thousands; i++) {
                    during[i] = client.ask(ASKED_AT_ONCE).p99Ms();
                    send(status); // as much as the socket accepts
                }
                Arrays.sort(during);
                double median = during[thousands / 2];
                long growthKib = ResourceUse.heapKib(daemon) - beforeKib;
                System.out.printf(
                        "stopped readers: p99 %.2f ms before, %.2f ms then; %d KiB more%n", before, median, growthKib);
                assertTrue(median < SLOWER_BOUND * before + SLACK_MS, median + " ms, and before " + before);
                Ledger.of(daemon);
                assertTrue(growthKib < GROWTH_BOUND_KIB, growthKib + " KiB more");
                assertTrue(follower.isAlive(), "the follower follows");
            } finally {
                follower.destroyForcibly();
            }
        }
    }

    /** Starts a tail whose output is a pipe without a reader. */
    private Process follow() throws IOException {
        return Programs.builder(Programs.admin(directory, "tail", "--follow", "--json"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private SocketChannel askWithoutReading() throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(directory.resolve("control")));
        channel.configureBlocking(false);
        channel.write(ByteBuffer.wrap("keep\n".getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static void send(SocketChannel channel) throws IOException {
        var questions = ByteBuffer.wrap("status\n".repeat(STATUSES).getBytes(StandardCharsets.US_ASCII));
        try {
            while (channel.write(questions) > 0) {
                // A non-blocking write writes only as much as fits.
            }
        } catch (IOException e) {
            assertTrue(e.getMessage().contains("Broken pipe"), "the daemon may have given it up: " + e);
        }
    }
}
