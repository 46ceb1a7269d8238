package io.timeserverd.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * What one connection has to send: its replies of this turn, which stand together in the turn's output, and what the socket
 * did not take of them.
 */
final class Outbox {
    private static final byte[] NOTHING = {};

    private final Turn turn;
    private final SocketChannel channel;

    /** This turn's replies are {@code turn.output[from, to)}. */
    private int from;

    private int to;

    /** What the socket did not take, from {@link #unsentFrom} on. */
    private byte[] unsent = NOTHING;

    private int unsentFrom;

    Outbox(Turn turn, SocketChannel channel) {
        this.turn = turn;
        this.channel = channel;
    }

    /** What is written into the turn's output from here on, until {@link #close}, is this connection's. */
    void open() {
        from = turn.output.length();
        to = from;
    }

    void close() {
        to = turn.output.length();
    }

    /** What stands in the turn's output from {@code position} on takes the place of what was written before. */
    void replaceFrom(int position) {
        from = position;
        to = turn.output.length();
    }

    /** Bytes written since {@link #open}. */
    int written() {
        return turn.output.length() - from;
    }

    /** Whether nothing is left to send. */
    boolean isEmpty() {
        return from == to && unsent.length == 0;
    }

    /** Bytes of memory that wait for the socket. */
    int unsentBytes() {
        return unsent.length;
    }

    /** Sends this turn's replies; returns whether the socket took all of them. */
    boolean send() throws IOException {
        int sent = turn.send(channel, from, to);
        if (sent < to) {
            unsent = Arrays.copyOfRange(turn.output.array(), sent, to);
            unsentFrom = 0;
        }
        from = 0;
        to = 0;
        return unsent.length == 0;
    }

    /** Sends what the socket did not take before; returns whether it has taken all of it now. */
    boolean sendRest() throws IOException {
        unsentFrom += channel.write(ByteBuffer.wrap(unsent, unsentFrom, unsent.length - unsentFrom));
        if (unsentFrom == unsent.length) {
            unsent = NOTHING;
        }
        return unsent.length == 0;
    }

    /** Forgets everything. */
    void release() {
        from = 0;
        to = 0;
        unsent = NOTHING;
    }
}
