package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final ReadBuffer buffer = new ReadBuffer();
    private SocketChannel client;
    private SocketChannel channel;
    private Inbox inbox;

    @BeforeEach
    void connect() throws IOException {
        try (var listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            client = SocketChannel.open(listener.getLocalAddress());
            channel = listener.accept();
        }
        channel.configureBlocking(false);
        inbox = new Inbox(channel, buffer);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        channel.close();
    }

    private void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void send(byte[] bytes) throws IOException {
        var rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            client.write(rest);
        }
    }

    /** Opens the inbox, takes all lines, and closes it. */
    private List<String> takeShare() throws IOException {
        var lines = new ArrayList<String>();
        inbox.open();
        do {
            while (inbox.nextLine()) {
                lines.add(line());
            }
        } while (inbox.fill());
        inbox.close();
        return lines;
    }

    private String line() {
        return new String(
                inbox.bytes(), inbox.lineFrom(), inbox.lineTo() - inbox.lineFrom(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void linesEndWithLfOrCrlf() throws IOException {
        send("a\nb\r\n\n\r\nc\rd\n");
        assertEquals(List.of("a", "b", "", "", "c\rd"), takeShare());
        assertEquals(0, inbox.keptBytes());
    }

    @Test
    void keepsExactlyTheBytesOfAPartialLine() throws IOException {
        send("a\nhalf a");
        assertEquals(List.of("a"), takeShare());
        assertEquals("half a".length(), inbox.keptBytes());
        send(" line\n");
        assertEquals(List.of("half a line"), takeShare());
        assertEquals(0, inbox.keptBytes());
    }

    @Test
    void keepsLinesThatAreNotTaken() throws IOException {
        send("a\nb\nc\n");
        inbox.open();
        inbox.fill();
        assertTrue(inbox.nextLine());
        inbox.close();
        assertEquals(4, inbox.keptBytes());
        assertEquals(List.of("b", "c"), takeShare());
    }

    @Test
    void aLineThatWasPutBackIsTakenAgain() throws IOException {
        send("first\nsecond\n");
        inbox.open();
        inbox.fill();
        inbox.nextLine();
        assertEquals("first", line());
        inbox.putBack();
        inbox.close();
        assertEquals(List.of("first", "second"), takeShare());
    }

    @Test
    void takesATooLongLineAtOnceAndDropsItsRest() throws IOException {
        send("x".repeat(257));
        assertEquals(List.of("x".repeat(257)), takeShare());
        send("y".repeat(100_000));
        assertEquals(List.of(), takeShare());
        assertEquals(0, inbox.keptBytes());
        send("z\nnext\n");
        assertEquals(List.of("next"), takeShare());
    }

    @Test
    void theCarriageReturnDoesNotCountForTheLength() throws IOException {
        send("x".repeat(256) + "\r");
        assertEquals(List.of(), takeShare());
        send("\n");
        assertEquals(List.of("x".repeat(256)), takeShare());
    }

    @Test
    void remembersTheEndOfInput() throws IOException {
        send("rest");
        client.shutdownOutput();
        assertEquals(List.of(), takeShare());
        assertEquals(List.of(), takeShare());
        assertTrue(inbox.hasEnded());
        inbox.open();
        assertFalse(inbox.fill());
        assertFalse(inbox.nextLine());
        inbox.takeRest();
        assertEquals("rest", line());
        assertTrue(inbox.isEmpty());
        inbox.close();
    }

    @Test
    void isDrainedAfterAReadThatDidNotFillTheBuffer() throws IOException {
        send("x".repeat(ReadBuffer.BYTES));
        inbox.open();
        assertFalse(inbox.isDrained());
        assertTrue(inbox.fill());
        assertFalse(inbox.isDrained(), "the buffer was full, so there may be more");
        inbox.nextLine();
        assertTrue(inbox.fill());
        assertTrue(inbox.isDrained());
        assertFalse(inbox.fill());
        inbox.close();
    }

    @Test
    void removesTelnetCommandsHoweverTheyAreSplit() throws IOException {
        String sent =
                "\u00ff\u00fd\u0001Par\u00ff\u00fa\u0018\u0001\u00ff\u00f0is\u00ff\u00f1\n\u00ff\u00fb\u001fUTC\n";
        inbox.open();
        inbox.stripTelnet();
        inbox.close();
        for (int piece = 1; piece <= sent.length(); piece++) {
            var lines = new ArrayList<String>();
            for (int i = 0; i < sent.length(); i += piece) {
                send(sent.substring(i, Math.min(sent.length(), i + piece)));
                lines.addAll(takeShare());
            }
            assertEquals(List.of("Paris", "UTC"), lines, "in pieces of " + piece);
        }
    }

    @Test
    void linesAreTheSameHoweverTheyAreSplit() throws IOException {
        var random = new Random(7);
        for (int round = 0; round < 300; round++) {
            var expected = new ArrayList<String>();
            var all = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                String line = "l".repeat(random.nextInt(random.nextInt(10) == 0 ? 40_000 : 300));
                all.append(line).append(random.nextBoolean() ? "\r\n" : "\n");
                expected.add(line);
            }
            var lines = new ArrayList<String>();
            byte[] bytes = all.toString().getBytes(StandardCharsets.ISO_8859_1);
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + 1 + random.nextInt(20_000));
                send(Arrays.copyOfRange(bytes, from, to));
                lines.addAll(takeShare());
                from = to;
            }
            assertEquals(expected.size(), lines.size());
            for (int i = 0; i < lines.size(); i++) {
                boolean tooLong = expected.get(i).length() > 256;
                assertEquals(tooLong, lines.get(i).length() > 256);
                assertTrue(tooLong || expected.get(i).equals(lines.get(i)));
            }
        }
    }

    @Test
    void discardReturnsTrueAtTheEndOfInput() throws IOException {
        send("x".repeat(20_000));
        client.shutdownOutput();
        assertFalse(inbox.discard());
        assertFalse(inbox.discard());
        assertTrue(inbox.discard());
    }
}
