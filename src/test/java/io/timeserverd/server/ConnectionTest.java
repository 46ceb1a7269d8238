package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection to the text listener from its beginning to its end, with default settings. */
class ConnectionTest {
    private static final String UTC = "2026-11-22 12:38:34\n";
    private static final String PARIS = "2026-11-22 13:38:34\n";
    private static final String KOLKATA = "2026-11-22 18:08:34\n";

    private ServerFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new ServerFixture();
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Paris\n", "Europe/Paris\r\n", " \teurope/PARIS \n"})
    void answersALineAndCloses(String request) throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send(request);
            assertEquals(PARIS, client.readToEnd());
        }
        assertEquals(1, fixture.journal.committed.size());
    }

    @Test
    void aRequestMayArriveByteByByte() throws IOException {
        try (TestClient client = fixture.connect()) {
            for (byte b : "Europe/Paris\r\n".getBytes(StandardCharsets.US_ASCII)) {
                client.send(new byte[] {b});
                fixture.turn();
            }
            assertEquals(PARIS, client.readToEnd());
        }
    }

    @Test
    void answersEveryLineThatHasArrivedInOrder() throws IOException {
        assertEquals(PARIS + KOLKATA + UTC, fixture.ask("Europe/Paris\nAsia/Kolkata\n\n"));
    }

    @Test
    void waitsForTheRestOfALine() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("Europe/Paris\nAsia/Ko");
            client.readUntil(PARIS);
            client.assertStaysOpen();
            client.send("lkata\n");
            assertEquals(PARIS + KOLKATA, client.readToEnd());
        }
    }

    @Test
    void inputAfterTheLastReplyIsDiscardedWithoutAReset() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("Europe/Paris\n");
            client.readUntil(PARIS);
            client.send("Asia/Kolkata\n".repeat(10_000));
            client.halfClose();
            assertEquals(PARIS, client.readToEnd());
        }
        assertEquals(List.of("ok Europe/Paris"), fixture.journal.committed);
    }

    @Test
    void theHalfCloseEndsALine() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("Europe/Paris\nAsia/Kolkata");
            client.halfClose();
            assertEquals(PARIS + KOLKATA, client.readToEnd());
        }
    }

    @Test
    void aHalfCloseWithoutALineAsksForTheDefault() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.halfClose();
            assertEquals(UTC, client.readToEnd());
        }
    }

    @Test
    void aSilentClientGetsTheDefaultAtTheRequestTimeout() throws IOException {
        try (TestClient client = fixture.connect()) {
            fixture.settle();
            fixture.advance(Duration.ofMillis(9_999));
            client.assertStaysOpen();
            fixture.advance(Duration.ofMillis(1));
            assertEquals(UTC, client.received());
            client.halfClose();
            client.readToEnd();
        }
    }

    @Test
    void aLineThatEndsInTheTurnOfItsDeadlineIsAnsweredOnce() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("Europe/");
            fixture.settle();
            client.sendSome("Paris\n".getBytes(StandardCharsets.US_ASCII));
            fixture.advance(Duration.ofSeconds(10));
            assertEquals(PARIS, client.readToEnd());
        }
        assertEquals(List.of("ok Europe/Paris"), fixture.journal.committed);
    }

    @Test
    void aSlowLineEndsAtTheRequestTimeout() throws IOException {
        try (TestClient client = fixture.connect()) {
            for (int i = 0; i < 10; i++) {
                client.send("x");
                fixture.settle();
                fixture.advance(Duration.ofSeconds(1));
            }
            assertEquals("ERR timeout the line did not end in time\n", client.readToEnd());
        }
        assertEquals(List.of("timeout xxxxxxxxxx"), fixture.journal.committed);
    }

    @Test
    void closesAfterTheLingerIfTheClientDoesNotClose() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("\n");
            client.readToEnd();
            fixture.advance(Duration.ofMillis(900));
            assertEquals(1, fixture.server.openConnections());
            fixture.advance(Duration.ofMillis(100));
            assertEquals(0, fixture.server.openConnections());
        }
    }

    @Test
    void aLineMayHave256Bytes() throws IOException {
        String line = "x".repeat(256);
        assertTrue(fixture.ask(line + "\r\n").startsWith("ERR unknown-place "));
    }

    @Test
    void inASessionTheLineAfterOneOf257BytesIsAnswered() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("keep\n" + "x".repeat(257) + "\nEurope/Paris\nquit\n");
            assertEquals("OK\nERR too-long a request has at most 256 bytes\n" + PARIS, client.readToEnd());
        }
    }

    @Test
    void aTooLongFirstLineEndsTheConnection() throws IOException {
        for (int length : List.of(257, 16_384, 20_000, 100_000)) {
            try (TestClient client = fixture.connect()) {
                client.send("x".repeat(length));
                assertEquals("ERR too-long a request has at most 256 bytes\n", client.readToEnd(), "of " + length);
            }
        }
    }

    @Test
    void aTooLongLineIsRefusedBeforeItEndsAndItsRestIsDropped() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("keep\n");
            client.readUntil("OK\n");
            for (int i = 0; i < 10; i++) {
                client.send("x".repeat(200));
                fixture.settle();
            }
            client.send("\nEurope/Paris\nquit\n");
            assertEquals("OK\nERR too-long a request has at most 256 bytes\n" + PARIS, client.readToEnd());
        }
        assertEquals(256, fixture.journal.committed.get(1).length() - "too-long ".length());
    }

    @Test
    void refusesBytesThatAreNotText() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send(new byte[] {'k', 'e', 'e', 'p', '\n', (byte) 0xfe, '\n', 0, '\n', 27, '[', 'm', '\n'});
            client.halfClose();
            assertEquals("""
                    OK
                    ERR bad-request not UTF-8
                    ERR bad-request control character at position 1
                    ERR bad-request control character at position 1
                    """, client.readToEnd());
        }
    }

    @Test
    void aSessionStaysOpenUntilQuit() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("keep\n");
            client.readUntil("OK\n");
            client.assertStaysOpen();
            client.send("Europe/Paris\n");
            client.readUntil(PARIS);
            client.assertStaysOpen();
            client.send("quit\nEurope/Paris\n");
            assertEquals("OK\n" + PARIS, client.readToEnd());
        }
    }

    @Test
    void anIdleSessionClosesAtTheIdleTimeout() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("keep\n");
            client.readUntil("OK\n");
            fixture.advance(Duration.ofSeconds(59));
            client.send("Europe/Paris\n");
            client.readUntil(PARIS);
            fixture.advance(Duration.ofSeconds(59));
            client.assertStaysOpen();
            fixture.advance(Duration.ofSeconds(1));
            assertEquals("OK\n" + PARIS, client.readToEnd());
        }
    }

    @Test
    void aSessionThatEndsInTheTurnOfItsDeadlineGetsNoError() throws IOException {
        try (TestClient client = fixture.session("127.0.0.1")) {
            client.halfClose();
            fixture.advance(Duration.ofSeconds(60));
            assertEquals("OK\n", client.readToEnd());
        }
        assertEquals(List.of("ok keep"), fixture.journal.committed);
    }

    @Test
    void aSlowLineInASessionEndsAtTheRequestTimeout() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("keep\n");
            client.readUntil("OK\n");
            fixture.advance(Duration.ofSeconds(30));
            for (int i = 0; i < 10; i++) {
                client.send("x");
                fixture.settle();
                fixture.advance(Duration.ofSeconds(1));
            }
            assertEquals("OK\nERR timeout the line did not end in time\n", client.readToEnd());
        }
    }

    @Test
    void answersTenThousandLinesOfASessionInOrder() throws IOException {
        var lines = new StringBuilder("keep\n");
        var expected = new StringBuilder("OK\n");
        for (int i = 0; i < 10_000; i++) {
            lines.append("UTC@").append(i).append(" +unix\n");
            expected.append(i).append('\n');
        }
        try (TestClient client = fixture.connect()) {
            client.send(lines.toString());
            client.halfClose();
            assertEquals(expected.toString(), client.readToEnd());
        }
    }

    @Test
    void closesAConnectionThatReadsNothingForTheIdleTimeout() throws IOException {
        try (TestClient stalled = fixture.connect()) {
            stalled.send("keep\n");
            byte[] many = "help\n".repeat(2000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 400; i++) {
                stalled.sendSome(many);
                fixture.turn();
            }
            int answered = fixture.journal.committed.size();
            fixture.settle();
            assertEquals(answered, fixture.journal.committed.size(), "answered a client that does not read");
            assertEquals(PARIS, fixture.ask("Europe/Paris\n"));
            fixture.advance(Duration.ofSeconds(60));
            fixture.until(() -> fixture.server.openConnections() == 0);
        }
    }

    /** One turn answers the rest of both clients' input, then the lines that their half-closes end. */
    @Test
    void noClientGetsTheRepliesOfAnother() throws IOException {
        String delayed = "help\n".repeat(50) + "x".repeat(17_000) + "\n";
        String alone = fixture.ask(delayed + "UTC\n");
        try (TestClient one = fixture.connect();
                TestClient other = fixture.connect()) {
            for (TestClient client : List.of(one, other)) {
                client.sendSome((delayed + "UTC").getBytes(StandardCharsets.US_ASCII));
                client.halfClose();
            }
            assertEquals(alone, one.readToEnd());
            assertEquals(alone, other.readToEnd());
        }
    }

    @Test
    void answersAWholePipelineWithoutKeepHoweverLongItTakes() throws IOException {
        try (TestClient client = fixture.connect()) {
            int lines = client.sendSome("UTC\n".repeat(40_000).getBytes(StandardCharsets.US_ASCII)) / 4;
            client.halfClose();
            for (int i = 0; i < lines; i += 1000) {
                fixture.advance(Duration.ofSeconds(9));
                client.receive();
            }
            assertTrue(lines > 10_000);
            assertTrue(client.readToEnd().startsWith(UTC.repeat(lines)));
        }
    }

    @Test
    void aClientThatReadsLateGetsAllReplies() throws IOException {
        byte[] help;
        try (TestClient client = fixture.connect()) {
            client.send("help\n");
            help = client.readToEnd().getBytes(StandardCharsets.UTF_8);
        }
        try (TestClient client = fixture.connect()) {
            client.send("keep\n");
            client.sendSome("help\n".repeat(6000).getBytes(StandardCharsets.US_ASCII));
            client.halfClose();
            for (int i = 0; i < 200; i++) {
                fixture.turn();
            }
            assertEquals(3 + 6000L * help.length, client.readToEnd().length());
        }
    }

    @Test
    void keepsOnlyTheBytesOfAPartialLineAfterALongOne() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("keep\nno such place\n" + "a".repeat(15_000) + "\nx");
            fixture.until(() -> client.received().contains("too-long"));
            assertEquals(1, fixture.server.memory().held(MemoryAccount.Kind.INPUT));
        }
    }

    @Test
    void aCarriageReturnBeforeTheHalfCloseIsNotPartOfTheLine() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("Europe/Paris\r");
            client.halfClose();
            assertEquals(PARIS, client.readToEnd());
        }
    }

    @Test
    void anEndlessLineEndsAtItsDeadline() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("keep\n");
            byte[] much = "a".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 40 && fixture.server.openConnections() > 0; i++) {
                client.sendSome(much);
                fixture.advance(Duration.ofSeconds(2));
            }
            assertEquals(0, fixture.server.openConnections());
        }
    }

    @Test
    void aResetDoesNotAffectOtherClients() throws IOException {
        for (String sent : List.of("", "Euro", "keep\nEuro", "Europe/Paris\n", "help\n".repeat(3000))) {
            TestClient client = fixture.connect();
            client.sendSome(sent.getBytes(StandardCharsets.US_ASCII));
            fixture.turn();
            client.reset();
            fixture.until(() -> fixture.server.openConnections() == 0);
            assertEquals(PARIS, fixture.ask("Europe/Paris\n"));
        }
    }

    @Test
    void noReplyLeavesBeforeItsRecordIsInTheJournal() throws IOException {
        try (TestClient client = fixture.connect()) {
            fixture.journal.duringCommit = () -> assertEquals("", client.received());
            client.send("Europe/Paris\nAsia/Kolkata\n");
            assertEquals(PARIS + KOLKATA, client.readToEnd());
        }
        assertEquals(List.of("ok Europe/Paris", "ok Asia/Kolkata"), fixture.journal.committed);
    }

    @Test
    void afterAMenuANumberOrAnyRequestIsAnswered() throws IOException {
        String menu = """
                1) Asia/Kolkata
                2) America/New_York
                3) Africa/Maseru
                4) America/Chicago
                5) Europe/Athens
                choose a number from 1 to 5, or send any request:

                """;
        try (TestClient client = fixture.connect()) {
            client.send("menu\n");
            client.readUntil(menu);
            client.assertStaysOpen();
            client.send("1\n");
            assertEquals(menu + KOLKATA, client.readToEnd());
        }
        assertEquals(menu + PARIS, fixture.ask("menu\nEurope/Paris\n"));
        assertEquals(menu + "ERR bad-request choose a number from 1 to 5\n", fixture.ask("menu\n6\n"));
    }

    @Test
    void aMenuWithoutAChoiceTimesOut() throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send("menu\n");
            client.readUntil("\n\n");
            fixture.advance(Duration.ofSeconds(59));
            client.assertStaysOpen();
            fixture.advance(Duration.ofSeconds(1));
            assertTrue(client.readToEnd().endsWith("\n\nERR timeout no choice was made in time\n"));
        }
    }
}
