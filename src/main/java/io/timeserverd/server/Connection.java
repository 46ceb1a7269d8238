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
 * A connection to a client: its socket, its input ({@link Inbox}), the dialogue on it ({@link Conversation}), its output
 * ({@link Outbox}), and its share of the turn ({@link TurnShare}).
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
 * <p>A reset leads from every state to CLOSED, and so does the deadline of WRITING. After the deadline of READING the next
 * share ends the dialogue. WAITING and SEARCHING have no deadline of their own: they end when the connection is served. If the
 * client holds too much memory, the connection rests in the {@link Dispatcher} until less is held, or until its deadline.
 *
 * <p>Requests are read and answered only within a share of a turn, in {@link #serve}: a connection that is ready joins the queue
 * of its client, and the {@link Dispatcher} serves the queues. In LINGERING the output is shut down, and input is discarded
 * until the client closes. Closing with unread input would send a reset, and a reset can overtake a reply. If the client's
 * input has ended already, the connection closes without LINGERING.
 */
final class Connection implements EventLoop.Handler {
    enum State {
        /** The selector reports input. */
        READING(SelectionKey.OP_READ),
        /** Queued for a share of a turn. */
        WAITING(0),
        /** Queued for a share of the time for searches. */
        SEARCHING(0),
        /** Has replies that are sent at the end of this turn. */
        ANSWERED(0),
        /** The socket did not take all replies; the selector reports when it takes more. */
        WRITING(SelectionKey.OP_WRITE),
        /** All is sent; waits for the client's end of input. */
        LINGERING(SelectionKey.OP_READ),
        CLOSED(0);

        private final int interest;

        State(int interest) {
            this.interest = interest;
        }
    }

    /** Bytes that the kernel holds at most for a socket that takes no more: twice {@link PublicDoor#SEND_BUFFER_BYTES}. */
    static final int BLOCKED_BYTES = 128 * 1024;

    private final ConnectionContext context;
    private final EventLoop loop;
    private final Queues<Connection> queues;
    private final SocketChannel channel;
    private final Peer peer;
    private final Conversation conversation;
    private final Inbox inbox;
    private final Outbox outbox;
    private final TurnShare share;
    private final ConnectionMemory memory;
    private final Timer deadline = new Timer(this::expired);
    private State state = State.WAITING;

    /** The state to enter when all replies are sent. */
    private State stateAfterReplies = State.READING;

    private SelectionKey key;

    /** When the wait for input began: with the connection, the first byte of a line, or the last reply. */
    private long waitStartNs;

    /**
     * @param queues in which the connection waits for its share
     * @param inbox may hold bytes that have arrived already
     */
    Connection(
            ConnectionContext context,
            Queues<Connection> queues,
            SocketChannel channel,
            Peer peer,
            Conversation conversation,
            Inbox inbox) {
        this.context = context;
        this.loop = context.loop;
        this.queues = queues;
        this.channel = channel;
        this.peer = peer;
        this.conversation = conversation;
        this.inbox = inbox;
        this.outbox = new Outbox(context.turn, channel);
        this.share = new TurnShare(context, channel, conversation, inbox, outbox);
        this.memory = new ConnectionMemory(peer.client().memory());
    }

    /**
     * Opens the connection and queues it for a share at once, because most clients send immediately.
     *
     * @param itsKey the key of the channel, with this connection as its handler
     */
    void open(SelectionKey itsKey) {
        key = itsKey;
        waitStartNs = loop.nowNs();
        loop.schedule(deadline, context.limits().requestTimeoutNs());
        charge(); // the input that arrived together with a PROXY header
        enter(State.WAITING);
    }

    /** Enters a state: sets the interest of the selector, and the deadline. The only place that changes the state. */
    private void enter(State next) {
        state = next;
        key.interestOps(next.interest);
        switch (next) {
            case READING -> loop.schedule(deadline, waitStartNs + timeoutNs() - loop.nowNs());
            case WAITING -> queues.requests().add(client(), this);
            case SEARCHING -> queues.searches().add(client(), this);
            case ANSWERED -> {} // until the end of this turn
            case WRITING -> loop.schedule(deadline, context.limits().idleTimeoutNs());
            case LINGERING -> loop.schedule(deadline, context.limits().lingerNs());
            case CLOSED -> loop.cancel(deadline);
        }
    }

    /** How long input may take: the request timeout for a request, the idle timeout between two requests. */
    private long timeoutNs() {
        boolean amidRequest = !share.hasAnsweredAny() || inbox.keptBytes() > 0;
        return amidRequest
                ? context.limits().requestTimeoutNs()
                : context.limits().idleTimeoutNs();
    }

    State state() {
        return state;
    }

    /** The client whose share the next request needs. */
    Clients.Client client() {
        return conversation.client();
    }

    /** Whether its deadline is scheduled. */
    boolean hasDeadline() {
        return deadline.isScheduled();
    }

    /** How long it has waited for input, in nanoseconds. */
    long waitedNs() {
        return loop.nowNs() - waitStartNs;
    }

    /** Whether it must not be served before less memory is held. */
    boolean mustWait() {
        return memory.mustWait();
    }

    /** The bytes of a kind that the daemon holds for it. */
    int held(Kind kind) {
        return memory.held(kind);
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
            case WAITING, SEARCHING, ANSWERED -> {} // the next share sees that the deadline is over
            case WRITING -> fail(Failed.STALLED);
            case LINGERING -> close();
            case CLOSED -> {}
        }
    }

    /** Returns to its queue, from which it was taken without being served. */
    void requeue() {
        if (isQueued()) {
            enter(state);
        }
    }

    private boolean isQueued() {
        return state == State.WAITING || state == State.SEARCHING;
    }

    // ---- a share of a turn

    /** Takes its share of the turn: reads input and answers it into the turn's output. */
    void serve() {
        if (isQueued()) { // it may have been closed while it waited
            takeShare(false);
        }
    }

    /** Answers all input and ends the dialogue, because the server stops. Does nothing unless it waits for input. */
    void stop() {
        if (state == State.READING) {
            takeShare(true);
        }
    }

    private void takeShare(boolean stopping) {
        boolean hadPartOfLine = inbox.keptBytes() > 0;
        try {
            TurnShare.End end = share.take(stopping || state == State.SEARCHING);
            if (stopping && end == TurnShare.End.NEEDS_INPUT) {
                share.stopped();
                end = TurnShare.End.OVER;
            } else if (isTimedOut(end)) {
                share.timedOut();
                end = TurnShare.End.OVER;
            }
            share.end(end);
            stateAfterReplies = stateAfter(end);
            setDeadline(hadPartOfLine);
            charge();
            if (outbox.isEmpty()) {
                enterNextState();
            } else {
                enter(State.ANSWERED);
            }
        } catch (IOException e) {
            share.end(TurnShare.End.OVER);
            fail(Failed.RESET);
        }
    }

    /** Whether the deadline is over, and this share found no request either. */
    private boolean isTimedOut(TurnShare.End end) {
        boolean foundNone = !share.hasAnswered() && (end == TurnShare.End.NEEDS_INPUT || end == TurnShare.End.USED_UP);
        return foundNone && !deadline.isScheduled();
    }

    private static State stateAfter(TurnShare.End end) {
        return switch (end) {
            case NEEDS_INPUT -> State.READING;
            case USED_UP, OTHER_CLIENT -> State.WAITING;
            case MUST_SEARCH -> State.SEARCHING;
            case OVER -> State.LINGERING;
        };
    }

    /** The deadline of a line counts from its first byte, not from its last. */
    private void setDeadline(boolean hadPartOfLine) {
        if (!hadPartOfLine && inbox.keptBytes() > 0 && share.hasAnsweredAny()) {
            waitStartNs = loop.nowNs();
        }
        if (!deadline.isScheduled() && share.hasAnswered()) {
            loop.schedule(deadline, context.limits().requestTimeoutNs());
        }
    }

    /** Charges its client for the memory that is held now. */
    private void charge() {
        memory.set(Kind.INPUT, inbox.keptBytes());
        memory.set(Kind.REPLIES, outbox.unsentBytes());
        memory.set(Kind.KERNEL, state == State.WRITING ? BLOCKED_BYTES : 0);
    }

    // ---- the end of a turn

    /** Replaces its replies of this turn by errors, because their requests could not be recorded. */
    void replaceReplies(ErrorCode code, String text) {
        share.replaceReplies(code, text);
    }

    /** Sends this turn's replies, whose records are in the journal by now. */
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
        waitStartNs = loop.nowNs();
        enterNextState();
        charge();
    }

    private void enterNextState() throws IOException {
        if (stateAfterReplies == State.LINGERING) {
            endDialogue();
        } else {
            enter(stateAfterReplies);
        }
    }

    // ---- LINGERING and CLOSED

    private void endDialogue() throws IOException {
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

    /** Closes the connection to free the memory that it holds. */
    void closeToMakeRoom() {
        if (state != State.CLOSED) {
            context.counters.failed(Failed.MEMORY);
            release();
        }
    }

    /** Closes the connection because the server stops, or because it has rested past its deadline. */
    void drop() {
        if (state != State.CLOSED) {
            fail(Failed.STALLED);
        }
    }

    /** Closes a broken connection. It still counts as served if all its replies are sent. */
    private void fail(Failed reason) {
        if (share.hasAnsweredAny() && outbox.isEmpty()) {
            context.counters.served++;
        } else {
            context.counters.failed(reason);
        }
        release();
    }

    private void close() {
        context.counters.served++;
        release();
    }

    /** Releases everything the connection holds. The only way to CLOSED. */
    private void release() {
        enter(State.CLOSED);
        inbox.release();
        outbox.release();
        charge();
        conversation.closed();
        context.closed(peer);
        ConnectionContext.close(channel);
    }
}
