package io.timeserverd.server;

import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Timer;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.server.Counters.Failed;
import io.timeserverd.server.MemoryAccount.Kind;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One client: a socket, what has arrived ({@link Inbox}), what is said ({@link Conversation}), what is to be sent
 * ({@link Outbox}), and how it is served ({@link Share}).
 *
 * <pre>
 *              input, or the deadline              served: replies       short write
 *   READING ----------------------------> WAITING -----------------> ANSWERED ------> WRITING
 *      ^                                   ^   |                     |    ^              |
 *      |  served: nothing to answer yet    |   | served: a search    |    | served       |
 *      +-----------------------------------|---+    is next          |    |              |
 *      |                          accepted '   '--------------> SEARCHING |              |
 *      |                                                             |                   |
 *      +------------------------- all is sent: see below <-----------+-------------------'
 *
 *   all is sent, and   input is needed  --> READING        a search is next     --> SEARCHING
 *                      more is here     --> WAITING        the dialogue is over --> LINGERING, or CLOSED
 *
 *   LINGERING ---- end of the client's input, or limits.linger ----> CLOSED
 * </pre>
 *
 * <p>From every state a reset leads to CLOSED, and so does the deadline of WRITING. When the deadline of READING is over, the
 * next share ends the dialogue. WAITING and SEARCHING have no deadline of their own: they end when the connection is served.
 * A connection whose client holds too much memory is not served before that has changed; it rests in the {@link Dispatcher},
 * until its deadline at most.
 *
 * <p>No request is read or answered outside of a share of a turn, which {@link #serve} takes: a connection that is ready only
 * joins the queue of its client, and the {@link Dispatcher} serves the queues. LINGERING has shut down the output and discards
 * input until the client closes: closing over unread input would send a reset, and a reset can overtake a reply. Where the
 * client's input has ended already, LINGERING is passed over.
 */
final class Connection implements EventLoop.Handler {
    enum State {
        /** The selector reports input. */
        READING(SelectionKey.OP_READ),
        /** Queued for a share of a turn. */
        WAITING(0),
        /** Queued for a share of the time for searches. */
        SEARCHING(0),
        /** Its replies are sent when this turn ends. */
        ANSWERED(0),
        /** The socket did not take all; the selector reports that it takes more. */
        WRITING(SelectionKey.OP_WRITE),
        /** All is sent; waits for the client's end. */
        LINGERING(SelectionKey.OP_READ),
        CLOSED(0);

        private final int interest;

        State(int interest) {
            this.interest = interest;
        }
    }

    /** What the kernel may hold for a socket that takes no more: twice {@link PublicDoor#SEND_BUFFER_BYTES}. */
    static final int BLOCKED_BYTES = 128 * 1024;

    private final Endpoint endpoint;
    private final EventLoop loop;
    private final Queues<Connection> queues;
    private final SocketChannel channel;
    private final Peer peer;
    private final Conversation conversation;
    private final Inbox inbox;
    private final Outbox outbox;
    private final Share share;
    private final Holdings holdings;
    private final Timer deadline = new Timer(this::expired);
    private State state = State.WAITING;

    /** The state to enter when all replies are sent. */
    private State afterwards = State.READING;

    private SelectionKey key;

    /** When the wait for what is to come began: with the connection, the first byte of a line, or the last reply. */
    private long waitFromNs;

    /**
     * @param queues where it waits for its share
     * @param inbox perhaps with bytes that have arrived
     */
    Connection(
            Endpoint endpoint,
            Queues<Connection> queues,
            SocketChannel channel,
            Peer peer,
            Conversation conversation,
            Inbox inbox) {
        this.endpoint = endpoint;
        this.loop = endpoint.loop;
        this.queues = queues;
        this.channel = channel;
        this.peer = peer;
        this.conversation = conversation;
        this.inbox = inbox;
        this.outbox = new Outbox(endpoint.turn, channel);
        this.share = new Share(endpoint, channel, conversation, inbox, outbox);
        this.holdings = new Holdings(peer.client().memory());
    }

    /**
     * Begins, queued for its first share: most clients send at once.
     *
     * @param itsKey with this as its handler
     */
    void open(SelectionKey itsKey) {
        key = itsKey;
        waitFromNs = loop.nowNs();
        loop.schedule(deadline, endpoint.limits().requestTimeoutNs());
        charge(); // what came behind a proxy's header
        enter(State.WAITING);
    }

    /** Enters a state: sets what the selector reports, and the deadline. */
    private void enter(State next) {
        state = next;
        key.interestOps(next.interest);
        switch (next) {
            case READING -> loop.schedule(deadline, waitFromNs + patienceNs() - loop.nowNs());
            case WAITING -> queues.requests().add(client(), this);
            case SEARCHING -> queues.searches().add(client(), this);
            case ANSWERED -> {} // until the end of this turn
            case WRITING -> loop.schedule(deadline, endpoint.limits().idleTimeoutNs());
            case LINGERING -> loop.schedule(deadline, endpoint.limits().lingerNs());
            case CLOSED -> loop.cancel(deadline);
        }
    }

    /** How long what is to come may take: a request, or the pause between two. */
    private long patienceNs() {
        boolean amidRequest = !share.hasAnsweredAny() || inbox.keptBytes() > 0;
        return amidRequest
                ? endpoint.limits().requestTimeoutNs()
                : endpoint.limits().idleTimeoutNs();
    }

    State state() {
        return state;
    }

    /** The client whose share it needs. */
    Clients.Client client() {
        return conversation.client();
    }

    /** Whether its deadline is scheduled. */
    boolean hasDeadline() {
        return deadline.isScheduled();
    }

    /** How long it has waited for what is to come, in nanoseconds. */
    long waitedNs() {
        return loop.nowNs() - waitFromNs;
    }

    /** Whether it has to wait before it is served, until less memory is held. */
    boolean mustWait() {
        return holdings.mustWait();
    }

    /** Bytes of a kind that it makes the daemon hold. */
    int held(Kind kind) {
        return holdings.held(kind);
    }

    @Override
    public void ready(SelectionKey itsKey) {
        try {
            switch (state) {
                case READING -> enter(State.WAITING);
                case WRITING -> sendRest();
                case LINGERING -> discard();
                case WAITING, SEARCHING, ANSWERED, CLOSED -> {}
            }
        } catch (IOException e) {
            fail(Failed.RESET);
        }
    }

    private void expired() {
        switch (state) {
            case READING -> enter(State.WAITING);
            case WAITING, SEARCHING, ANSWERED -> {} // it is served soon, which sees that the deadline is over
            case WRITING -> fail(Failed.STALLED);
            case LINGERING -> close();
            case CLOSED -> {}
        }
    }

    /** Joins its queue again, from which it was taken without being served. */
    void rejoin() {
        if (isQueued()) {
            enter(state);
        }
    }

    private boolean isQueued() {
        return state == State.WAITING || state == State.SEARCHING;
    }

    // ---- a share of a turn

    /** Reads what has arrived and answers it into the turn, for as long as its share lasts. */
    void serve() {
        if (isQueued()) { // and was not closed meanwhile
            takeShare(false);
        }
    }

    /** The server stops: answers what has arrived, and says so. For a connection that waits for input. */
    void stop() {
        if (state == State.READING) {
            takeShare(true);
        }
    }

    private void takeShare(boolean stopping) {
        boolean wasAmidLine = inbox.keptBytes() > 0;
        try {
            Share.End end = share.take(stopping || state == State.SEARCHING);
            if (stopping && end == Share.End.NEEDS_INPUT) {
                share.stopped();
                end = Share.End.OVER;
            } else if (isTimedOut(end)) {
                share.timedOut();
                end = Share.End.OVER;
            }
            share.end(end);
            afterwards = stateAfter(end);
            setDeadline(wasAmidLine);
            charge();
            if (outbox.isEmpty()) {
                goOn();
            } else {
                enter(State.ANSWERED);
            }
        } catch (IOException e) {
            share.end(Share.End.OVER);
            fail(Failed.RESET);
        }
    }

    /** Whether the deadline is over and even this share has found no request. */
    private boolean isTimedOut(Share.End end) {
        boolean foundNone = !share.hasAnswered() && (end == Share.End.NEEDS_INPUT || end == Share.End.USED_UP);
        return foundNone && !deadline.isScheduled();
    }

    private static State stateAfter(Share.End end) {
        return switch (end) {
            case NEEDS_INPUT -> State.READING;
            case USED_UP, OTHER_CLIENT -> State.WAITING;
            case MUST_SEARCH -> State.SEARCHING;
            case OVER -> State.LINGERING;
        };
    }

    /** The deadline of a line is set by its first byte, not by its last. */
    private void setDeadline(boolean wasAmidLine) {
        if (!wasAmidLine && inbox.keptBytes() > 0 && share.hasAnsweredAny()) {
            waitFromNs = loop.nowNs();
        }
        if (!deadline.isScheduled() && share.hasAnswered()) {
            loop.schedule(deadline, endpoint.limits().requestTimeoutNs());
        }
    }

    /** Charges its client with what is held for it now. */
    private void charge() {
        holdings.set(Kind.INPUT, inbox.keptBytes());
        holdings.set(Kind.REPLIES, outbox.unsentBytes());
        holdings.set(Kind.KERNEL, state == State.WRITING ? BLOCKED_BYTES : 0);
    }

    // ---- the end of a turn

    /** Replaces its replies of this turn by errors, if their requests should have been recorded: none of them is. */
    void replaceReplies(ErrorCode code, String text) {
        share.replaceReplies(code, text);
    }

    /** Sends this turn's replies; their records are in the journal now. */
    void send() {
        try {
            if (outbox.send()) {
                sent();
            } else {
                enter(State.WRITING);
                charge();
            }
        } catch (IOException e) {
            fail(Failed.RESET);
        }
    }

    private void sendRest() throws IOException {
        if (outbox.sendRest()) {
            sent();
        }
    }

    private void sent() throws IOException {
        waitFromNs = loop.nowNs();
        goOn();
        charge();
    }

    /** Goes on with what follows the replies. */
    private void goOn() throws IOException {
        if (afterwards == State.LINGERING) {
            leave();
        } else {
            enter(afterwards);
        }
    }

    // ---- LINGERING and CLOSED

    private void leave() throws IOException {
        if (inbox.hasEnded()) {
            close();
        } else {
            channel.shutdownOutput();
            enter(State.LINGERING);
        }
    }

    private void discard() throws IOException {
        if (inbox.discard()) {
            close();
        }
    }

    /** Closes the connection, which holds most, to make room for others. */
    void closeToMakeRoom() {
        if (state != State.CLOSED) {
            endpoint.counters.failed(Failed.MEMORY);
            release();
        }
    }

    /** Closes the connection: the server ends, or it has rested for longer than its deadline. */
    void drop() {
        if (state != State.CLOSED) {
            fail(Failed.STALLED);
        }
    }

    /** The connection broke. One whose replies are all sent still counts as served. */
    private void fail(Failed reason) {
        if (share.hasAnsweredAny() && outbox.isEmpty()) {
            endpoint.counters.served++;
        } else {
            endpoint.counters.failed(reason);
        }
        release();
    }

    private void close() {
        endpoint.counters.served++;
        release();
    }

    /** Releases everything. The only way to CLOSED. */
    private void release() {
        enter(State.CLOSED);
        inbox.release();
        outbox.release();
        charge();
        conversation.closed();
        endpoint.closed(peer);
        Endpoint.close(channel);
    }
}
