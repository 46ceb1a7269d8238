package io.timeserverd.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestBatchTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsAReplyToEveryLineInOrder() throws Exception {
        String requests = IntStream.range(0, 5000).mapToObj(i -> "r" + i).collect(Collectors.joining("\n"));
        try (var server = new FakeServer(RequestBatchTest::echo)) {
            assertEquals(0, run(server, requests));
        }
        assertEquals(
                IntStream.range(0, 5000).mapToObj(i -> "r" + i + "\n").collect(Collectors.joining()), out.toString());
    }

    @Test
    void sendsAllRequestsInOneSession() throws Exception {
        try (var server = new FakeServer(RequestBatchTest::echo)) {
            run(server, "paris\r\n\ntokyo\n");
            assertEquals(List.of("keep", "paris", "", "tokyo"), server.received());
        }
    }

    @Test
    void leavesAGreetingOut() throws Exception {
        try (var server = new FakeServer(peer -> {
            peer.write("1 Asia/Kolkata\n\n");
            echo(peer);
        })) {
            assertEquals(0, run(server, "paris\n"));
        }
        assertEquals("paris\n", out.toString());
    }

    @Test
    void printsAnErrorInItsPlaceAndEndsWithStatus1() throws Exception {
        try (var server = new FakeServer(RequestBatchTest::echo)) {
            assertEquals(1, run(server, "paris\nERR bad-request x\ntokyo\n"));
        }
        assertEquals("paris\nERR bad-request x\ntokyo\n", out.toString());
    }

    @Test
    void readsAReplyOfSeveralLinesToItsEnd() throws Exception {
        try (var server = new FakeServer(RequestBatchTest::echo)) {
            assertEquals(0, run(server, "Zones fr\nparis\n"));
        }
        assertEquals("Zones fr\nmore\n\nparis\n", out.toString());
    }

    @Test
    void stopsAtQuit() throws Exception {
        try (var server = new FakeServer(RequestBatchTest::echo)) {
            assertEquals(0, run(server, "paris\nquit\ntokyo\n"));
        }
        assertEquals("paris\n", out.toString());
    }

    @Test
    void endsWithStatus3IfTheConnectionIsLostBeforeTheLastReply() throws Exception {
        try (var server = new FakeServer(peer -> {
            peer.readLine();
            peer.write("OK\n");
            peer.readLine();
            peer.write("first\n");
        })) {
            assertEquals(3, run(server, "paris\ntokyo\n"));
        }
        assertEquals("first\n", out.toString());
    }

    @Test
    void saysWhenTheServerRefusesASession() throws Exception {
        try (var server = new FakeServer(peer -> peer.write("ERR busy too many\n"))) {
            assertEquals(1, run(server, "paris\n"));
        }
        assertEquals("ERR busy too many\n", err.toString());
    }

    @Test
    void saysWhenStandardInputCannotBeRead() throws Exception {
        try (var server = new FakeServer(RequestBatchTest::echo)) {
            assertEquals(2, run(server, new PipedInputStream()));
        }
        assertEquals("timeclient: cannot read standard input\n", err.toString());
    }

    @Test
    void cutsALongLineAndLetsTheServerRefuseIt() throws Exception {
        try (var server = new FakeServer(RequestBatchTest::echo)) {
            assertEquals(0, run(server, "x".repeat(1_000_000) + "\nparis\n"));
        }
        assertEquals("x".repeat(InputLines.MAX_BYTES) + "\nparis\n", out.toString());
    }

    /** A session that echoes every request; its reply to {@code zones} has several lines. */
    private static void echo(FakeServer.Peer peer) throws IOException {
        for (String line = peer.readLine(); line != null; line = peer.readLine()) {
            peer.write(line.equals("keep") ? "OK\n" : line + "\n");
            if (line.startsWith("Zones")) {
                peer.write("more\n\n");
            }
        }
    }

    private int run(FakeServer server, String typed) {
        return run(server, new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
    }

    private int run(FakeServer server, InputStream stdin) {
        var args = new String[] {"-H", "127.0.0.1", "-p", String.valueOf(server.port()), "-"};
        return TimeClient.run(args, stdin, new PrintWriter(out), new PrintWriter(err));
    }
}
