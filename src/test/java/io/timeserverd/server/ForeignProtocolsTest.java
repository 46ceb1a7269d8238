package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that speak another protocol get one line of error, and none of their lines is answered as a request. */
class ForeignProtocolsTest {
    private static final String PARIS = "2026-11-22 13:38:34\n";
    private static final String BODY = "Europe/Paris\nkeep\n+%nHTTP/1.1 200 OK\n";

    private ServerFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new ServerFixture();
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private String ask(String bytes, int piece) throws IOException {
        try (TestClient client = fixture.connect()) {
            byte[] all = bytes.getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < all.length && !client.hasEnded(); i += piece) {
                client.sendSome(Arrays.copyOfRange(all, i, Math.min(all.length, i + piece)));
                fixture.turn();
            }
            return client.readToEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: localhost:9999\r\nAuthorization: Basic c2VjcmV0\r\nCookie: secret\r\n\r\n",
                "GET /@1721260800+%nHTTP/1.1%_4j%nAccess-Control-Allow-Origin:*%n%n HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /ojna@1 HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Length: 40\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /chat HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\n",
            })
    void aForeignProtocolGetsOneErrorHoweverItsBytesAreSplit(String opening) throws IOException {
        for (int piece : List.of(100_000, 7, 1)) {
            int before = fixture.journal.committed.size();
            String reply = ask(opening + BODY, piece);
            assertTrue(reply.startsWith("ERR bad-request "), reply);
            assertEquals(1, reply.lines().count(), reply);
            assertEquals(before + 1, fixture.journal.committed.size(), "one record");
            String record = fixture.journal.committed.get(before);
            assertTrue(record.matches("bad-request [A-Z]*"), record);
        }
    }

    @Test
    void recognisesALongHttpRequestLineBeforeItEnds() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("GET /" + "x".repeat(300));
            assertTrue(client.readToEnd().startsWith("ERR bad-request "));
        }
        assertEquals(List.of("bad-request GET"), fixture.journal.committed);
    }

    @Test
    void recognisesHttpAfterBlankLines() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("\r\n \t\r\nGET /secret HTTP/1.1\r\nCookie: secret\r\n\r\nEurope/Paris\n");
            List<String> replies = client.readToEnd().lines().toList();
            assertEquals(3, replies.size(), replies::toString);
            assertTrue(replies.get(2).startsWith("ERR bad-request "), replies::toString);
        }
        assertEquals(3, fixture.journal.committed.size());
        assertEquals("bad-request GET", fixture.journal.committed.get(2));
    }

    @Test
    void aFirstLineTooLongToRecogniseEndsTheConnection() throws IOException {
        for (int length : List.of(300, 16_384, 16_500)) {
            try (TestClient client = fixture.connect()) {
                client.send("A".repeat(length) + " /secret HTTP/1.1\r\nCookie: secret\r\n\r\nEurope/Paris\n");
                assertEquals(1, client.readToEnd().lines().count(), client::received);
            }
        }
        assertFalse(fixture.journal.committed.toString().contains("secret"), fixture.journal.committed::toString);
    }

    @Test
    void refusesATlsHandshakeWithoutWaitingForALine() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send(new byte[] {0x16, 3, 1, 0, 100});
            assertTrue(client.readToEnd().startsWith("ERR bad-request "));
        }
    }

    @Test
    void anUnfinishedHttpRequestLineIsRecordedByItsMethodOnly() throws IOException {
        try (TestClient halfClosed = fixture.connect();
                TestClient slow = fixture.connect()) {
            halfClosed.send("GET /?token=secret HTTP/1.1");
            halfClosed.halfClose();
            slow.send("GET /?token=secret HTTP/1.1");
            fixture.settle();
            fixture.advance(Duration.ofSeconds(10));
            for (TestClient client : List.of(halfClosed, slow)) {
                assertTrue(client.readToEnd().startsWith("ERR bad-request "), client::received);
            }
        }
        assertEquals(List.of("bad-request GET", "bad-request GET"), fixture.journal.committed);
    }

    @Test
    void aForeignRequestCountsAgainstTheQuota() throws Exception {
        try (var limited = new ServerFixture("limits.rate=1", "limits.burst=1")) {
            assertTrue(limited.ask("GET / HTTP/1.1\r\n\r\n").startsWith("ERR bad-request "));
            assertEquals("ERR rate-limited try again in 1 s\n", limited.ask("GET / HTTP/1.1\r\n\r\n"));
            assertEquals(1, limited.journal.committed.size());
        }
    }

    @Test
    void onlyTheFirstLineIsCheckedForAForeignProtocol() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("keep\nGET / HTTP/1.1\nEurope/Paris\nquit\n");
            List<String> replies = client.readToEnd().lines().toList();
            assertEquals(3, replies.size(), replies::toString);
            assertTrue(replies.get(1).startsWith("ERR "), replies::toString);
            assertEquals(PARIS.strip(), replies.get(2));
        }
    }

    @Test
    void aPlaceThatBeginsLikeAMethodIsText() throws IOException {
        assertFalse(fixture.ask("Post Falls, ID\n").startsWith("ERR bad-request"));
        assertFalse(fixture.ask("GET /\n").startsWith("ERR bad-request"));
    }

    @Test
    void stripsTelnetCommandsAndInvisibleCharacters() throws IOException {
        String telnet = "\u00ff\u00fd\u0001\u00ff\u00fb\u001f\u00ff\u00fa\u0018\u0000xterm\u00ff\u00f0";
        var bom = new String("\ufeff".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        var zeroWidth = new String("\u200b".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        for (String request :
                List.of(telnet + "Europe/Paris\r\n", bom + "Europe/Paris\n", "Europe/" + zeroWidth + "Paris\n")) {
            for (int piece : List.of(1000, 3, 1)) {
                assertEquals(PARIS, ask(request, piece), request);
            }
        }
    }
}
