package io.timeserverd.server;

import io.timeserverd.loop.EventLoop;
import io.timeserverd.protocol.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * What one connection has to send: its replies of this turn, which stand in the turn's output, and what the socket did
 * not take of earlier ones.
 */
final class Replies {
    /** Reply bytes of one connection in one turn, about; it goes on in the next turn. */
    private static final int BOUND = 32 * 1024;

    private static final byte[] NOTHING = {};

    /** Time that one connection's lines may take in one turn, the last of them apart: a search takes milliseconds. */
    private static final long WORK_BOUND_NS = 1_000_000;

    /** In a turn that has lasted so long each connection has one request answered, and goes on in the next. */
    private static final long TURN_BOUND_NS = 3_000_000;

    private final EventLoop loop;
    private final Turn turn;
    private final SocketChannel channel;

    /** This turn's replies in the turn's output, and how many requests they answer. */
    private int from;

    private int to;
    private int requests;
    private long begunNs;
    private boolean inTurn;

    /** Output that the socket did not take, from {@link #unsentFrom} on. */
    private byte[] unsent = NOTHING;

    private int unsentFrom;

    Replies(EventLoop loop, Turn turn, SocketChannel channel) {
        this.loop = loop;
        this.turn = turn;
        this.channel = channel;
    }

    /** Something is about to be added to the turn's output for {@code owner}. */
    void begin(Turn.Participant owner) {
        if (!inTurn) {
            inTurn = true;
            from = turn.output.length();
            to = from;
            requests = 0;
            begunNs = loop.elapsedNs();
            turn.joins(owner);
        }
    }

    /** What was added answers so many requests. */
    void added(int answered) {
        to = turn.output.length();
        requests += answered;
    }

    /** Requests answered in this turn. */
    int requests() {
        return inTurn ? requests : 0;
    }

    /** Whether something is to be sent at the turn's end. */
    boolean areInTurn() {
        return inTurn;
    }

    /** Whether this is all for this turn. */
    boolean areEnough() {
        return inTurn && (to - from >= BOUND || isLate());
    }

    private boolean isLate() {
        long elapsedNs = loop.elapsedNs();
        return elapsedNs - begunNs >= WORK_BOUND_NS || (requests > 0 && elapsedNs >= TURN_BOUND_NS);
    }

    /** Whether there is nothing to send. */
    boolean areSent() {
        return !inTurn && unsent.length == 0;
    }

    int unsentBytes() {
        return unsent.length;
    }

    /** Replaces this turn's replies by refusals. */
    void replace(Service service, ErrorCode code, String text) {
        from = turn.output.length();
        service.refuseAll(requests, code, text);
        to = turn.output.length();
    }

    /** Sends this turn's replies; returns whether the socket took them all. */
    boolean send() throws IOException {
        int sent = turn.send(channel, from, to);
        inTurn = false;
        if (sent < to) {
            unsent = Arrays.copyOfRange(turn.output.array(), sent, to);
            unsentFrom = 0;
        }
        return areSent();
    }

    /** Sends what the socket did not take before; returns whether it has taken all now. */
    boolean sendRest() throws IOException {
        unsentFrom += channel.write(ByteBuffer.wrap(unsent, unsentFrom, unsent.length - unsentFrom));
        if (unsentFrom == unsent.length) {
            unsent = NOTHING;
        }
        return areSent();
    }

    void release() {
        unsent = NOTHING;
    }
}
