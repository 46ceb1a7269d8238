package io.timeserverd.server;

import io.timeserverd.protocol.ErrorCode;

/**
 * What is said on one connection. A connection asks it for the next step; it takes the next request out of the inbox and
 * answers it into the turn. It decides when the dialogue is over. It has no channel, no deadline
 * and no state of the connection: a new protocol is a new conversation.
 */
interface Conversation {
    /** What came of asking for the next step. */
    enum Step {
        /** Something was said that no request asked for. */
        GREETED,
        /** One request was answered; there may be more. */
        ANSWERED,
        /** As {@link #ANSWERED}; and the client now waits for each reply before it sends its next request. */
        ANSWERED_SESSION,
        /** The next request is another client's, whose share it needs: nothing was taken. */
        OTHER_CLIENT,
        /** The next request searches through all names, which has its own share of each turn: it was put back. */
        MUST_SEARCH,
        /** Nothing can be answered before more has arrived. */
        NEEDS_INPUT,
        /** The dialogue is over. No more is taken from the inbox. */
        OVER
    }

    /**
     * Takes the next step.
     *
     * @param inbox open
     * @param maySearch whether a request that searches may be answered now
     */
    Step next(Inbox inbox, boolean maySearch);

    /** The client whose share of a turn the next request needs. */
    Clients.Client client();

    /** The connection is closed. */
    default void closed() {
        // Most have nothing to give back.
    }

    /** No more came in time: says so, or answers what there is. Returns whether that was one request; it is over then. */
    boolean timedOut(Inbox inbox);

    /** The server stops: says so. Returns whether that counts as one request; it is over then. */
    boolean stop(Inbox inbox);

    /**
     * Replaces the replies to this many requests, which could not be recorded, by errors.
     *
     * @return false where nothing is recorded, and the replies stand
     */
    boolean replaceReplies(int requests, ErrorCode code, String text);
}
