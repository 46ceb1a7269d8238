package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/**
 * A client of the simulation. It sends random requests in pieces that end anywhere, and sometimes stops reading. Most requests
 * ask for the time at an instant of their own, so that each reply identifies its request.
 */
final class SimulatedClient {
    /** Requests whose replies fill the sockets of a connection if the client does not read. */
    private static final String MUCH = "keep\n" + "help\n".repeat(8000);

    private static final int RESET = 0;

    /** The most bytes that wait to be sent. */
    private static final int PENDING_BOUND = 128 * 1024;

    private final SocketChannel channel = SocketChannel.open();
    private final Random random;
    private final LongSupplier nextInstant;
    private final LongPredicate mayHaveReply;
    private final ByteBuffer input = ByteBuffer.allocate(64 * 1024);
    private final StringBuilder line = new StringBuilder();
    private byte[] pending = {};
    private long lastInstant;
    private boolean stalled;
    private boolean sentEnd;
    private boolean gone;

    /**
     * Connects.
     *
     * @param nextInstant gives increasing instants, in seconds since 1970
     * @param mayHaveReply whether the reply for an instant may have been sent by now
     */
    SimulatedClient(InetSocketAddress server, Random random, LongSupplier nextInstant, LongPredicate mayHaveReply)
            throws IOException {
        this.random = random;
        this.nextInstant = nextInstant;
        this.mayHaveReply = mayHaveReply;
        if (random.nextInt(4) == 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 1);
        }
        channel.bind(new InetSocketAddress("127.0.0." + (1 + random.nextInt(3)), 0));
        channel.connect(server);
        channel.configureBlocking(false);
    }

    /** Does something random, or nothing. */
    void act() throws IOException {
        int chance = random.nextInt(1000);
        if (chance < 10) {
            reset();
        } else if (chance < 20) {
            close();
        } else if (chance < 40) {
            endInput();
        } else if (chance < 70) {
            stalled = !stalled;
        } else if (chance < 400) {
            queueLines(1 + random.nextInt(3));
        } else if (chance < 410) {
            queueLines(random.nextInt(3000));
        } else if (chance < 413) {
            stalled = true;
            pending = (text(pending) + MUCH).getBytes(StandardCharsets.ISO_8859_1);
        }
        if (!gone) {
            send();
        }
        if (!stalled) {
            receive();
        }
    }

    /** Whether the connection is closed. */
    boolean isGone() {
        return gone;
    }

    private void queueLines(int lines) {
        var text = new StringBuilder(text(pending));
        for (int i = 0; i < lines && text.length() < PENDING_BOUND; i++) {
            text.append(line());
        }
        pending = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private String line() {
        return switch (random.nextInt(40)) {
            case 0, 1, 2 -> "keep\n";
            case 3 -> "menu\n";
            case 4 -> "quit\n";
            case 5, 6, 7 -> "help\r\n";
            case 8 -> "\n";
            case 9 -> "x".repeat(random.nextInt(600)) + "\n";
            case 10, 11 -> garbage();
            case 12 -> random.nextBoolean() ? "nowhere\n" : "places san\n";
            default -> "@" + nextInstant.getAsLong() + " +unix\n";
        };
    }

    /** Random bytes without Telnet commands, which could swallow the next request. */
    private String garbage() {
        var bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return text(bytes).replace('\u00ff', '\u00fe');
    }

    private void send() {
        if (pending.length == 0 || sentEnd) {
            return;
        }
        int some = random.nextBoolean() ? pending.length : 1 + random.nextInt(pending.length);
        try {
            int sent = channel.write(ByteBuffer.wrap(pending, 0, some));
            pending = Arrays.copyOfRange(pending, sent, pending.length);
        } catch (IOException e) { // the server has closed the connection
            close();
        }
    }

    /** Reads replies. Each must be allowed by now, and they must be in the order of the requests. */
    void receive() {
        if (gone) {
            return;
        }
        try {
            int n = channel.read(input.clear());
            for (int i = 0; i < n; i++) {
                take((char) (input.get(i) & 0xff));
            }
            if (n < 0) {
                close();
            }
        } catch (IOException e) { // the server may reset a client that does not read
            close();
        }
    }

    private void take(char c) {
        if (c != '\n') {
            line.append(c);
            return;
        }
        String reply = line.toString();
        line.setLength(0);
        assertFalse(reply.startsWith("ERR internal"), reply);
        if (!reply.isEmpty() && reply.chars().allMatch(Character::isDigit)) {
            long instant = Long.parseLong(reply);
            assertTrue(instant > lastInstant, () -> instant + " after " + lastInstant);
            assertTrue(mayHaveReply.test(instant), () -> instant + " was sent before its record was committed");
            lastInstant = instant;
        }
    }

    private void endInput() {
        try {
            if (!gone && !sentEnd) {
                sentEnd = true;
                channel.shutdownOutput();
            }
        } catch (IOException e) {
            close();
        }
    }

    private void reset() throws IOException {
        if (!gone) {
            channel.setOption(StandardSocketOptions.SO_LINGER, RESET);
            close();
        }
    }

    void close() {
        gone = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
