package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client gets a defined reply to any bytes, and the next client is served. No test waits for a deadline of the daemon.
 */
@Tag("verify")
class RequestBytesTest {
    private static final int MAX_BYTES = 256;
    private static final int MANY = 10_000;

    private static DaemonProcess daemon;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        daemon = DaemonProcess.start(
                directory,
                "answer.zone=Asia/Tokyo",
                "limits.request-timeout=1h",
                "limits.idle-timeout=1h",
                "limits.linger=1m");
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @AfterEach
    void theNextClientIsServedAndTheCountersAddUp() throws IOException {
        assertEquals("2023-11-14 23:13:20\n", daemon.ask("Europe/Paris@1700000000"));
        Ledger.awaitAllClosed(daemon);
    }

    // ---- how long a line may be

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", ""})
    void acceptsARequestOf256Bytes(String ending) throws Exception {
        try (Wire wire = daemon.connect()) {
            wire.send(ofLength(MAX_BYTES) + ending).endInput();
            assertEquals("0\n", wire.rest());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", ""})
    void aRequestOf257BytesIsTooLong(String ending) throws Exception {
        try (Wire wire = daemon.connect()) {
            wire.send(ofLength(MAX_BYTES + 1) + ending).endInput();
            assertEquals("ERR too-long a request has at most 256 bytes\n", wire.rest());
        }
    }

    @Test
    void refusesALineWithoutAnEndBeforeItEnds() throws Exception {
        try (Wire wire = daemon.connect()) {
            wire.send("x".repeat(MAX_BYTES + 2));
            assertEquals("ERR too-long a request has at most 256 bytes", wire.line());
        }
    }

    @Test
    void aSessionGoesOnAfterALineThatIsTooLong() throws Exception {
        try (Wire wire = daemon.connect()) {
            wire.send("keep\n" + "x".repeat(100_000) + "\n@1 +unix\nquit\n");
            assertEquals("OK\nERR too-long a request has at most 256 bytes\n1\n", wire.rest());
        }
    }

    private static String ofLength(int bytes) {
        String request = "@0 +unix";
        return " ".repeat(bytes - request.length()) + request;
    }

    // ---- what a line may contain

    @ParameterizedTest
    @ValueSource(strings = {"\u00fe\u00fe", "Par\u00c0\u00afis", "\u00ed\u00a0\u0080", "Paris\u00e2\u0082"})
    void invalidUtf8IsABadRequest(String bytes) throws Exception {
        assertBadRequest(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "Paris\0", "\0\0\0", "a\u001b[2J", "\u0007", "\u007f", "\u00c2\u0085", "a\rb"})
    void aControlCharacterIsABadRequest(String bytes) throws Exception {
        assertBadRequest(bytes);
    }

    private static void assertBadRequest(String bytes) throws IOException {
        String reply = daemon.ask(bytes);
        assertTrue(reply.matches("ERR bad-request \\P{Cntrl}+\n"), reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", " \t \n"})
    void anEmptyLineGetsTheDefaultTime(String line) throws Exception {
        var asked = RequestTime.now();
        try (Wire wire = daemon.connect()) {
            asked.assertTimeIn("Asia/Tokyo", wire.send(line).rest());
        }
    }

    // ---- many lines at once

    @Test
    void aSessionOf10000LinesInOneWriteGetsAllRepliesInOrder() throws Exception {
        try (Wire wire = daemon.connect()) {
            wire.send("keep\n" + requests() + "quit\n");
            assertEquals("OK\n" + answers(), wire.rest());
        }
    }

    /** Outside a session only the lines count that have arrived when the server finds nothing more to read. */
    @Test
    void theFirstOf10000LinesInOneWriteGetRepliesInOrderWithoutAReset() throws Exception {
        try (Wire wire = daemon.connect()) {
            String replies = wire.send(requests()).rest();
            assertTrue(replies.startsWith("0\n1\n2\n"), replies);
            assertTrue(answers().startsWith(replies), replies);
        }
    }

    @Test
    void aHalfCloseAfter10000LinesLosesNoReply() throws Exception {
        daemon.signal("STOP"); // so that everything has arrived when the daemon goes on
        try (Wire wire = daemon.connect()) {
            wire.send(requests()).endInput();
            daemon.signal("CONT");
            assertEquals(answers(), wire.rest());
        }
    }

    private static String requests() {
        return numbers("@%d +unix\n");
    }

    private static String answers() {
        return numbers("%d\n");
    }

    private static String numbers(String format) {
        return IntStream.range(0, MANY).mapToObj(i -> String.format(format, i)).collect(Collectors.joining());
    }

    // ---- lines in pieces

    @Test
    void aLineMayArriveOneByteAtATime() throws Exception {
        try (Wire wire = daemon.connect()) {
            sendByteByByte(wire, "Europe/Paris@1700000000 +%F %T\r\n");
            assertEquals("2023-11-14 23:13:20\n", wire.rest());
        }
    }

    @Test
    void aSessionMayArriveOneByteAtATime() throws Exception {
        try (Wire wire = daemon.connect()) {
            sendByteByByte(wire, "keep\n@1 +unix\r\n@2 +unix\nQq\u00c3\u00a3qqqq\nquit\n");
            assertEquals("OK", wire.line());
            assertEquals("1", wire.line());
            assertEquals("2", wire.line());
            assertEquals("ERR unknown-place no place 'Qq\u00e3qqqq'\n", wire.rest());
        }
    }

    private static void sendByteByByte(Wire wire, String bytes) throws IOException {
        for (int i = 0; i < bytes.length(); i++) {
            wire.send(bytes.substring(i, i + 1));
        }
    }

    // ---- dialogues

    @Test
    void theMenuWaitsForAChoice() throws Exception {
        try (Wire wire = daemon.connect()) {
            assertTrue(wire.send("menu\n").paragraph().startsWith("1) Asia/Kolkata\n2) America/New_York\n"));
            var asked = RequestTime.now();
            asked.assertTimeIn("America/New_York", wire.send("2\n").rest());
        }
    }

    @Test
    void aSessionRepliesToEachLineBeforeTheNextIsSent() throws Exception {
        try (Wire wire = daemon.connect()) {
            assertEquals("OK", wire.send("keep\n").line());
            for (int i = 0; i < 100; i++) {
                assertEquals(String.valueOf(i), wire.send("@" + i + " +unix\n").line());
            }
            assertEquals("", wire.send("quit\n").rest());
        }
    }

    // ---- how a client may end

    @Test
    void aHalfCloseWithoutARequestGetsTheDefaultTime() throws Exception {
        var asked = RequestTime.now();
        try (Wire wire = daemon.connect()) {
            asked.assertTimeIn("Asia/Tokyo", wire.endInput().rest());
        }
    }

    @Test
    void aClientMayCloseAtOnce() throws Exception {
        daemon.connect().close();
    }

    @Test
    void aResetInTheMiddleOfALineIsCounted() throws Exception {
        long before = Ledger.of(daemon).count("failed-reset");
        daemon.connect().send("Europe/Par").reset();
        Ledger.await(daemon, ledger -> ledger.count("failed-reset") == before + 1);
    }

    @Test
    void aResetDuringRepliesIsCounted() throws Exception {
        long before = Ledger.of(daemon).count("failed-reset");
        var wire = Wire.withReceiveBuffer(daemon.port(), 4096);
        assertEquals("OK", wire.send("keep\n").line());
        wire.send("help\n".repeat(MANY)).reset();
        Ledger.await(daemon, ledger -> ledger.count("failed-reset") == before + 1);
    }

    @Test
    void anIdleSessionMayBeReset() throws Exception {
        Wire wire = daemon.connect();
        assertEquals("OK", wire.send("keep\n").line());
        wire.reset();
    }

    @Test
    void aClientMayGoOnSendingAfterItsReply() throws Exception {
        try (Wire wire = daemon.connect()) {
            assertEquals("0\n", wire.send("@0 +unix\n").rest());
            wire.send("UTC\n".repeat(MANY));
        }
    }
}
