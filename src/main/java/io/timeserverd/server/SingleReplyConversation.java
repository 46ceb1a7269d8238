package io.timeserverd.server;

import io.timeserverd.protocol.ErrorCode;

/** Daytime and time (RFC 867, RFC 868): one reply on connect. All input is ignored. */
final class SingleReplyConversation implements Conversation {
    private static final byte[] NO_LINE = {};

    private final RequestHandler handler;
    private final Peer peer;
    private boolean over;

    SingleReplyConversation(RequestHandler handler, Peer peer) {
        this.handler = handler;
        this.peer = peer;
    }

    /** A client over its quota gets nothing, because these protocols have no errors. */
    @Override
    public Step next(Inbox inbox, boolean maySearch) {
        if (over || !handler.takeFromQuota(peer)) {
            return Step.OVER;
        }
        over = true;
        handler.answer(peer, false, true, NO_LINE, 0, 0);
        return Step.ANSWERED;
    }

    @Override
    public Clients.Client client() {
        return peer.client();
    }

    @Override
    public boolean timedOut(Inbox inbox) {
        return false;
    }

    @Override
    public boolean stop(Inbox inbox) {
        return false;
    }

    @Override
    public boolean replaceReplies(int requests, ErrorCode code, String text) {
        return handler.withdrawReplies(requests);
    }
}
