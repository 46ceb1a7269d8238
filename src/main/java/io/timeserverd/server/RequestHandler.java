package io.timeserverd.server;

import io.timeserverd.conf.AddressSet;
import io.timeserverd.http.Routes;
import io.timeserverd.log.Log;
import io.timeserverd.protocol.ClientFacts;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.Output;
import io.timeserverd.protocol.RequestParser;
import io.timeserverd.protocol.Responder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * Has requests answered into the turn, recorded and counted. One for each kind of listener; it changes with the settings,
 * between two turns.
 */
final class RequestHandler {
    private static final byte[] NOTHING = {};

    private final Turn turn;
    private final Clients clients;
    private final Counters counters;
    private final Optional<JournalRecorder> recorder;
    private final Wording wording;
    private final Exchange exchange = new Exchange();
    private final Outcomes outcomes = new Outcomes();
    private Responder responder;
    private AddressSet statusReaders = AddressSet.EMPTY;

    // How many errors were answered in which turn: when the turn is not journalled, other errors take their place.
    private int errorsInTurn;
    private long errorsTurn = -1;

    /** The peer whose request is being answered. */
    private Peer asking;

    /**
     * @param recorder none for requests that are not journalled
     * @param wording of errors
     * @param facts what {@code me} tells a peer
     */
    RequestHandler(
            Turn turn,
            Clients clients,
            Counters counters,
            Optional<JournalRecorder> recorder,
            Wording wording,
            Function<Peer, ClientFacts> facts) {
        this.turn = turn;
        this.clients = clients;
        this.counters = counters;
        this.recorder = recorder;
        this.wording = wording;
        exchange.client = () -> facts.apply(asking);
        exchange.fullStatus =
                () -> asking.address().map(statusReaders::contains).orElse(true);
    }

    /**
     * Has {@code newResponder} answer from now on.
     *
     * @param zoneRelease of the rules by which it answers, for the journal
     * @param placeRelease of the places
     * @param newStatusReaders addresses that may see the whole status
     */
    void answerBy(Responder newResponder, String zoneRelease, String placeRelease, AddressSet newStatusReaders) {
        responder = newResponder;
        statusReaders = newStatusReaders;
        recorder.ifPresent(each -> each.releases(zoneRelease, placeRelease));
    }

    /** How many requests ended how. */
    Outcomes outcomes() {
        return outcomes;
    }

    /** Whether the quota of the peer's client allows one more request; takes it off the quota. */
    boolean mayAsk(Peer peer) {
        if (!clients.limitsRate() || clients.mayAsk(peer.client())) {
            return true;
        }
        counters.rateLimited++;
        return false;
    }

    /** Says how long the client has to wait until its quota allows a request. That is neither counted nor recorded. */
    void sayRateLimited(Peer peer) {
        begin(peer);
        wording.rateLimited(clients.secondsToWait(peer.client()), exchange, turn.output);
    }

    /**
     * Answers the request {@code line[from, to)} and records it; does neither when it has to search and may not, and then
     * returns {@link Exchange.Next#LATER}.
     *
     * @param choosing whether the peer was sent a menu, so that a number is a choice
     */
    Exchange.Next answer(Peer peer, boolean choosing, boolean maySearch, byte[] line, int from, int to) {
        return answer(peer, maySearch, line, from, to, (asked, out) -> {
            asked.choosing = choosing;
            responder.answer(line, from, to, asked, out);
        });
    }

    /** Answers a request. */
    interface Answering {
        /** Writes the reply; {@code exchange} takes what became of the request. */
        void answer(Exchange exchange, Output out);
    }

    /** As {@link #answer(Peer, boolean, boolean, byte[], int, int)}, where {@code answering} answers what is recorded as a line. */
    Exchange.Next answer(Peer peer, boolean maySearch, byte[] line, int from, int to, Answering answering) {
        int replyFrom = turn.output.length();
        begin(peer);
        exchange.choosing = false;
        exchange.maySearch = maySearch;
        try {
            answering.answer(exchange, turn.output);
        } catch (RuntimeException e) { // a defect, which must not cost the other clients the service
            Log.error("internal-error", e, "request", new String(line, from, to - from, StandardCharsets.UTF_8));
            turn.output.truncate(replyFrom);
            wording.refuse(ErrorCode.INTERNAL, "this request met a defect of the server", exchange, turn.output);
        }
        if (exchange.next == Exchange.Next.LATER) {
            clients.giveBack(peer.client());
            return exchange.next;
        }
        if (exchange.transmitTimeAt >= 0) {
            turn.transmitTimeAt(exchange.transmitTimeAt);
        }
        record(peer, line, from, to, replyFrom);
        return exchange.next;
    }

    /** Answers an incomplete or foreign request with an error, and records {@code line[from, to)}, which is what is kept of it. */
    void refuse(Peer peer, byte[] line, int from, int to, ErrorCode code, String text) {
        int replyFrom = turn.output.length();
        begin(peer);
        wording.refuse(code, text, exchange, turn.output);
        record(peer, line, from, Math.min(to, from + RequestParser.MAX_BYTES), replyFrom);
    }

    /** Answers what is no request of HTTP, and records it without its text. */
    void refuseHttp(Peer peer, int status, String problem) {
        int replyFrom = turn.output.length();
        begin(peer);
        Routes.refuse(status, ErrorCode.BAD_REQUEST, problem, exchange, turn.output);
        record(peer, NOTHING, 0, 0, replyFrom);
    }

    /**
     * Writes errors in place of replies whose requests could not be recorded.
     *
     * @return false where nothing is recorded, and the replies stand
     */
    boolean replaceReplies(int requests, ErrorCode code, String text) {
        if (!countUnrecorded(requests)) {
            return false;
        }
        for (int i = 0; i < requests; i++) {
            wording.refuse(code, text, exchange, turn.output);
        }
        return true;
    }

    /** As {@link #replaceReplies}, for a protocol that has no words for an error. */
    boolean withdrawReplies(int requests) {
        return countUnrecorded(requests);
    }

    private boolean countUnrecorded(int requests) {
        if (recorder.isPresent()) {
            counters.errors += requests - errorsOfTurn(requests);
        }
        return recorder.isPresent();
    }

    /** How many of these replaced replies were errors already, and counted. */
    private int errorsOfTurn(int requests) {
        int errors = turn.number() == errorsTurn ? Math.min(errorsInTurn, requests) : 0;
        errorsInTurn -= errors;
        return errors;
    }

    private void countError() {
        counters.errors++;
        if (turn.number() != errorsTurn) {
            errorsTurn = turn.number();
            errorsInTurn = 0;
        }
        errorsInTurn++;
    }

    private void begin(Peer peer) {
        asking = peer;
        exchange.reading = turn.reading();
    }

    private void record(Peer peer, byte[] line, int from, int to, int replyFrom) {
        if (!exchange.isRecorded || peer.isCheck()) {
            counters.unrecorded++;
            return;
        }
        counters.answered++;
        outcomes.count(exchange.error);
        if (exchange.error.isPresent()) {
            countError();
        }
        if (recorder.isPresent()) {
            recorder.get().record(peer, line, from, to, exchange, exchange.replyFrom(replyFrom));
        }
    }
}
