package io.timeserverd.server;

import io.timeserverd.clock.Reading;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.Listener;
import io.timeserverd.protocol.Exchange;
import java.net.InetAddress;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Puts the requests of one listener, with their outcomes, into the journal. */
final class JournalRecorder {
    private final Turn turn;
    private final Entry entry = new Entry();
    private final CRC32C crc = new CRC32C();

    JournalRecorder(Turn turn, Listener listener) {
        this.turn = turn;
        entry.listener = listener;
    }

    /** Names the data by which requests are answered from now on. */
    void releases(String zones, String places) {
        entry.zoneRelease = zones;
        entry.placeRelease = places;
    }

    /**
     * Records a request and its reply.
     *
     * @param client empty where it is not known
     * @param line bytes of which {@code [from, to)} is the request
     * @param replyFrom where the reply begins in the turn's output; it extends to the end
     */
    void record(Optional<InetAddress> client, byte[] line, int from, int to, Exchange exchange, int replyFrom) {
        Reading reading = exchange.reading;
        entry.epochSecond = reading.epochSecond();
        entry.nano = reading.nano();
        entry.answeredEpochSecond = exchange.epochSecond;
        entry.answeredNano = exchange.nano;
        entry.client = client.orElse(null);
        entry.requestLength = Math.min(to - from, entry.request.length);
        System.arraycopy(line, from, entry.request, 0, entry.requestLength);
        entry.questionId = exchange.questionId;
        // Optional.map would make an object for each request.
        entry.outcome = exchange.error.isPresent() ? exchange.error.get().text() : Entry.OK;
        entry.place = exchange.label;
        entry.country = exchange.place.isPresent() ? exchange.place.get().countryCode() : "";
        entry.zone = exchange.place.isPresent() ? exchange.place.get().zone().id() : "";
        entry.format = exchange.format;
        entry.clockState = reading.state();
        entry.errorBoundNs = reading.errorBoundNs();
        crc.reset();
        crc.update(turn.output.array(), replyFrom, turn.output.length() - replyFrom);
        entry.replyCrc = (int) crc.getValue();
        turn.append(entry);
    }
}
