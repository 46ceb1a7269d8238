package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Sends random bytes with pauses to the control socket: the connection must have a deadline and end. */
public final class ControlFuzz {
    /** Ends a piece. The next piece is sent in a later turn. */
    private static final byte PAUSE = 0;

    private static final ServerFixture FIXTURE = fixture();

    private ControlFuzz() {}

    private static ServerFixture fixture() {
        try {
            return new ServerFixture();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Tries one input.
     *
     * @param input the bytes to send; a byte 0 stands for a pause of 3 s
     */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        try (var client = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(FIXTURE.controlSocket())))) {
            client.configureBlocking(false);
            var replies = new byte[64 * 1024];
            int from = 0;
            for (int to = 0; to <= input.length; to++) {
                if (to == input.length || input[to] == PAUSE) {
                    if (!send(client, ByteBuffer.wrap(input, from, to - from))) {
                        break;
                    }
                    from = to + 1;
                    turn();
                    FIXTURE.ticker.addAndGet(3_000_000_000L);
                    take(client, replies);
                }
            }
        }
        turn();
        turn();
        var open = new int[1];
        FIXTURE.loop.forEachHandler(Connection.class, connection -> open[0]++);
        assertEquals(0, open[0], "keys of closed connections");
        assertFalse(FIXTURE.server.memory().holdsAny());
    }

    /** Returns false if the server has closed already. */
    private static boolean send(SocketChannel client, ByteBuffer bytes) {
        try {
            client.write(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void turn() {
        FIXTURE.turn();
        FIXTURE.loop.forEachHandler(
                Connection.class, connection -> assertTrue(connection.hasDeadline(), "a deadline between turns"));
    }

    private static void take(SocketChannel client, byte[] replies) {
        try {
            int n = client.read(ByteBuffer.wrap(replies));
            var text = new String(replies, 0, Math.max(0, n), StandardCharsets.UTF_8);
            // A reply may quote the request, but never at the beginning of a line.
            assertFalse(("\n" + text).contains("\nERR internal "), text);
        } catch (IOException e) {
            return; // the server closed while the client was still sending
        }
    }
}
