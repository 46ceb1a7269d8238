package io.timeserverd.server;

import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Timer;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.server.Counters.Failed;
import io.timeserverd.server.Service.Peer;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

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
 * which there is no answer, leads to CLOSED. Deadlines are set when a state is entered; bytes that drip in do not extend
 * them.
 *
 * <p>READING takes in whole lines ({@link Intake}) and answers them ({@link Dialogue}) into the turn ({@link Replies}).
 * Outside a session the last line that has arrived is the last one answered. LINGERING has shut down the output and
 * discards input until the client closes: closing over unread input would send a reset, and a reset can overtake an answer.
 */
final class Connection implements EventLoop.Handler, Turn.Participant {
    enum State {
        READING,
        WRITING,
        LINGERING,
        CLOSED
    }

    private final Service service;
    private final SocketChannel channel;
    private final Peer peer;
    private final Intake intake;
    private final Replies replies;
    private final Dialogue dialogue;
    private final Timer deadline = new Timer(this::expired);
    private State state = State.READING;

    /** None as long as the selector need not know of it: many are answered at once. */
    private SelectionKey key;

    /** Whole lines are held, for which there was no room or no time to answer. */
    private boolean backlogged;

    /** None as long as it has not held anything. */
    private Pressure.Share share;

    Connection(Service service, SocketChannel channel, Peer peer) {
        this.service = service;
        this.channel = channel;
        this.peer = peer;
        this.intake = new Intake(service, channel);
        this.replies = new Replies(service.loop, service.turn, channel);
        this.dialogue = new Dialogue(service, channel, peer, this, replies);
    }

    /** Starts with what the protocol sends first, and goes on with what has arrived: most clients send at once. */
    void open() {
        service.loop.schedule(deadline, service.limits.requestTimeoutNs());
        try {
            dialogue.open();
            if (!dialogue.isOver()) {
                service.turn.arriving();
                receive();
            }
            if (!dialogue.isOver()) {
                await(SelectionKey.OP_READ);
            }
        } catch (IOException e) {
            fail(Failed.RESET);
        }
        service.turn.endIfFull();
    }

    /** As {@link #open()} where the selector knows it already and {@code bytes[from, to)} has been read. */
    void open(SelectionKey itsKey, byte[] bytes, int from, int to) {
        key = itsKey;
        intake.hold(bytes, from, to);
        open();
    }

    private void await(int operation) throws IOException {
        if (key == null) {
            key = service.loop.register(channel, operation, this);
        } else {
            key.interestOps(operation);
        }
    }

    State state() {
        return state;
    }

    /** Always, between turns, when the selector knows it. */
    boolean hasDeadline() {
        return deadline.isScheduled();
    }

    @Override
    public void ready(SelectionKey itsKey) {
        try {
            switch (state) {
                case READING -> receiveOnce();
                case WRITING -> sendRest();
                case LINGERING -> discard();
                case CLOSED -> {}
            }
        } catch (IOException e) {
            fail(Failed.RESET);
        }
        service.turn.endIfFull();
    }

    /** Goes on with lines that had to wait. */
    void resume() {
        if (state == State.READING) {
            backlogged = false;
            dialogue.resume();
            readyUnasked();
        }
    }

    /** As if the selector had told of it, which did not look: what is read may have arrived since. */
    private void readyUnasked() {
        service.turn.arriving();
        ready(key);
    }

    /** The server stops: answers what has arrived and takes no more. To be called again while it is open. */
    void stop() {
        if (mayStillAsk()) {
            readyUnasked();
        }
        if (mayStillAsk() && !intake.isUnread()) {
            dialogue.stop(intake);
        }
        service.turn.endIfFull();
    }

    private boolean mayStillAsk() {
        return state == State.READING && !dialogue.isOver() && !backlogged;
    }

    // ---- READING

    /**
     * Replies stand together in the turn's output: what comes behind them, the selector tells again. And who had enough
     * of the last turn waits for {@link #resume}.
     */
    private void receiveOnce() throws IOException {
        if (!replies.areInTurn() && !backlogged) {
            receive();
        }
    }

    private void receive() throws IOException {
        int requestsBefore = replies.requests();
        boolean wasEmpty = intake.isEmpty();
        intake.receive(dialogue);
        if (!intake.isUnread()) {
            dialogue.allArrived(intake);
        }
        backlogged = dialogue.isPostponed() || (intake.isUnread() && replies.areEnough());
        if (dialogue.isOver()) {
            leaveIfAllSent();
        } else {
            setDeadline(wasEmpty, replies.requests() > requestsBefore);
            notePressure();
        }
    }

    private void setDeadline(boolean wasEmpty, boolean answeredNow) {
        boolean begins = !intake.isEmpty() && (wasEmpty || answeredNow);
        if (begins && dialogue.hasAnsweredAny()) { // a line's deadline is set by its first byte, not by its last
            service.loop.schedule(deadline, service.limits.requestTimeoutNs());
        } else if (answeredNow) {
            service.loop.schedule(deadline, service.limits.idleTimeoutNs());
        }
    }

    /** Tells how much memory this client's not reading costs; the beginning of a line costs too little to count. */
    private void notePressure() {
        int bytes = intake.storage() + replies.unsentBytes();
        if (bytes > 0 && share == null) { // few ever need one
            share = new Pressure.Share(this);
        }
        holds(bytes);
    }

    private void holds(int bytes) {
        if (share != null) {
            service.pressure.holds(share, bytes);
        }
    }

    /** Closes on a client that does not read, to make room for others. */
    void drop() {
        fail(Failed.STALLED);
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
        if (dialogue.isOver()) { // since this very turn, whose end sends the last answer
            return;
        }
        if (backlogged || (intake.isUnread() && !intake.isSkipping()) || replies.areInTurn()) { // it is we who are late
            service.loop.schedule(deadline, service.limits.requestTimeoutNs());
            return;
        }
        dialogue.timedOut(intake);
        leaveIfAllSent();
        service.turn.endIfFull();
    }

    // ---- the end of the turn, and WRITING

    @Override
    public void replaceReplies(ErrorCode code, String text) {
        if (replies.requests() > 0 && service.isJournalled()) {
            replies.replace(service, code, text);
        }
    }

    @Override
    public void send() {
        if (state == State.CLOSED) {
            return;
        }
        try {
            if (replies.send()) {
                allSent();
            } else {
                state = State.WRITING;
                await(SelectionKey.OP_WRITE);
                service.loop.schedule(deadline, service.limits.idleTimeoutNs());
                notePressure();
            }
        } catch (IOException e) {
            fail(Failed.RESET);
        }
    }

    private void sendRest() throws IOException {
        if (replies.sendRest()) {
            notePressure();
            state = State.READING;
            await(SelectionKey.OP_READ);
            var limits = service.limits;
            service.loop.schedule(deadline, dialogue.isSession() ? limits.idleTimeoutNs() : limits.requestTimeoutNs());
            allSent();
        }
    }

    private void allSent() {
        if (dialogue.isOver()) {
            shutDown();
        } else if (backlogged) {
            service.resumeNextTurn(this);
        }
    }

    // ---- LINGERING and CLOSED

    /** When the last answer is still to be sent, its sending has this connection leave. */
    private void leaveIfAllSent() {
        if (replies.areSent()) {
            shutDown();
        }
    }

    private void shutDown() {
        state = State.LINGERING;
        try {
            if (intake.hasEnded()) {
                close();
                return;
            }
            channel.shutdownOutput();
            if (key == null) {
                service.loop.cancel(deadline);
                service.departures.add(this);
            } else {
                linger();
            }
        } catch (IOException e) {
            fail(Failed.RESET);
        }
    }

    /** Waits for the client's end. */
    private void linger() throws IOException {
        await(SelectionKey.OP_READ);
        service.loop.schedule(deadline, service.limits.lingerNs());
    }

    /** Closes if the client has; returns whether it is closed now. */
    boolean hasLeft() {
        try {
            discard();
        } catch (IOException e) {
            fail(Failed.RESET);
        }
        return state == State.CLOSED;
    }

    /** Closes if the client has; or has the selector tell when it does. */
    void seeOff() {
        try {
            if (!hasLeft()) {
                linger();
            }
        } catch (IOException e) {
            fail(Failed.RESET);
        }
    }

    private void discard() throws IOException {
        if (intake.discard()) {
            close();
        }
    }

    /** The connection broke. Whoever has all its answers was served all the same. */
    private void fail(Failed reason) {
        if (dialogue.hasAnsweredAny() && replies.areSent()) {
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
        intake.release();
        replies.release();
        holds(0);
        service.closed(channel, peer);
    }
}
