package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients behind a trusted proxy. All connections of the fixture come from one. */
class ProxyTest {
    private static final String PARIS = "2026-11-22 13:38:34\n";
    private static final String BUSY = "ERR busy too many connections, try again later\n";
    private static final String UNKNOWN = "PROXY UNKNOWN\r\n";

    private ServerFixture fixture;
    private Capture log;

    @BeforeEach
    void open() throws Exception {
        log = Log.capture();
        fixture = new ServerFixture(
                "access.proxies=127.0.0.0/8",
                "access.deny=192.0.2.66",
                "limits.connections-per-client=2",
                "limits.rate=1",
                "limits.burst=2",
                "listen.daytime=127.0.0.1:0",
                "listen.time=127.0.0.1:0");
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
        log.close();
    }

    private static String header(String client) {
        return "PROXY TCP4 " + client + " 198.51.100.1 56324 9999\r\n";
    }

    private static byte[] version2(String request) {
        byte[] header = HexFormat.of()
                .parseHex("0d0a0d0a000d0a515549540a" + "2111000f" + "c0000201c6336401dc04270f" + "040000");
        byte[] text = request.getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(header, header.length + text.length);
        System.arraycopy(text, 0, all, header.length, text.length);
        return all;
    }

    private long counter(String name) throws IOException {
        return fixture.ask(UNKNOWN + "status\n")
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 2)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theHeaderNamesTheClient() throws IOException {
        assertTrue(fixture.ask(header("192.0.2.1") + "me\n").startsWith("""
                address: 192.0.2.1
                recorded: 192.0.2.1
                for: 30d
                connections: 1 of 2
                quota: 1 of 2 requests"""));
        try (TestClient client = fixture.connect()) {
            client.send(version2("me\n"));
            assertTrue(client.readToEnd().startsWith("address: 192.0.2.1\n"));
        }
    }

    @Test
    void headerAndRequestMayArriveByteByByte() throws IOException {
        try (TestClient client = fixture.connect()) {
            for (byte each : version2("Europe/Paris\n")) {
                client.send(new byte[] {each});
                fixture.turn();
            }
            assertEquals(PARIS, client.readToEnd());
        }
    }

    @Test
    void theHeaderDoesNotCountAsARequest() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send(header("192.0.2.1"));
            client.assertStaysOpen();
            client.send("Europe/Paris\n");
            assertEquals(PARIS, client.readToEnd());
        }
        assertEquals(List.of("ok Europe/Paris"), fixture.journal.committed);
    }

    @Test
    void aHalfCloseBehindTheHeaderAsksForTheDefault() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send(header("192.0.2.1"));
            client.halfClose();
            assertEquals("2026-11-22 12:38:34\n", client.readToEnd());
        }
    }

    @Test
    void rateLimitsApplyToTheClientNotToTheProxy() throws IOException {
        for (String address : List.of("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4")) {
            assertEquals(PARIS + PARIS, fixture.ask(header(address) + "Europe/Paris\n".repeat(2)));
        }
        assertEquals("ERR rate-limited try again in 1 s\n", fixture.ask(header("192.0.2.1") + "UTC\n"));
    }

    @Test
    void connectionLimitsApplyToTheClient() throws IOException {
        try (TestClient first = fixture.connect();
                TestClient second = fixture.connect();
                TestClient third = fixture.connect();
                TestClient other = fixture.connect()) {
            for (TestClient client : List.of(first, second, third)) {
                client.send(header("192.0.2.1"));
                fixture.settle();
            }
            other.send(header("192.0.2.2"));
            assertEquals(BUSY, third.readToEnd());
            first.assertStaysOpen();
            second.assertStaysOpen();
            other.assertStaysOpen();
        }
        fixture.until(() -> fixture.server.openConnections() == 0);
        assertEquals(1, counter("refused-client-limit"));
        fixture.advance(Duration.ofSeconds(1)); // the default reply at the end of input has used one request
        assertEquals(PARIS, fixture.ask(header("192.0.2.1") + "Europe/Paris\n"));
    }

    @Test
    void accessListsApplyToTheClient() throws IOException {
        assertEquals("ERR denied this address is not let in here\n", fixture.ask(header("192.0.2.66")));
        assertEquals(1, counter("refused-denied"));
    }

    @Test
    void theProxyItselfHasNoLimits() throws IOException {
        try (TestClient first = fixture.connect();
                TestClient second = fixture.connect()) {
            first.send(UNKNOWN);
            second.send(UNKNOWN);
            fixture.settle();
            for (int i = 0; i < 3; i++) {
                String facts = fixture.ask(UNKNOWN + "me\n");
                assertTrue(facts.startsWith("address: 127.0.0.1\n"), facts);
                assertTrue(facts.endsWith("connections: unlimited\nquota: unlimited\n\n"), facts);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Paris\n", "PROXY TCP4 nonsense\r\n"})
    void aMissingOrInvalidHeaderIsCountedAndLogged(String bytes) throws IOException {
        assertEquals("", fixture.ask(bytes));
        assertEquals(1, counter("failed-proxy-header"));
        assertEquals(1, log.lines("proxy-header").size());
    }

    @Test
    void aSlowHeaderEndsAtTheRequestTimeout() throws IOException {
        try (TestClient client = fixture.connect()) {
            fixture.settle();
            for (byte each : "PROXY TCP4".getBytes(StandardCharsets.US_ASCII)) {
                client.send(new byte[] {each});
                fixture.advance(Duration.ofSeconds(1));
            }
            assertEquals("", client.readToEnd());
        }
        assertEquals(1, counter("failed-proxy-header"));
        assertEquals(List.of("event=proxy-header proxy=127.0.0.1 problem=\"not in time\""), log.lines("proxy-header"));
    }

    @Test
    void aPortProbeIsCountedAndNotLogged() throws IOException {
        fixture.connect().close();
        fixture.settle();
        assertEquals(1, counter("failed-proxy-header"));
        assertEquals(List.of(), log.lines("proxy-header"));
    }

    @Test
    void daytimeAndTimeReplyAfterTheHeader() throws IOException {
        try (TestClient daytime = fixture.connect("daytime");
                TestClient time = fixture.connect("time")) {
            daytime.assertStaysOpen();
            time.assertStaysOpen();
            assertEquals(0, time.bytes().length);
            daytime.send(header("192.0.2.1"));
            assertEquals("Sun Nov 22 12:38:34 2026\r\n", daytime.readToEnd());
            time.send(version2(""));
            time.readToEnd();
            assertEquals(4, time.bytes().length);
        }
    }

    @Test
    void aReloadChangesWhichPeersAreProxies() throws IOException {
        fixture.use("access.proxies=192.0.2.0/24");
        assertEquals(
                "ERR bad-request a PROXY header from here is not believed\n" + PARIS,
                fixture.ask(header("192.0.2.1") + "Europe/Paris\n"));
        fixture.use("access.proxies=127.0.0.1", "answer.greeting=menu", "answer.menu=UTC");
        assertEquals(
                "1) UTC\nchoose a number from 1 to 1, or send any request:\n\n" + PARIS,
                fixture.ask(header("192.0.2.1") + "Europe/Paris\n"));
    }

    @Test
    void stoppingDoesNotWaitForAHeader() throws IOException {
        try (TestClient waiting = fixture.connect()) {
            fixture.settle();
            fixture.tickNs = 50_000_000;
            fixture.server.stop();
            assertEquals("", waiting.readToEnd());
        }
    }
}
