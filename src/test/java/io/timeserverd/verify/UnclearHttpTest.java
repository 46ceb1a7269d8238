package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that a proxy might read differently are refused, and the connection closes. Requests after them get no reply, and
 * the journal records only that they were refused.
 */
@Tag("verify")
class UnclearHttpTest {
    /** Text that must not appear anywhere. */
    private static final String SECRET = "s3cr3t";

    /** A request that follows each; its reply would go to another client of the proxy. */
    private static final String SMUGGLED = "GET /" + SECRET + " HTTP/1.1\r\nHost: time.example\r\n\r\n";

    private record Unclear(int status, String name, String bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static DaemonProcess daemon;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        daemon = startIn(directory, "limits.request-timeout=1h", "limits.idle-timeout=1h", "limits.linger=1m");
    }

    private static DaemonProcess startIn(Path directory, String... settings) throws IOException {
        var all = Stream.concat(Stream.of("listen.http=127.0.0.1:0"), Stream.of(settings));
        return DaemonProcess.start(directory, all.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    private static Unclear line(int status, String name, String line) {
        return new Unclear(status, name, line + "\r\nHost: time.example\r\n\r\n");
    }

    private static Unclear fields(int status, String name, String fields) {
        return new Unclear(status, name, "GET / HTTP/1.1\r\n" + fields + "\r\n\r\n");
    }

    private static Unclear field(int status, String name, String field) {
        return fields(status, name, "Host: time.example\r\n" + field + "\r\nX-Last: " + SECRET);
    }

    private static Stream<Unclear> unclear() {
        return Stream.of(requestLines(), hosts(), bodies(), headerFields(), sizes())
                .flatMap(each -> each);
    }

    private static Stream<Unclear> requestLines() {
        return Stream.of(
                line(400, "two blanks", "GET  / HTTP/1.1"),
                line(400, "a tab for a blank", "GET\t/ HTTP/1.1"),
                line(400, "a blank in the target", "GET /a b HTTP/1.1"),
                line(400, "a fragment", "GET /#a HTTP/1.1"),
                line(400, "a control character", "GET /\1 HTTP/1.1"),
                line(400, "no slash", "GET time.example HTTP/1.1"),
                line(400, "an empty host in the target", "GET http:///a HTTP/1.1"),
                line(400, "no version", "GET /"),
                line(400, "a version in small letters", "GET / http/1.1"),
                line(400, "something behind the version", "GET / HTTP/1.1 "),
                line(400, "a blank before the method", " GET / HTTP/1.1"),
                line(505, "version 2.0", "GET / HTTP/2.0"),
                line(501, "a method in small letters", "get / HTTP/1.1"),
                line(405, "a method that would change something", "DELETE / HTTP/1.1"),
                line(405, "a request to a proxy", "CONNECT " + SECRET + ".example:443 HTTP/1.1"),
                new Unclear(400, "lines that end with LF", "GET / HTTP/1.1\nHost: time.example\n\n"),
                new Unclear(400, "a CR within the line", "GET /\r HTTP/1.1\r\nHost: time.example\r\n\r\n"),
                new Unclear(400, "TLS", "\26\3\1\2\0\1\0\1\374\3\3" + SECRET),
                new Unclear(501, "HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    }

    private static Stream<Unclear> hosts() {
        return Stream.of(
                fields(400, "no Host", "X-Secret: " + SECRET),
                fields(400, "two Hosts", "Host: time.example\r\nHost: " + SECRET + ".example"),
                fields(400, "the same Host twice", "Host: time.example\r\nHost: time.example"),
                fields(400, "a Host with a path", "Host: time.example/" + SECRET),
                fields(400, "a Host with a blank", "Host: time.example " + SECRET),
                fields(400, "a Host with a user", "Host: " + SECRET + "@time.example"));
    }

    private static Stream<Unclear> bodies() {
        return Stream.of(
                field(400, "both lengths", "Content-Length: 4\r\nTransfer-Encoding: chunked"),
                field(400, "both lengths, the other first", "Transfer-Encoding: chunked\r\nContent-Length: 0"),
                field(400, "chunks", "Transfer-Encoding: chunked"),
                field(400, "an encoding that hides chunks", "Transfer-Encoding: xchunked"),
                field(400, "two lengths", "Content-Length: 0\r\nContent-Length: 44"),
                field(400, "the same length twice", "Content-Length: 0\r\nContent-Length: 0"),
                field(400, "a list of lengths", "Content-Length: 0, 0"),
                field(400, "a length with a sign", "Content-Length: +0"),
                field(400, "a hexadecimal length", "Content-Length: 0x0"),
                field(400, "an empty length", "Content-Length:"),
                field(413, "a body", "Content-Length: " + SMUGGLED.length()),
                field(413, "a length beyond all numbers", "Content-Length: 18446744073709551616"),
                field(417, "a wait for leave to go on", "Expect: 100-continue"));
    }

    private static Stream<Unclear> headerFields() {
        return Stream.of(
                field(400, "a blank before the colon", "Content-Length : 44"),
                field(400, "a folded line", "X-Folded: a\r\n Content-Length: 44"),
                field(400, "a line folded by a tab", "X-Folded: a\r\n\tContent-Length: 44"),
                fields(400, "a blank before the first name", " Host: time.example"),
                field(400, "a CR within a value", "X-Value: a\rContent-Length: 44"),
                field(400, "a LF alone", "X-Value: a\nContent-Length: 44"),
                field(400, "a CR twice", "X-Value: a\r\r\nContent-Length: 44"),
                field(400, "a zero byte", "X-Value: a\0b"),
                field(400, "no colon", "X-Value"),
                field(400, "no name", ": a"),
                field(400, "letters beyond ASCII in a name", "X-V\u00e4lue: a"));
    }

    private static Stream<Unclear> sizes() {
        return Stream.of(
                line(414, "a long target", "GET /" + "x".repeat(3000) + " HTTP/1.1"),
                new Unclear(414, "a line without an end", "GET /" + "x".repeat(9000)),
                field(431, "a long field", "X-Long: " + "x".repeat(9000)),
                field(431, "many fields", "X-Many: a\r\n".repeat(100) + "X-Many: a"));
    }

    @ParameterizedTest
    @MethodSource("unclear")
    void isRefusedAndTheNextRequestGetsNoReply(Unclear unclear) throws Exception {
        assertIsRefused(unclear, talk(daemon, unclear));
    }

    private static String talk(DaemonProcess with, Unclear unclear) throws IOException {
        try (Wire wire = with.connect("http")) {
            return wire.send(unclear.bytes + SMUGGLED).rest();
        }
    }

    private static void assertIsRefused(Unclear unclear, String response) {
        assertTrue(response.startsWith("HTTP/1.1 " + unclear.status + " "), response);
        assertTrue(response.contains("\r\nConnection: close\r\n"), response);
        assertTrue(response.matches("(?s).*\r\n\r\nERR bad-request \\P{Cntrl}+\n"), response);
        assertFalse(response.contains(SECRET), response);
    }

    @ParameterizedTest
    @MethodSource("unclear")
    void isRefusedInSmallPieces(Unclear unclear) throws Exception {
        try (Wire wire = daemon.connect("http")) {
            for (String piece : (unclear.bytes + SMUGGLED).split("(?<=\\G.{29})", -1)) {
                wire.send(piece);
            }
            assertIsRefused(unclear, wire.rest());
        }
    }

    @ParameterizedTest
    @MethodSource("unclear")
    void isRefusedAfterAValidRequest(Unclear unclear) throws Exception {
        try (Wire wire = daemon.connect("http")) {
            String first = "GET /UTC@7?format=unix HTTP/1.1\r\nHost: time.example\r\n\r\n";
            String[] both = wire.send(first + unclear.bytes + SMUGGLED).rest().split("(?<=\r\n\r\n7\n)", 2);
            assertTrue(both[0].startsWith("HTTP/1.1 200 OK\r\n"), both[0]);
            assertIsRefused(unclear, both[1]);
        }
    }

    @Test
    void isRecordedWithoutItsText(@TempDir Path directory) throws Exception {
        try (DaemonProcess another = startIn(directory, "limits.linger=1m")) {
            for (Unclear each : unclear().toList()) {
                talk(another, each);
            }
            Programs.Result export = Programs.runAdmin(directory, "export", "--format", "jsonl");
            assertEquals(0, export.status(), export::toString);
            assertEquals(unclear().count(), export.out().lines().count(), export::toString);
            assertTrue(
                    export.out()
                            .lines()
                            .allMatch(line -> line.contains("\"http\"") && line.contains("\"bad-request\"")),
                    export::toString);
            assertFalse(export.out().contains(SECRET), export::toString);
            assertFalse(export.out().contains("time.example"), export::toString);
            assertEquals(unclear().count(), Ledger.of(another).count("errors"));
        }
    }

    /** Two requests arrive in two pieces, split at each byte in turn. */
    @Test
    void aPipelineMayBeSplitAtEveryByte() throws Exception {
        String both = """
                GET /UTC@1?format=unix HTTP/1.1\r
                Host: time.example\r
                \r
                HEAD /UTC@2?format=unix HTTP/1.1\r
                Host: time.example\r
                Connection: close\r
                \r
                """;
        for (int cut = 1; cut < both.length(); cut++) {
            try (Wire wire = daemon.connect("http")) {
                String told = wire.send(both.substring(0, cut))
                        .send(both.substring(cut))
                        .rest();
                assertTrue(told.matches("(?s)HTTP/1.1 200 OK\r\n.*\r\n\r\n1\nHTTP/1.1 200 OK\r\n.*\r\n\r\n"), told);
            }
        }
    }

    @Test
    void refusesAHeadThatDoesNotEndInTimeAndClosesASilentConnection(@TempDir Path directory) throws Exception {
        try (DaemonProcess another = startIn(directory, "limits.request-timeout=1s", "limits.idle-timeout=2s");
                Wire slow = another.connect("http");
                Wire kept = another.connect("http")) {
            kept.send("GET /UTC@1?format=unix HTTP/1.1\r\nHost: time.example\r\n\r\n");
            String refused = slow.send("GET /" + SECRET + " HTTP/1.1\r\nHost:").rest();
            assertTrue(refused.startsWith("HTTP/1.1 408 Request Timeout\r\n"), refused);
            String answered = kept.rest();
            assertTrue(answered.endsWith("\r\n\r\n1\n"), answered);
            assertEquals(answered.indexOf("HTTP/1.1"), answered.lastIndexOf("HTTP/1.1"), answered);
            Programs.Result query = Programs.runAdmin(directory, "query", "--listener", "http");
            assertEquals(List.of("/UTC@1?format=unix", ""), lastFields(query.out()));
            Ledger.awaitAllClosed(another);
        }
    }

    private static List<String> lastFields(String records) {
        return records.lines()
                .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                .toList();
    }
}
