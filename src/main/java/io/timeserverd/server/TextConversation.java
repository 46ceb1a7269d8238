package io.timeserverd.server;

import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.ForeignProtocol;
import io.timeserverd.protocol.Output;
import java.util.Optional;
import java.util.function.Consumer;

/** The text language, on the text listener and on the control socket: a line, a reply. */
final class TextConversation implements Conversation {
    private enum Phase {
        OPENING,
        /** No request is answered yet. */
        FIRST_REQUEST,
        REQUESTS,
        OVER
    }

    private static final byte[] NO_LINE = {};

    private final RequestHandler handler;
    private final Peer peer;
    private final Turn turn;
    private final Optional<Consumer<Output>> greeting;
    private Phase phase = Phase.OPENING;

    /** Whether the first line that is not blank was text, so that the client does not speak another protocol. */
    private boolean speaksText;

    /** Whether the client sent {@code keep}, so that the connection stays open after the last reply. */
    private boolean session;

    /** Whether a menu was sent, so that the next line may be a number. */
    private boolean choosing;

    /** @param greeting writes the menu that is sent before any request; empty for no greeting */
    TextConversation(RequestHandler handler, Peer peer, Turn turn, Optional<Consumer<Output>> greeting) {
        this.handler = handler;
        this.peer = peer;
        this.turn = turn;
        this.greeting = greeting;
    }

    @Override
    public Step next(Inbox inbox, boolean maySearch) {
        if (phase == Phase.OPENING) {
            phase = Phase.FIRST_REQUEST;
            inbox.stripTelnet();
            if (greeting.isPresent()) {
                greeting.get().accept(turn.output);
                choosing = true;
                return Step.GREETED;
            }
        }
        if (!speaksText && phase != Phase.OVER && refuseForeignProtocol(inbox, inbox.hasEnded())) {
            return Step.ANSWERED;
        }
        if (phase != Phase.OVER && inbox.nextLine()) {
            return answer(inbox, maySearch);
        }
        if (isOver(inbox)) {
            phase = Phase.OVER;
            return Step.OVER;
        }
        if (!inbox.hasEnded()) {
            return Step.NEEDS_INPUT;
        }
        inbox.takeRest(); // an empty rest asks for the default
        return answer(inbox, maySearch);
    }

    /**
     * Whether the dialogue is over, when no whole line is left. It is over in {@link Phase#OVER}, after {@code quit}, a foreign
     * protocol or a deadline. It is also over once all input is answered, if the input has ended or this is no session and no
     * menu waits for a choice.
     */
    private boolean isOver(Inbox inbox) {
        if (phase == Phase.OVER) {
            return true;
        }
        boolean allAnswered = inbox.isDrained() && inbox.isEmpty() && phase == Phase.REQUESTS;
        return allAnswered && (inbox.hasEnded() || !(session || choosing));
    }

    /**
     * Replies with an error if the client speaks another protocol. Then the dialogue is over, and no further line is read.
     *
     * @param noMore whether the line will not grow any more
     * @return whether the client speaks another protocol
     */
    private boolean refuseForeignProtocol(Inbox inbox, boolean noMore) {
        int lineEnd = inbox.firstLineEnd();
        int end = lineEnd < 0 ? inbox.to() : lineEnd;
        Optional<ForeignProtocol> foreign =
                ForeignProtocol.of(inbox.bytes(), inbox.from(), end, lineEnd >= 0 || noMore);
        if (foreign.isEmpty()) {
            return false;
        }
        phase = Phase.OVER;
        if (!handler.takeFromQuota(peer)) {
            handler.refuseRateLimited(peer);
            return true;
        }
        int keptEnd = inbox.from() + foreign.get().keptLength(inbox.bytes(), inbox.from(), end);
        handler.refuse(
                peer,
                inbox.bytes(),
                inbox.from(),
                keptEnd,
                ErrorCode.BAD_REQUEST,
                foreign.get().problem());
        return true;
    }

    private Step answer(Inbox inbox, boolean maySearch) {
        phase = Phase.REQUESTS;
        if (!handler.takeFromQuota(peer)) {
            handler.refuseRateLimited(peer);
            choosing = false;
            return Step.ANSWERED;
        }
        Exchange.Next next = handler.answer(peer, choosing, maySearch, inbox.bytes(), inbox.lineFrom(), inbox.lineTo());
        if (next == Exchange.Next.LATER) {
            inbox.putBack();
            return Step.MUST_SEARCH;
        }
        choosing = next == Exchange.Next.CHOOSE;
        boolean first = !speaksText;
        speaksText |= !isBlank(inbox);
        if (first && inbox.isDroppingRest()) { // it may belong to any protocol, so the rest is not read as requests
            phase = Phase.OVER;
        }
        return switch (next) {
            case GO_ON, CHOOSE, LATER -> Step.ANSWERED;
            case KEEP -> {
                session = true;
                yield Step.ANSWERED_SESSION;
            }
            case QUIT -> {
                phase = Phase.OVER;
                yield Step.ANSWERED;
            }
        };
    }

    /** Whether the last line taken is blank. */
    private static boolean isBlank(Inbox inbox) {
        for (int i = inbox.lineFrom(); i < inbox.lineTo(); i++) {
            if (inbox.bytes()[i] != ' ' && inbox.bytes()[i] != '\t' && inbox.bytes()[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public Clients.Client client() {
        return peer.client();
    }

    @Override
    public boolean timedOut(Inbox inbox) {
        boolean lineBegan = !inbox.isEmpty();
        if (!speaksText && lineBegan && refuseForeignProtocol(inbox, true)) {
            return true;
        }
        boolean silent = phase != Phase.REQUESTS && !lineBegan;
        phase = Phase.OVER;
        if (lineBegan) {
            refuseRest(inbox, ErrorCode.TIMEOUT, "the line did not end in time");
        } else if (silent) { // serves clients that cannot send: they connect and receive the time
            answerDefault();
        } else if (choosing) {
            refuseRest(inbox, ErrorCode.TIMEOUT, "no choice was made in time");
        } else {
            return false;
        }
        return true;
    }

    private void answerDefault() {
        if (handler.takeFromQuota(peer)) {
            handler.answer(peer, false, true, NO_LINE, 0, 0);
        } else {
            handler.refuseRateLimited(peer);
        }
    }

    @Override
    public boolean stop(Inbox inbox) {
        if (!speaksText && refuseForeignProtocol(inbox, true)) {
            return true;
        }
        phase = Phase.OVER;
        refuseRest(inbox, ErrorCode.SHUTTING_DOWN, "the server is stopping");
        return true;
    }

    private void refuseRest(Inbox inbox, ErrorCode code, String text) {
        handler.refuse(peer, inbox.bytes(), inbox.from(), inbox.to(), code, text);
    }

    @Override
    public boolean replaceReplies(int requests, ErrorCode code, String text) {
        return handler.replaceReplies(requests, code, text);
    }
}
