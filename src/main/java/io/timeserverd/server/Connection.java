package io.timeserverd.server;

import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Timer;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.server.Counters.Failed;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One client: a socket, what has arrived ({@link Inbox}), what is said ({@link Conversation}), what is to be sent
 * ({@link Outbox}).
 *
 * <pre>
 *                       input, or the deadline
 *           .---------. ---------------------> .---------.
 *           | READING |                        | WAITING | <--- accepted
 *           '---------' <--------------------- '---------' <--.
 *                ^      nothing to answer yet    |     ^       |
 *                |                      answered |     |       | a search comes next
 *                |                               v     |       v
 *                |   all sent              .----------.|   .-----------.
 *                +------------------------ | ANSWERED |+-> | SEARCHING |
 *                |                         '----------'    '-----------'
 *                |   all sent                    | short write
 *                |                               v
 *                |                         .---------.
 *                +------------------------ | WRITING |
 *                                          '---------'
 *     ANSWERED, WRITING, WAITING -- the dialogue is over, all sent --> LINGERING -- end of input, or limits.linger --> CLOSED
 * </pre>
 *
 * <p>From ANSWERED and WRITING a connection that has more to answer goes back into its line. Where the client's input has
 * ended already, LINGERING is passed over. From every state a reset, or a deadline for which there is no reply, leads to
 * CLOSED.
 *
 * <p>Nothing is read or answered outside of a <em>share</em> of a turn, which {@link #serve} is: a connection that is ready
 * only joins the line of its client, and {@link Dispatcher} serves the lines. LINGERING has shut down the output and discards
 * input until the client closes: closing over unread input would send a reset, and a reset can overtake a reply.
 */
final class Connection implements EventLoop.Handler {
    enum State {
        /** The selector reports input. */
        READING(SelectionKey.OP_READ),
        /** In line for a share of a turn. */
        WAITING(0),
        /** In line for a share of the time for searches. */
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

    /** Requests between two looks at the time: a look takes a tenth of the time that a plain request takes. */
    private static final int LOOK = 4;

    /** Bytes of replies after which a share ends. */
    private static final int SHARE_BYTES = 32 * 1024;

    /** What the kernel may hold for a socket that takes no more: twice {@link PublicDoor#SEND_BUFFER_BYTES}. */
    static final int BLOCKED_BYTES = 128 * 1024;

    private final Endpoint endpoint;
    private final EventLoop loop;
    private final Lines<Connection> lines;
    private final SocketChannel channel;
    private final Peer peer;
    private final Conversation conversation;
    private final Inbox inbox;
    private final Outbox outbox;
    private final Timer deadline = new Timer(this::expired);
    private State state = State.WAITING;

    /** The state to enter when this turn's replies are sent. */
    private State afterwards = State.READING;

    /** None as long as the selector need not know of it: many connections are over within their first share. */
    private SelectionKey key;

    /** When the wait for what is to come began: with the connection, the first byte of a line, or the last reply. */
    private long waitFromNs;

    /** Requests that were answered, and how many of them in earlier turns. */
    private int answered;

    private int answeredBefore;

    /** Bytes charged to the client's account. */
    private int chargedInput;

    private int chargedReplies;
    private int chargedKernel;

    /**
     * @param lines where it waits for its share
     * @param key where the selector knows the channel already; else null
     * @param inbox perhaps with bytes that have arrived
     */
    Connection(
            Endpoint endpoint,
            Lines<Connection> lines,
            SocketChannel channel,
            SelectionKey key,
            Peer peer,
            Conversation conversation,
            Inbox inbox) {
        this.endpoint = endpoint;
        this.loop = endpoint.loop;
        this.lines = lines;
        this.channel = channel;
        this.key = key;
        this.peer = peer;
        this.conversation = conversation;
        this.inbox = inbox;
        this.outbox = new Outbox(endpoint.turn, channel);
    }

    /** Begins, in line for its first share: most clients send at once. */
    void open() {
        waitFromNs = loop.nowNs();
        loop.schedule(deadline, endpoint.limits().requestTimeoutNs());
        enter(State.WAITING);
    }

    /** Enters a state: sets what the selector reports, and the deadline. */
    private void enter(State next) {
        state = next;
        if (key != null) {
            key.interestOps(next.interest);
        } else if (next.interest != 0) {
            key = loop.register(channel, next.interest, this);
        }
        switch (next) {
            case READING -> loop.schedule(deadline, waitFromNs + patienceNs() - loop.nowNs());
            case WAITING -> lines.requests().add(peer.client(), this);
            case SEARCHING -> lines.searches().add(peer.client(), this);
            case ANSWERED -> {} // until the end of this turn
            case WRITING -> loop.schedule(deadline, endpoint.limits().idleTimeoutNs());
            case LINGERING -> loop.schedule(deadline, endpoint.limits().lingerNs());
            case CLOSED -> loop.cancel(deadline);
        }
    }

    /** How long what is to come may take: a request, or the pause between two. */
    private long patienceNs() {
        boolean amidRequest = answered == 0 || inbox.keptBytes() > 0;
        return amidRequest
                ? endpoint.limits().requestTimeoutNs()
                : endpoint.limits().idleTimeoutNs();
    }

    State state() {
        return state;
    }

    /** Whether something ends every state, between two turns. */
    boolean hasDeadline() {
        return deadline.isScheduled();
    }

    /** How long it has waited for what is to come, in nanoseconds. */
    long waitedNs() {
        return loop.nowNs() - waitFromNs;
    }

    /** Whether it has to wait until less memory is held. */
    boolean mustWait() {
        return memory().mustWait(chargedInput > 0);
    }

    private MemoryAccount memory() {
        return peer.client().memory();
    }

    /** Bytes that it makes the daemon and the kernel hold. */
    int heldBytes() {
        return chargedInput + chargedReplies + chargedKernel;
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

    /** Joins its line again, from which it was taken without being served. */
    void rejoin() {
        if (isInLine()) {
            enter(state);
        }
    }

    private boolean isInLine() {
        return state == State.WAITING || state == State.SEARCHING;
    }

    // ---- a share of a turn

    /** Reads what has arrived and answers it into the turn, for as long as its share lasts. */
    void serve() {
        if (isInLine()) { // and was not closed meanwhile
            share(false);
        }
    }

    /** The server stops: answers what has arrived, and says so. For a connection that waits for input. */
    void stop() {
        if (state == State.READING) {
            share(true);
        }
    }

    private void share(boolean stopping) {
        try {
            beginShare();
            afterwards = answerRequests(stopping || state == State.SEARCHING);
            if (stopping ? afterwards == State.READING : isTimedOut()) {
                answered += (stopping ? conversation.stop(inbox) : conversation.timedOut(inbox)) ? 1 : 0;
                afterwards = State.LINGERING;
            }
            endShare();
        } catch (IOException e) {
            outbox.close();
            fail(Failed.RESET);
        }
    }

    /** Whether the deadline is over and even this share has found no request. */
    private boolean isTimedOut() {
        return !deadline.isScheduled() && answered == answeredBefore && afterwards != State.SEARCHING;
    }

    private void beginShare() {
        endpoint.turn.arrived();
        inbox.open();
        outbox.open();
        answeredBefore = answered;
    }

    /** Returns the state that follows when the replies are sent. */
    private State answerRequests(boolean maySearch) throws IOException {
        long startNs = loop.elapsedNs();
        int reads = 0;
        do {
            switch (conversation.next(inbox, maySearch)) {
                case GREETED -> {}
                case ANSWERED -> answered++;
                case ANSWERED_SESSION -> {
                    answered++;
                    sendAtOnce();
                }
                case SEARCH -> {
                    return State.SEARCHING;
                }
                case INPUT -> {
                    if (!inbox.fill()) {
                        return State.READING;
                    }
                    reads++;
                    endpoint.turn.arrived();
                }
                case OVER -> {
                    return State.LINGERING;
                }
            }
        } while (mayGoOn(reads) || !isUsed(startNs));
        return State.WAITING;
    }

    /** Whether a used share does not end yet: it has done nothing, or nothing is left but to see whether the dialogue is over. */
    private boolean mayGoOn(int reads) {
        boolean nothingDone = answered == answeredBefore && reads <= 1;
        return nothingDone || (inbox.isDrained() && inbox.isEmpty());
    }

    private boolean isUsed(long startNs) {
        return outbox.written() >= SHARE_BYTES
                || (answered % LOOK == 0 && loop.elapsedNs() - startNs >= FairQueue.SHARE_NS);
    }

    private void endShare() throws IOException {
        boolean hadBegun = inbox.keptBytes() > 0;
        inbox.close();
        outbox.close();
        if (!hadBegun && inbox.keptBytes() > 0 && answered > 0) {
            waitFromNs = loop.nowNs(); // the deadline of a line is set by its first byte, not by its last
        }
        if (!deadline.isScheduled() && answered > answeredBefore) {
            loop.schedule(deadline, endpoint.limits().requestTimeoutNs());
        }
        charge();
        if (outbox.isEmpty()) {
            goOn();
        } else {
            enter(State.ANSWERED);
        }
    }

    /** The client waits for each reply before it sends the next request: the kernel must not hold replies back. */
    private void sendAtOnce() throws IOException {
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
    }

    /** Charges its client with what is held for it now. */
    private void charge() {
        chargedInput = charge(MemoryAccount.Kind.INPUT, chargedInput, inbox.keptBytes());
        chargedReplies = charge(MemoryAccount.Kind.REPLIES, chargedReplies, outbox.unsentBytes());
        chargedKernel = charge(MemoryAccount.Kind.KERNEL, chargedKernel, state == State.WRITING ? BLOCKED_BYTES : 0);
    }

    private int charge(MemoryAccount.Kind kind, int before, int now) {
        if (now != before) {
            memory().charge(kind, now - before);
        }
        return now;
    }

    // ---- the end of a turn

    /** Replaces its replies of this turn by errors, if their requests should have been recorded: none of them is. */
    void replaceReplies(ErrorCode code, String text) {
        int requests = answered - answeredBefore;
        if (requests == 0) {
            return;
        }
        int replies = endpoint.turn.output.length();
        if (conversation.refuse(requests, code, text)) {
            outbox.replaceFrom(replies);
        }
    }

    /** Sends this turn's replies; their records are in the journal now. */
    void send() {
        if (state != State.ANSWERED) {
            return; // closed to make room
        }
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

    /** Closes the connection, because it holds most or because the server ends. */
    void drop() {
        if (state != State.CLOSED) {
            fail(Failed.STALLED);
        }
    }

    /** The connection broke. A client that has all its replies was served all the same. */
    private void fail(Failed reason) {
        if (answered > 0 && outbox.isEmpty()) {
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
        endpoint.closed(peer);
        try {
            channel.close();
        } catch (IOException e) { // its descriptor is released all the same
            Log.debug("close-failed", "reason", e.getMessage());
        }
    }
}
