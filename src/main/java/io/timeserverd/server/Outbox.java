package io.timeserverd.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * The output of one connection: its replies of this turn, which are contiguous in the turn's output, and the bytes that the
 * socket did not take.
 */
final class Outbox {
    private static final byte[] NOTHING = {};

    private final Turn turn;
    private final SocketChannel channel;

    /** This turn's replies are {@code turn.output[from, to)}. */
    private int from;

    private int to;

    /** The bytes that the socket did not take begin at {@link #unsentFrom}. */
    private byte[] unsent = NOTHING;

    private int unsentFrom;

    Outbox(Turn turn, SocketChannel channel) {
        this.turn = turn;
        this.channel = channel;
    }

    /** Begins the replies of this connection in the turn's output. They end with {@link #close}. */
    void open() {
        from = turn.output.length();
        to = from;
    }

    void close() {
        to = turn.output.length();
    }

    /** Sends the turn's output from {@code position} on instead of the replies. */
    void replaceFrom(int position) {
        from = position;
        to = turn.output.length();
    }

    /** The number of bytes written since {@link #open}. */
    int written() {
        return turn.output.length() - from;
    }

    /** Whether nothing is left to send. */
    boolean isEmpty() {
        return from == to && unsent.length == 0;
    }

    /** The bytes of memory that hold unsent replies. */
    int unsentBytes() {
        return unsent.length;
    }

    /** Sends this turn's replies. Returns whether the socket took all of them. */
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

    /** Sends the bytes that the socket did not take before. Returns whether it has taken all of them now. */
    boolean sendRest() throws IOException {
        unsentFrom += channel.write(ByteBuffer.wrap(unsent, unsentFrom, unsent.length - unsentFrom));
        if (unsentFrom == unsent.length) {
            unsent = NOTHING;
        }
        return unsent.length == 0;
    }

    /** Drops all output. */
    void release() {
        from = 0;
        to = 0;
        unsent = NOTHING;
    }
}
