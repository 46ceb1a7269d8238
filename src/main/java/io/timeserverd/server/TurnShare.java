package io.timeserverd.server;

import io.timeserverd.loop.EventLoop;
import io.timeserverd.protocol.ErrorCode;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * A connection's share of a turn: reads input and answers it until nothing is left or the share is used up. One object serves
 * all shares of a connection, one after the other.
 *
 * <pre>
 *     take -> [timedOut or stopped] -> end
 * </pre>
 */
final class TurnShare {
    /** Why a share ended. */
    enum End {
        /** All that has arrived is answered. */
        NEEDS_INPUT,
        /** Its time or its bytes were used up, and there is more to answer. */
        USED_UP,
        /** The next request belongs to another client and needs the share of that client. */
        OTHER_CLIENT,
        /** The next request searches, and must wait for the time for searches. */
        MUST_SEARCH,
        /** The dialogue is over. */
        OVER
    }

    /** The number of requests between two looks at the time. A look costs a tenth of a plain request. */
    private static final int REQUESTS_PER_LOOK = 4;

    /** The bytes of replies after which a share ends. */
    private static final int REPLY_BYTES = 32 * 1024;

    private final EventLoop loop;
    private final Turn turn;
    private final SocketChannel channel;
    private final Conversation conversation;
    private final Inbox inbox;
    private final Outbox outbox;

    /** The requests answered on this connection, and those answered before this share. */
    private int answered;

    private int answeredBefore;

    TurnShare(ConnectionContext context, SocketChannel channel, Conversation conversation, Inbox inbox, Outbox outbox) {
        this.loop = context.loop;
        this.turn = context.turn;
        this.channel = channel;
        this.conversation = conversation;
        this.inbox = inbox;
        this.outbox = outbox;
    }

    /** Takes a share: reads and answers. Returns why it ended. */
    End take(boolean maySearch) throws IOException {
        turn.forgetReading();
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
                    turn.forgetReading();
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

    /** Whether a used-up share goes on: it has done nothing yet, or only has to see whether the dialogue is over. */
    private boolean mustGoOn(int reads) {
        boolean nothingDone = !hasAnswered() && reads <= 1;
        return nothingDone || (inbox.isDrained() && inbox.isEmpty());
    }

    private boolean isUsedUp(long startNs) {
        return outbox.written() >= REPLY_BYTES
                || (answered % REQUESTS_PER_LOOK == 0 && loop.elapsedNs() - startNs >= FairQueue.SHARE_NS);
    }

    /** Stops the kernel from holding replies back, because the client waits for each before it sends its next request. */
    private void sendAtOnce() throws IOException {
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
    }

    /** Ends the dialogue because no more input came in time. */
    void timedOut() {
        answered += conversation.timedOut(inbox) ? 1 : 0;
    }

    /** Ends the dialogue because the server stops. */
    void stopped() {
        answered += conversation.stop(inbox) ? 1 : 0;
    }

    /** Ends the share. Input that is left is kept, unless the dialogue is over. */
    void end(End end) {
        if (end == End.OVER) {
            inbox.dropAll();
        }
        inbox.close();
        outbox.close();
    }

    /** Whether any request was answered in this share, or refused because the quota is spent. */
    boolean hasAnswered() {
        return answered > answeredBefore;
    }

    /** Whether any request was answered on this connection. */
    boolean hasAnsweredAny() {
        return answered > 0;
    }

    /** Replaces the replies of this share by errors, because their requests could not be recorded. */
    void replaceReplies(ErrorCode code, String text) {
        int errorsFrom = turn.output.length();
        if (hasAnswered() && conversation.replaceReplies(answered - answeredBefore, code, text)) {
            outbox.replaceFrom(errorsFrom);
        }
    }
}
