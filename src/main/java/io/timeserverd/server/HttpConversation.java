package io.timeserverd.server;

import io.timeserverd.conf.Addresses;
import io.timeserverd.http.HttpParser;
import io.timeserverd.http.HttpRequest;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.Output;

/**
 * HTTP: requests without bodies, and a response to each, in order. The connection stays open until the client asks to close it,
 * stays silent, or sends anything that is not a valid request.
 */
final class HttpConversation implements Conversation {
    /** Answers a request with a response. */
    interface Site {
        void answer(HttpRequest request, String clientIp, Exchange exchange, Output out);
    }

    private static final byte[] NOTHING = {};

    private final RequestHandler handler;
    private final Forwarding forwarding;
    private final Site site;
    private boolean isOver;

    private boolean hasAnswered;

    /** The peer, or the client for which it forwards the current request. */
    private Forwarding.Requester requester;

    HttpConversation(RequestHandler handler, Forwarding forwarding, Site site) {
        this.handler = handler;
        this.forwarding = forwarding;
        this.site = site;
        this.requester = forwarding.direct();
    }

    @Override
    public Clients.Client client() {
        return requester.peer().client();
    }

    @Override
    public Step next(Inbox inbox, boolean maySearch) {
        if (isOver || (inbox.hasEnded() && inbox.isEmpty())) {
            isOver = true;
            return Step.OVER;
        }
        HttpParser.Result parsed = HttpParser.parse(inbox.bytes(), inbox.from(), inbox.to());
        if (parsed instanceof HttpParser.Complete complete) {
            return answer(complete.request(), inbox, maySearch);
        }
        if (parsed instanceof HttpParser.Refused refused) {
            return refuse(refused.status(), refused.problem());
        }
        return inbox.hasEnded() ? refuse(400, "the request did not end") : Step.NEEDS_INPUT;
    }

    private Step refuse(int status, String problem) {
        if (becomes(forwarding.direct(requester))) {
            return Step.OTHER_CLIENT;
        }
        isOver = true;
        handler.refuseHttp(requester.peer(), status, problem);
        return Step.ANSWERED;
    }

    /** Sets the requester. Returns whether it is another client than before. */
    private boolean becomes(Forwarding.Requester newRequester) {
        boolean isOther = newRequester.peer().client() != client();
        requester = newRequester;
        return isOther;
    }

    private Step answer(HttpRequest request, Inbox inbox, boolean maySearch) {
        if (forwarding.isContradictory(request)) {
            return refuse(400, "Forwarded and X-Forwarded-For name different clients");
        }
        if (becomes(forwarding.requester(request, requester))) {
            return Step.OTHER_CLIENT;
        }
        if (!requester.isAdmitted()) {
            isOver = true;
            handler.refuse(requester.peer(), NOTHING, 0, 0, ErrorCode.DENIED, "this address is not let in here");
            return Step.ANSWERED;
        }
        if (!handler.takeFromQuota(requester.peer())) {
            isOver = true;
            handler.refuseRateLimited(requester.peer());
            return Step.ANSWERED;
        }
        HttpRequest.Span target = request.target();
        String clientIp = requester.peer().address().map(Addresses::text).orElse("");
        Exchange.Next next = handler.answer(
                requester.peer(),
                maySearch,
                inbox.bytes(),
                target.from(),
                target.to(),
                (exchange, out) -> site.answer(request, clientIp, exchange, out));
        if (next == Exchange.Next.LATER) {
            return Step.MUST_SEARCH;
        }
        inbox.drop(request.length());
        isOver = !request.persistent();
        boolean first = !hasAnswered;
        hasAnswered = true;
        return first ? Step.ANSWERED_SESSION : Step.ANSWERED;
    }

    @Override
    public boolean timedOut(Inbox inbox) {
        isOver = true;
        if (inbox.isEmpty()) {
            return false;
        }
        requester = forwarding.direct(requester);
        handler.refuseHttp(requester.peer(), 408, "the request did not end in time");
        return true;
    }

    @Override
    public boolean stop(Inbox inbox) {
        isOver = true;
        if (inbox.isEmpty()) {
            return false;
        }
        handler.refuse(requester.peer(), NOTHING, 0, 0, ErrorCode.SHUTTING_DOWN, "the server is stopping");
        return true;
    }

    @Override
    public boolean replaceReplies(int requests, ErrorCode code, String text) {
        return handler.replaceReplies(requests, code, text);
    }

    @Override
    public void closed() {
        forwarding.end(requester);
    }
}
