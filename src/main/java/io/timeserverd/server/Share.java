package io.timeserverd.server;

import io.timeserverd.loop.EventLoop;
import io.timeserverd.protocol.ErrorCode;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * Takes a connection's shares of turns, one after the other: in each of them what has arrived is read and answered, until
 * nothing is left or the share is used up.
 *
 * <pre>
 *     take -> [timedOut or stopped] -> end
 * </pre>
 */
final class Share {
    /** Why a share ended. */
    enum End {
        /** All that has arrived is answered. */
        NEEDS_INPUT,
        /** Its time or its bytes were used up; more is to be answered. */
        USED_UP,
        /** The next request needs the share of another client. */
        OTHER_CLIENT,
        /** The next request has to wait for a share of the time for searches. */
        MUST_SEARCH,
        /** The dialogue is over. */
        OVER
    }

    /** Requests between two looks at the time: a look takes a tenth of the time that a plain request takes. */
    private static final int REQUESTS_PER_LOOK = 4;

    /** Bytes of replies after which a share ends. */
    private static final int REPLY_BYTES = 32 * 1024;

    private final EventLoop loop;
    private final Turn turn;
    private final SocketChannel channel;
    private final Conversation conversation;
    private final Inbox inbox;
    private final Outbox outbox;

    /** Requests that were answered, and how many of them before this share. */
    private int answered;

    private int answeredBefore;

    Share(Endpoint endpoint, SocketChannel channel, Conversation conversation, Inbox inbox, Outbox outbox) {
        this.loop = endpoint.loop;
        this.turn = endpoint.turn;
        this.channel = channel;
        this.conversation = conversation;
        this.inbox = inbox;
        this.outbox = outbox;
    }

    /** Reads and answers. Returns why that ended. */
    End take(boolean maySearch) throws IOException {
        turn.arrived();
        inbox.open();
        outbox.open();
        answeredBefore = answered;
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
                case NEEDS_INPUT -> {
                    if (!inbox.fill()) {
                        return End.NEEDS_INPUT;
                    }
                    reads++;
                    turn.arrived();
                }
                case OTHER_CLIENT -> {
                    return End.OTHER_CLIENT;
                }
                case MUST_SEARCH -> {
                    return End.MUST_SEARCH;
                }
                case OVER -> {
                    return End.OVER;
                }
            }
        } while (mustGoOn(reads) || !isUsedUp(startNs));
        return End.USED_UP;
    }

    /** Whether even a used share goes on: it has done nothing, or all that is left is to see whether the dialogue is over. */
    private boolean mustGoOn(int reads) {
        boolean nothingDone = !hasAnswered() && reads <= 1;
        return nothingDone || (inbox.isDrained() && inbox.isEmpty());
    }

    private boolean isUsedUp(long startNs) {
        return outbox.written() >= REPLY_BYTES
                || (answered % REQUESTS_PER_LOOK == 0 && loop.elapsedNs() - startNs >= FairQueue.SHARE_NS);
    }

    /** The client waits for each reply before it sends the next request: the kernel must not hold replies back. */
    private void sendAtOnce() throws IOException {
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
    }

    /** No more came in time; the dialogue is over. */
    void timedOut() {
        answered += conversation.timedOut(inbox) ? 1 : 0;
    }

    /** The server stops; the dialogue is over. */
    void stopped() {
        answered += conversation.stop(inbox) ? 1 : 0;
    }

    /** Ends the share; what is left is kept, unless the dialogue is over. */
    void end(End end) {
        if (end == End.OVER) {
            inbox.dropAll();
        }
        inbox.close();
        outbox.close();
    }

    /** Whether any request was answered, or refused over its quota, in this share. */
    boolean hasAnswered() {
        return answered > answeredBefore;
    }

    /** Whether any request was answered on this connection. */
    boolean hasAnsweredAny() {
        return answered > 0;
    }

    /** Replaces the replies of this share by errors, if their requests should have been recorded: none of them is. */
    void replaceReplies(ErrorCode code, String text) {
        int errorsFrom = turn.output.length();
        if (hasAnswered() && conversation.replaceReplies(answered - answeredBefore, code, text)) {
            outbox.replaceFrom(errorsFrom);
        }
    }
}
