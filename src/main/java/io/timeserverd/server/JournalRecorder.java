package io.timeserverd.server;

import io.timeserverd.clock.Reading;
import io.timeserverd.conf.Addresses;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.Listener;
import io.timeserverd.log.Log;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.RequestParser;
import java.util.zip.CRC32C;

/** Writes the requests of one listener and their outcomes into the journal. */
final class JournalRecorder {
    private final Turn turn;
    private final JournalShares shares;
    private final Entry entry = new Entry();
    private final CRC32C crc = new CRC32C();

    JournalRecorder(Turn turn, JournalShares shares, Listener listener) {
        this.turn = turn;
        this.shares = shares;
        entry.listener = listener;
    }

    /** Sets the releases of the data that answer requests from now on. */
    void releases(String zones, String places) {
        entry.zoneRelease = zones;
        entry.placeRelease = places;
    }

    /**
     * Records a request, its outcome and the checksum of its reply. Bytes that are not text are not kept.
     *
     * @param peer the peer that sent the request
     * @param line the request is {@code line[from, to)}
     * @param replyFrom where the reply begins in the turn's output; it ends with the output
     */
    void record(Peer peer, byte[] line, int from, int to, Exchange exchange, int replyFrom) {
        // without Optional.map, which would make an object for each request
        String outcome = exchange.error.isPresent() ? exchange.error.get().text() : Entry.OK;
        if (shares.mustSummarise(peer.client().journal())) {
            turn.summarise(peer, entry.listener, outcome);
            if (shares.isFirstSummarised(peer.client().journal())) {
                String client = peer.address().map(Addresses::text).orElse("");
                Log.warn("journal-share-filled", "client", client, "requests", "summarised for an hour at most");
            }
            return;
        }
        Reading reading = exchange.reading;
        entry.time(reading.epochSecond(), reading.nano());
        entry.answeredEpochSecond = exchange.epochSecond;
        entry.answeredNano = exchange.nano;
        entry.client = peer.address().orElse(null);
        entry.port = peer.port();
        boolean keepsText = exchange.error.isEmpty()
                || exchange.error.get() != ErrorCode.BAD_REQUEST
                || RequestParser.isText(line, from, to);
        entry.requestLength = keepsText ? Math.min(to - from, entry.request.length) : 0;
        System.arraycopy(line, from, entry.request, 0, entry.requestLength);
        entry.questionId = exchange.questionId;
        entry.outcome = outcome;
        entry.place = exchange.label;
        entry.country = exchange.place.isPresent() ? exchange.place.get().countryCode() : "";
        entry.zone = exchange.place.isPresent() ? exchange.place.get().zone().id() : "";
        entry.format = exchange.format;
        entry.clockState = reading.state();
        entry.errorBoundNs = reading.errorBoundNs();
        crc.reset();
        crc.update(turn.output.array(), replyFrom, turn.output.length() - replyFrom);
        entry.replyCrc = (int) crc.getValue();
        shares.journalled(peer.client().journal(), turn.append(entry));
    }
}
