package io.timeserverd.server;

import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Timer;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.protocol.Exchange.Next;
import io.timeserverd.server.Counters.Failed;
import io.timeserverd.server.Service.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * One client.
 *
 * <pre>
 *             half a line, or a session
 *                ┌──────────┐
 *                │          │     short write
 *   accept ──► READING ─────┴───────────────────► WRITING
 *                │  ▲                              │   │
 *                │  └──────── all written ─────────┘   │
 *                │                                     │
 *                │ last response written               │ last response written
 *                └────────────► LINGERING ◄────────────┘
 *                                   │ end of input, or limits.linger
 *                                   ▼
 *                                CLOSED
 * </pre>
 *
 * <p>Where the client's input has ended already, LINGERING is passed over. From every state a reset, or a deadline for
 * which there is no answer, leads to CLOSED. Deadlines are set when a
 * state is entered; bytes that drip in do not extend them.
 *
 * <p>READING takes in whole lines and answers them into the turn. Outside a session the last line that has arrived is
 * the last one answered. LINGERING has shut down the output and discards input until the client closes: closing over
 * unread input would send a reset, and a reset can overtake an answer.
 */
final class Connection implements EventLoop.Handler, Turn.Participant {
    enum State {
        READING,
        WRITING,
        LINGERING,
        CLOSED
    }

    /** Reply bytes of one connection in one turn, about; it goes on in the next turn. */
    private static final int REPLY_BOUND = 32 * 1024;

    /** Reads of one connection in one turn; the selector will say again that there is more. */
    private static final int READ_BOUND = 8;

    private static final byte[] NOTHING = {};

    private final Service service;
    private final SocketChannel channel;
    private final Peer peer;
    private final Timer deadline = new Timer(this::expired);
    private final LineBuffer held = new LineBuffer();
    private SelectionKey key;
    private State state = State.READING;

    /** Output that the socket did not take, from {@link #unsentFrom} on. */
    private byte[] unsent = NOTHING;

    private int unsentFrom;

    /** This turn's replies in the turn's output, and how many requests they answer. */
    private int repliesFrom;

    private int repliesTo;
    private int repliesCount;
    private boolean inTurn;

    /** {@code keep} was said: stays open after the last answer. */
    private boolean session;

    /** A menu was sent: the next line may be a number. */
    private boolean choosing;

    /** Takes no further line; closes when all is written. */
    private boolean finished;

    /** The client has shut its output down. */
    private boolean inputEnded;

    /** Whole lines are held, for which there was no room to answer. */
    private boolean backlogged;

    /** The last read may not have found all that has arrived. */
    private boolean unread;

    private boolean answeredAny;

    Connection(Service service, SocketChannel channel, Peer peer) {
        this.service = service;
        this.channel = channel;
        this.peer = peer;
    }

    /** Starts reading, behind what the protocol sends first. */
    void open(SelectionKey itsKey) {
        key = itsKey;
        service.loop.schedule(deadline, service.limits.requestTimeoutNs());
        switch (service.opening) {
            case NOTHING -> {}
            case MENU -> {
                joinTurn();
                service.menu.accept(service.turn.output);
                repliesTo = service.turn.output.length();
                choosing = true;
            }
            case ANSWER -> answerLine(NOTHING, 0, 0);
        }
        service.turn.endIfFull();
    }

    State state() {
        return state;
    }

    @Override
    public void ready(SelectionKey itsKey) {
        try {
            switch (state) {
                case READING -> receive();
                case WRITING -> writeUnsent();
                case LINGERING -> discard();
                case CLOSED -> {}
            }
        } catch (IOException e) {
            fail(Failed.RESET);
        }
        service.turn.endIfFull();
    }

    /** Goes on with lines that had to wait for room. */
    void resume() {
        if (state == State.READING) {
            ready(key);
        }
    }

    /** The server stops: answers what has arrived and takes no more. To be called again while it is open. */
    void stop() {
        if (state == State.READING && !finished && !backlogged) {
            ready(key);
        }
        if (state == State.READING && !finished && !backlogged && !unread) {
            tell(ErrorCode.SHUTTING_DOWN, "the server is stopping");
            finish();
        }
        service.turn.endIfFull();
    }

    // ---- READING

    /** Reads until nothing more has arrived, or a bound is reached; answers whole lines on the way. */
    private void receive() throws IOException {
        var input = service.input;
        int length = held.copyTo(input);
        int answeredBefore = repliesCount();
        unread = true;
        for (int reads = 0; reads < READ_BOUND; reads++) {
            int room = input.length - length;
            int n = inputEnded ? -1 : channel.read(service.inputBuffer.clear().position(length));
            inputEnded |= n < 0;
            length += Math.max(0, n);
            int used = answerLines(input, length);
            length -= used;
            System.arraycopy(input, used, input, 0, length);
            backlogged = hasRepliesEnough();
            if (finished || backlogged) {
                break;
            }
            if (n < room) { // a read would now find nothing
                unread = false;
                allArrived(input, length);
                break;
            }
        }
        if (!finished) {
            hold(input, length, repliesCount() > answeredBefore);
        }
    }

    /** Answers the whole lines in {@code [0, length)} while there is room; returns how many bytes are dealt with. */
    private int answerLines(byte[] input, int length) {
        int from = 0;
        while (!finished && !hasRepliesEnough()) {
            int end = LineBuffer.lineFeed(input, from, length);
            if (end < 0) {
                return dropIfTooLong(input, from, length);
            }
            if (!held.isSkipping()) {
                answerLine(input, from, end);
            }
            held.skip(false);
            from = end + 1;
        }
        return from;
    }

    /** A line is told as soon as it is too long; its rest is dropped. Returns the bytes that are dealt with. */
    private int dropIfTooLong(byte[] input, int from, int length) {
        if (!held.isSkipping()) {
            if (!LineBuffer.isTooLong(input, from, length)) {
                return from;
            }
            answerLine(input, from, length);
            held.skip(true);
        }
        return length;
    }

    /** Everything that has arrived is answered but {@code [0, length)}, the beginning of a line. */
    private void allArrived(byte[] input, int length) {
        if (inputEnded) {
            // The half-close ends a line too; and who closes without a line asks for the default.
            if (length > 0 || !answeredAny) {
                answerLine(input, 0, length);
            }
            finish();
        } else if (answeredAny && length == 0 && !session && !choosing) {
            finish();
        }
    }

    private void answerLine(byte[] input, int from, int end) {
        joinTurn();
        int to = LineBuffer.withoutCarriageReturn(input, from, end);
        var next = service.answer(peer, choosing, input, from, to);
        answered();
        choosing = next == Next.CHOOSE;
        switch (next) {
            case GO_ON, CHOOSE -> {}
            case KEEP -> keep();
            case QUIT -> finish();
        }
    }

    /** Tells an error that is no answer to a whole line. */
    private void tell(ErrorCode code, String text) {
        joinTurn();
        service.tell(peer, held.bytes(), held.length(), code, text);
        answered();
    }

    private void answered() {
        repliesTo = service.turn.output.length();
        repliesCount++;
        answeredAny = true;
    }

    private void keep() {
        session = true;
        service.becomesSession(channel);
    }

    /** Takes no more lines; closes when what is to be sent is sent. */
    private void finish() {
        finished = true;
        if (!inTurn && unsent.length == 0) {
            shutDown();
        }
    }

    private void hold(byte[] input, int length, boolean answeredNow) {
        boolean begins = length > 0 && (held.isEmpty() || answeredNow);
        held.keep(input, 0, length);
        notePressure();
        if (begins && (session || answeredAny)) { // the deadline of a line is set by its first byte, not by its last
            service.loop.schedule(deadline, service.limits.requestTimeoutNs());
        } else if (answeredNow) {
            service.loop.schedule(deadline, service.limits.idleTimeoutNs());
        }
    }

    /** Tells how much memory this client's not reading costs; the beginning of a line costs too little to count. */
    private void notePressure() {
        int lines = backlogged ? held.length() : 0;
        service.pressure.holds(this, lines + unsent.length);
    }

    /** Closes on a client that does not read, to make room for others. */
    void drop() {
        fail(Failed.STALLED);
    }

    // ---- the end of the turn, and WRITING

    private void joinTurn() {
        if (!inTurn) {
            inTurn = true;
            repliesFrom = service.turn.output.length();
            repliesTo = repliesFrom;
            repliesCount = 0;
            service.turn.joins(this);
        }
    }

    private int repliesCount() {
        return inTurn ? repliesCount : 0;
    }

    private boolean hasRepliesEnough() {
        return inTurn && repliesTo - repliesFrom >= REPLY_BOUND;
    }

    @Override
    public void replaceReplies(ErrorCode code, String text) {
        if (repliesCount > 0 && service.isJournalled()) {
            repliesFrom = service.turn.output.length();
            service.refuseAll(repliesCount, code, text);
            repliesTo = service.turn.output.length();
        }
    }

    @Override
    public void send() {
        if (state == State.CLOSED) {
            return;
        }
        try {
            var replies = service.turn.replies(repliesFrom, repliesTo);
            channel.write(replies);
            inTurn = false;
            if (replies.hasRemaining()) {
                unsent = Arrays.copyOfRange(service.turn.output.array(), replies.position(), replies.limit());
                unsentFrom = 0;
                state = State.WRITING;
                key.interestOps(SelectionKey.OP_WRITE);
                service.loop.schedule(deadline, service.limits.idleTimeoutNs());
                notePressure();
            } else {
                allSent();
            }
        } catch (IOException e) {
            fail(Failed.RESET);
        }
    }

    private void writeUnsent() throws IOException {
        unsentFrom += channel.write(ByteBuffer.wrap(unsent, unsentFrom, unsent.length - unsentFrom));
        if (unsentFrom == unsent.length) {
            unsent = NOTHING;
            notePressure();
            state = State.READING;
            key.interestOps(SelectionKey.OP_READ);
            service.loop.schedule(
                    deadline, session ? service.limits.idleTimeoutNs() : service.limits.requestTimeoutNs());
            allSent();
        }
    }

    private void allSent() throws IOException {
        if (finished) {
            shutDown();
        } else if (backlogged) {
            service.resumeNextTurn(this);
        }
    }

    // ---- LINGERING and CLOSED

    private void shutDown() {
        state = State.LINGERING;
        try {
            if (inputEnded) {
                close();
                return;
            }
            channel.shutdownOutput();
            key.interestOps(SelectionKey.OP_READ);
            service.loop.schedule(deadline, service.limits.lingerNs());
            discard(); // the client's end is often here already
        } catch (IOException e) {
            fail(Failed.RESET);
        }
    }

    private void discard() throws IOException {
        var input = service.inputBuffer;
        for (int reads = 0; reads < READ_BOUND; reads++) {
            int n = channel.read(input.clear());
            if (n < 0) {
                close();
                return;
            }
            if (n < input.capacity()) {
                return;
            }
        }
    }

    private void expired() {
        switch (state) {
            case READING -> expiredWhileReading();
            case WRITING -> fail(Failed.STALLED);
            case LINGERING -> close();
            case CLOSED -> {}
        }
    }

    private void expiredWhileReading() {
        if (backlogged || unread) { // it is we who are late
            service.loop.schedule(deadline, service.limits.requestTimeoutNs());
            return;
        }
        if (!held.isEmpty()) {
            tell(ErrorCode.TIMEOUT, "the line did not end in time");
        } else if (!answeredAny) { // connect and receive the time: for who cannot send
            answerLine(held.bytes(), 0, 0);
        } else if (choosing) {
            tell(ErrorCode.TIMEOUT, "no choice was made in time");
        }
        finish();
        service.turn.endIfFull();
    }

    /** The connection broke. Whoever has all its answers was served all the same. */
    private void fail(Failed reason) {
        if (answeredAny && !inTurn && unsent.length == 0) {
            service.counters.served++;
        } else {
            service.counters.failed(reason);
        }
        release();
    }

    private void close() {
        service.counters.served++;
        release();
    }

    /** Lets go of everything. The only way to CLOSED. */
    void release() {
        state = State.CLOSED;
        service.loop.cancel(deadline);
        unsent = NOTHING;
        held.keep(NOTHING, 0, 0);
        service.pressure.holds(this, 0);
        service.closed(channel, peer);
    }
}
