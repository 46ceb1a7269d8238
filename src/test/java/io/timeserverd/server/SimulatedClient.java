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
 * A client of the simulation: it sends what a random generator tells it, in pieces that end anywhere, and reads or does
 * not. Most of its requests ask for the time at an instant of their own, so that each answer tells its request.
 */
final class SimulatedClient {
    /** More than the sockets of a connection take that nobody reads. */
    private static final String MUCH = "keep\n" + "help\n".repeat(8000);

    private static final int RESETS = 0;

    /** Bytes that wait to be sent at most. */
    private static final int PENDING_BOUND = 128 * 1024;

    private final SocketChannel channel = SocketChannel.open();
    private final Random random;
    private final LongSupplier nextInstant;
    private final LongPredicate mayBeTold;
    private final ByteBuffer input = ByteBuffer.allocate(64 * 1024);
    private final StringBuilder line = new StringBuilder();
    private byte[] pending = {};
    private long toldLast;
    private boolean stalled;
    private boolean sentEnd;
    private boolean gone;

    /**
     * Connects.
     *
     * @param nextInstant gives instants, each larger than all before, in seconds since 1970
     * @param mayBeTold whether the answer for an instant may be out by now
     */
    SimulatedClient(InetSocketAddress server, Random random, LongSupplier nextInstant, LongPredicate mayBeTold)
            throws IOException {
        this.random = random;
        this.nextInstant = nextInstant;
        this.mayBeTold = mayBeTold;
        if (random.nextInt(4) == 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 1);
        }
        channel.bind(new InetSocketAddress("127.0.0." + (1 + random.nextInt(3)), 0));
        channel.connect(server);
        channel.configureBlocking(false);
    }

    /** Does something, or nothing. */
    void act() throws IOException {
        int what = random.nextInt(1000);
        if (what < 10) {
            reset();
        } else if (what < 20) {
            close();
        } else if (what < 40) {
            endInput();
        } else if (what < 70) {
            stalled = !stalled;
        } else if (what < 400) {
            think(1 + random.nextInt(3));
        } else if (what < 410) {
            think(random.nextInt(3000));
        } else if (what < 413) {
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

    /** Whether there is nothing more to come from or to this client. */
    boolean isGone() {
        return gone;
    }

    private void think(int lines) {
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

    /** Without commands of Telnet, which may take away the instant of the request behind them. */
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
        } catch (IOException e) { // the server has closed on it
            close();
        }
    }

    /** Takes what has arrived; every answer must be one that may be out, and in the order of the requests. */
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
        } catch (IOException e) { // it was reset, as whoever does not read may be
            close();
        }
    }

    private void take(char c) {
        if (c != '\n') {
            line.append(c);
            return;
        }
        var reply = line.toString();
        line.setLength(0);
        assertFalse(reply.startsWith("ERR internal"), reply);
        if (!reply.isEmpty() && reply.chars().allMatch(Character::isDigit)) {
            long told = Long.parseLong(reply);
            assertTrue(told > toldLast, () -> told + " after " + toldLast);
            assertTrue(mayBeTold.test(told), () -> told + " is out before its record");
            toldLast = told;
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
            channel.setOption(StandardSocketOptions.SO_LINGER, RESETS);
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
