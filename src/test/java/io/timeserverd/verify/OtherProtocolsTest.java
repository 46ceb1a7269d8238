package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Programs.Stdin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A client of another protocol gets one line of error, and the connection closes at once, before any deadline. Nothing that
 * the client sent is executed, echoed or recorded.
 */
@Tag("verify")
class OtherProtocolsTest {
    /** Text that must not appear anywhere. */
    private static final String SECRET = "s3cr3t";

    private static final String HEADERS = "Host: time.example:9999\r\n"
            + "Authorization: Basic " + SECRET + "\r\n"
            + "Cookie: session=" + SECRET + "\r\n";

    /** A request of Chromium. Without the check, the reply would be HTTP that every page may read. */
    private static final String FETCH = "GET /@1721260800+%nHTTP/1.1%_4j%nAccess-Control-Allow-Origin:*%n%n" + SECRET
            + " HTTP/1.1\r\n"
            + HEADERS
            + "Connection: keep-alive\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\nAccept: */*\r\n\r\n";

    private static final String FORM = "POST /ojna@1721260800+%nHTTP/1.1%_4j%nContent-Type:text/html%n%n HTTP/1.1\r\n"
            + HEADERS
            + "Content-Type: text/plain\r\nContent-Length: 60\r\n\r\n"
            + "keep\r\n+%n<script>" + SECRET + "</script>\r\nTokyo\r\nquit\r\n";

    private static final String WEB_SOCKET = "GET /" + SECRET + " HTTP/1.1\r\n" + HEADERS
            + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    /** A request followed by an empty SETTINGS frame, RFC 9113 section 3.4. */
    private static final String HTTP_2 = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0" + SECRET + "\n";

    private static final String SSH = "SSH-2.0-OpenSSH_9.2p1 " + SECRET + "\r\n";

    private record Talk(String name, String bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static DaemonProcess daemon;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        daemon = startIn(directory);
    }

    private static DaemonProcess startIn(Path directory) throws IOException {
        return DaemonProcess.start(
                directory, "limits.request-timeout=1h", "limits.idle-timeout=1h", "limits.linger=1m");
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    private static Stream<Talk> talks() throws IOException {
        return Stream.of(
                new Talk("a page's fetch", FETCH),
                new Talk("a form that posts requests", FORM),
                new Talk("a long path", "GET /" + "x".repeat(1000) + SECRET + " HTTP/1.1\r\n" + HEADERS + "\r\n"),
                new Talk("HTTP/1.0", "HEAD / HTTP/1.0\n" + HEADERS + "\n"),
                new Talk("a proxy's client", "CONNECT " + SECRET + ".example:443 HTTP/1.1\r\n" + HEADERS + "\r\n"),
                new Talk("a web socket", WEB_SOCKET),
                new Talk("HTTP/2", HTTP_2),
                new Talk("TLS", clientHello()),
                new Talk("SSH", SSH),
                new Talk("SIP", "OPTIONS sip:" + SECRET + " SIP/2.0\r\nVia: SIP/2.0/TCP nm;branch=foo\r\n\r\n"),
                new Talk("a remote desktop", "\3\0\0\23\16\340\0\0\0\0\0\1\0\10\0\3\0\0\0" + SECRET + "\n"));
    }

    private static String clientHello() throws IOException {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine(SECRET + ".example", 443);
            engine.setUseClientMode(true);
            var hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            return new String(hello.array(), 0, hello.position(), StandardCharsets.ISO_8859_1);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("talks")
    void getsOneLineOfErrorAndAClosedConnection(Talk talk) throws Exception {
        assertIsOneError(talkTo(daemon, talk));
    }

    private static String talkTo(DaemonProcess daemon, Talk talk) throws IOException {
        try (Wire wire = daemon.connect()) {
            return wire.send(talk.bytes).rest();
        }
    }

    @ParameterizedTest
    @MethodSource("talks")
    void getsTheSameInSmallPieces(Talk talk) throws Exception {
        try (Wire wire = daemon.connect()) {
            for (String piece : talk.bytes.split("(?<=\\G.{3})", -1)) {
                wire.send(piece);
            }
            assertIsOneError(wire.rest());
        }
    }

    @Test
    void curlGetsOneLineOfErrorAndAClosedConnection() throws Exception {
        assertIsOneError(curl(daemon));
    }

    private static String curl(DaemonProcess daemon) throws IOException, InterruptedException {
        List<String> command = List.of(
                "curl",
                "-sS",
                "--http0.9",
                "-H",
                "Authorization: Bearer " + SECRET,
                "-b",
                "session=" + SECRET,
                "http://127.0.0.1:" + daemon.port() + "/" + SECRET);
        return Programs.run("curl", command, "", Stdin.ENDS).out();
    }

    @Test
    void leavesOneRecordWithoutItsText(@TempDir Path directory) throws Exception {
        try (DaemonProcess another = startIn(directory)) {
            int number = 0;
            for (Talk talk : talks().toList()) {
                talkTo(another, talk);
                number++;
            }
            curl(another);
            number++;
            Programs.Result export = Programs.runAdmin(directory, "export", "--format", "jsonl");
            assertEquals(0, export.status(), export::toString);
            assertEquals(number, export.out().lines().count(), export::toString);
            assertTrue(export.out().lines().allMatch(line -> line.contains("\"bad-request\"")), export::toString);
            assertFalse(export.out().contains(SECRET), export::toString);
            assertEquals(number, Ledger.of(another).count("errors"));
        }
    }

    private static void assertIsOneError(String reply) {
        assertTrue(reply.matches("ERR bad-request \\P{Cntrl}+\n"), reply);
        assertFalse(reply.contains(SECRET), reply);
    }
}
