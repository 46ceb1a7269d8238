package io.timeserverd.server;

import io.timeserverd.conf.AddressSet;
import io.timeserverd.http.HttpErrors;
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
 * Answers requests into the turn's output, records them and counts them. Each kind of listener has one. Its responder changes
 * with the settings, between two turns.
 */
final class RequestHandler {
    private static final byte[] NOTHING = {};

    private final Turn turn;
    private final Clients clients;
    private final Counters counters;
    private final Optional<JournalRecorder> recorder;
    private final ErrorReply errorReply;
    private final Exchange exchange = new Exchange();
    private final Outcomes outcomes = new Outcomes();
    private Responder responder;
    private AddressSet statusReaders = AddressSet.EMPTY;

    // How many of the replies in turn number errorsTurn were errors. They are replaced by others if that turn cannot be
    // journalled.
    private int errorsInTurn;
    private long errorsTurn = -1;

    /** The peer whose request is being answered; {@code me} and {@code status} depend on it. */
    private Peer requester;

    /**
     * @param recorder empty for requests that are not journalled
     * @param errorReply writes the errors
     * @param facts makes the reply to {@code me}
     */
    RequestHandler(
            Turn turn,
            Clients clients,
            Counters counters,
            Optional<JournalRecorder> recorder,
            ErrorReply errorReply,
            Function<Peer, ClientFacts> facts) {
        this.turn = turn;
        this.clients = clients;
        this.counters = counters;
        this.recorder = recorder;
        this.errorReply = errorReply;
        exchange.client = () -> facts.apply(requester);
        exchange.fullStatus =
                () -> requester.address().map(statusReaders::contains).orElse(true);
    }

    /**
     * Sets the responder that answers from now on.
     *
     * @param zoneRelease the release of its zones, for the journal
     * @param placeRelease the release of its places
     * @param newStatusReaders addresses that may see the whole status
     */
    void answerBy(Responder newResponder, String zoneRelease, String placeRelease, AddressSet newStatusReaders) {
        responder = newResponder;
        statusReaders = newStatusReaders;
        recorder.ifPresent(each -> each.releases(zoneRelease, placeRelease));
    }

    /** The outcomes of its requests. */
    Outcomes outcomes() {
        return outcomes;
    }

    /** Takes one request from the quota of the peer's client. Returns false if the quota is spent. */
    boolean takeFromQuota(Peer peer) {
        if (!clients.limitsRate() || clients.takeFromQuota(peer.client())) {
            return true;
        }
        counters.rateLimited++;
        return false;
    }

    /** Replies how long the client has to wait until its quota allows a request. Does not count or record the request. */
    void refuseRateLimited(Peer peer) {
        begin(peer);
        errorReply.rateLimited(clients.secondsToWait(peer.client()), exchange, turn.output);
    }

    /**
     * Answers the request {@code line[from, to)} and records it. If the request has to search and may not, does neither and
     * returns {@link Exchange.Next#LATER}.
     *
     * @param choosing whether a menu was sent, so that a number is a choice
     * @param maySearch whether a request that searches may be answered now
     */
    Exchange.Next answer(Peer peer, boolean choosing, boolean maySearch, byte[] line, int from, int to) {
        return answer(peer, maySearch, line, from, to, (asked, out) -> {
            asked.choosing = choosing;
            responder.answer(line, from, to, asked, out);
        });
    }

    /** Writes the reply to one request. */
    interface ReplyWriter {
        /** Writes the reply to {@code out}, and the outcome to {@code exchange}. */
        void write(Exchange exchange, Output out);
    }

    /** Lets {@code writer} write the reply, and records {@code line[from, to)} as the request. */
    Exchange.Next answer(Peer peer, boolean maySearch, byte[] line, int from, int to, ReplyWriter writer) {
        int replyFrom = turn.output.length();
        begin(peer);
        exchange.choosing = false;
        exchange.maySearch = maySearch;
        try {
            writer.write(exchange, turn.output);
        } catch (RuntimeException e) { // a defect must not end the service for the other clients
            Log.error("internal-error", e, "request", new String(line, from, to - from, StandardCharsets.UTF_8));
            turn.output.truncate(replyFrom);
            errorReply.refuse(ErrorCode.INTERNAL, "this request met a defect of the server", exchange, turn.output);
        }
        if (exchange.next == Exchange.Next.LATER) {
            clients.returnToQuota(peer.client());
            return exchange.next;
        }
        if (exchange.transmitTimeAt >= 0) {
            turn.transmitTimeAt(exchange.transmitTimeAt);
        }
        record(peer, line, from, to, replyFrom);
        return exchange.next;
    }

    /** Replies with an error to an incomplete or foreign request. Records {@code line[from, to)}, the part of it that is kept. */
    void refuse(Peer peer, byte[] line, int from, int to, ErrorCode code, String text) {
        int replyFrom = turn.output.length();
        begin(peer);
        errorReply.refuse(code, text, exchange, turn.output);
        record(peer, line, from, Math.min(to, from + RequestParser.MAX_BYTES), replyFrom);
    }

    /** Replies with an error to input that is not an HTTP request, and records it without its text. */
    void refuseHttp(Peer peer, int status, String problem) {
        int replyFrom = turn.output.length();
        begin(peer);
        HttpErrors.refuse(status, ErrorCode.BAD_REQUEST, problem, exchange, turn.output);
        record(peer, NOTHING, 0, 0, replyFrom);
    }

    /**
     * Writes errors in place of replies whose requests could not be recorded.
     *
     * @return false if requests are not recorded here anyway, and the replies stay
     */
    boolean replaceReplies(int requests, ErrorCode code, String text) {
        if (!countUnrecorded(requests)) {
            return false;
        }
        for (int i = 0; i < requests; i++) {
            errorReply.refuse(code, text, exchange, turn.output);
        }
        return true;
    }

    /** As {@link #replaceReplies}, for a protocol without errors: nothing is written in place of the replies. */
    boolean withdrawReplies(int requests) {
        return countUnrecorded(requests);
    }

    private boolean countUnrecorded(int requests) {
        if (recorder.isPresent()) {
            counters.errors += requests - errorsOfTurn(requests);
        }
        return recorder.isPresent();
    }

    /** How many of these replaced replies were errors, and were counted as errors already. */
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
        requester = peer;
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
