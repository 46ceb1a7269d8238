package io.timeserverd.client;

import static io.timeserverd.client.FakeServer.replies;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each reason why there is no reply has its exit status and its message. */
@Timeout(60)
class FailureTest {
    private static final String TIME = "2026-11-22 14:38:34";

    private final ClientRun run = new ClientRun();

    @Test
    void saysWhenNothingListens() throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, FakeServer.LOOPBACK)) {
            port = closed.getLocalPort();
        }
        assertEquals(3, run.of("-H", "127.0.0.1", "-p", String.valueOf(port)));
        run.assertComplaint("cannot reach 127.0.0.1 port " + port + ": 127.0.0.1: Connection refused");
    }

    @Test
    void saysWhenTheHostIsUnknown() {
        Dialer.Resolver resolver = host -> {
            throw new UnknownHostException(host);
        };
        assertEquals(3, run.resolving(resolver).of("-H", "nowhere.example"));
        run.assertComplaint("unknown host nowhere.example");
    }

    @Test
    void triesEveryAddressOfAName() throws Exception {
        Dialer.Resolver resolver =
                host -> new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), FakeServer.LOOPBACK};
        try (var server = new FakeServer(replies(TIME + "\n"))) {
            assertEquals(0, run.resolving(resolver).of("-H", "two.example", "-p", String.valueOf(server.port())));
        }
    }

    @Test
    void givesUpIfTheServerIsSilent() throws Exception {
        var finished = new CountDownLatch(1);
        try (var server = new FakeServer(peer -> await(finished))) {
            assertEquals(3, run.of(server, "--timeout", "0.05", "paris"));
            finished.countDown();
        }
        run.assertComplaint("no reply in time");
    }

    @Test
    void saysWhenTheConnectionIsReset() throws Exception {
        try (var server = new FakeServer(FakeServer.Peer::reset)) {
            assertEquals(3, run.of(server, "paris"));
        }
        assertTrue(run.err().startsWith("timeclient: "), run.err());
    }

    @Test
    void saysWhenThereIsNoReply() throws Exception {
        try (var server = new FakeServer(FakeServer.Peer::readAll)) {
            assertEquals(3, run.of(server, "paris"));
        }
        run.assertComplaint("connection closed without a reply");
    }

    @Test
    void doesNotAcceptHalfALineAsAReply() throws Exception {
        try (var server = new FakeServer(replies("2026-11-2"))) {
            assertEquals(3, run.of(server, "paris"));
        }
        assertEquals("", run.out());
        run.assertComplaint("connection lost in the middle of a reply");
    }

    @Test
    void givesUpOnAnEndlessLine() throws Exception {
        try (var server = new FakeServer(endless("xxxxxxxxxxxxxxxx"))) {
            assertEquals(3, run.of(server, "--timeout", "60", "paris"));
        }
        run.assertComplaint("reply longer than 1048576 bytes");
    }

    @Test
    void givesUpOnEndlessLines() throws Exception {
        try (var server = new FakeServer(endless(TIME + "\n"))) {
            assertEquals(3, run.of(server, "--timeout", "60", "zones"));
        }
        run.assertComplaint("reply longer than 1048576 bytes");
    }

    @Test
    void givesUpOnAServerThatSendsAByteNowAndThen() throws Exception {
        // Each reading of the ticker is a second later: single bytes must not restart the timeout.
        var ticker = new Ticker() {
            private long nowNs;

            @Override
            public long nanos() {
                return nowNs += 1_000_000_000;
            }
        };
        try (var server = new FakeServer(endless("x"))) {
            assertEquals(3, run.ticking(ticker).of(server, "--timeout", "20"));
        }
        run.assertComplaint("no reply in time");
    }

    @Test
    void saysWhenItCannotWrite() throws Exception {
        var full = Writer.nullWriter();
        full.close();
        var err = new StringWriter();
        try (var server = new FakeServer(replies(TIME + "\n"))) {
            String[] args = ClientRun.args(server, "paris");
            assertEquals(
                    1,
                    TimeClient.run(args, InputStream.nullInputStream(), new PrintWriter(full), new PrintWriter(err)));
        }
        assertEquals("timeclient: cannot write to standard output\n", err.toString());
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static FakeServer.Script endless(String text) {
        return peer -> {
            while (true) {
                peer.write(text);
            }
        };
    }
}
