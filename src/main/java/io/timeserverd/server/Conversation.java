package io.timeserverd.server;

import io.timeserverd.protocol.ErrorCode;

/**
 * The dialogue on one connection. The connection asks it for the next step; the conversation then takes the next request
 * out of the inbox and answers it into the turn. It also decides when the dialogue is over. It has no channel, no deadline and
 * no state of the connection, so a new protocol is just a new conversation.
 */
interface Conversation {
    /** The result of a step. */
    enum Step {
        /** A greeting was written, which no request asked for. */
        GREETED,
        /** One request was answered; there may be more. */
        ANSWERED,
        /** As {@link #ANSWERED}, and from now on the client waits for each reply before it sends its next request. */
        ANSWERED_SESSION,
        /** The next request belongs to another client and needs that client's share. Nothing was taken from the inbox. */
        OTHER_CLIENT,
        /** The next request searches all names, which must wait for the time for searches. It was put back into the inbox. */
        MUST_SEARCH,
        /** Nothing can be answered before more input arrives. */
        NEEDS_INPUT,
        /** The dialogue is over. Nothing more is taken from the inbox. */
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

    /** Releases what the conversation holds, because the connection is closed. */
    default void closed() {
        // Most conversations hold nothing.
    }

    /**
     * Ends the dialogue because no more input came in time: replies with an error, or to the input that is there.
     *
     * @return whether a reply was written, which counts as one request
     */
    boolean timedOut(Inbox inbox);

    /**
     * Ends the dialogue because the server stops.
     *
     * @return whether an error was written, which counts as one request
     */
    boolean stop(Inbox inbox);

    /**
     * Writes errors in place of the replies to this many requests, which could not be recorded.
     *
     * @return false if requests are not recorded here anyway, and the replies stay
     */
    boolean replaceReplies(int requests, ErrorCode code, String text);
}
