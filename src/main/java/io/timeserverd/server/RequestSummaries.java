package io.timeserverd.server;

import io.timeserverd.clock.Reading;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.Journal;
import io.timeserverd.journal.Listener;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Summarises the requests of a turn from clients that have filled their share of the journal: one entry for each client,
 * listener and outcome, instead of one for each request.
 */
final class RequestSummaries {
    /** Requests with the same key become one entry. */
    private record Key(JournalShares.Account client, Listener listener, String outcome) {}

    private final JournalShares shares;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    RequestSummaries(JournalShares shares) {
        this.shares = shares;
    }

    /** Adds a request with this outcome. */
    void add(Peer peer, Listener listener, String outcome, Reading reading) {
        Entry entry = entries.computeIfAbsent(
                new Key(peer.client().journal(), listener, outcome), key -> begin(peer, listener, outcome, reading));
        entry.count++;
        entry.last(reading.epochSecond(), reading.nano());
        entry.answeredEpochSecond = reading.epochSecond();
        entry.answeredNano = reading.nano();
    }

    private static Entry begin(Peer peer, Listener listener, String outcome, Reading reading) {
        var entry = new Entry();
        entry.summary = true;
        entry.count = 0;
        entry.time(reading.epochSecond(), reading.nano());
        entry.client = peer.address().orElse(null);
        entry.listener = listener;
        entry.outcome = outcome;
        entry.clockState = reading.state();
        entry.errorBoundNs = reading.errorBoundNs();
        return entry;
    }

    /** Moves the summaries into the journal. */
    void append(Journal journal) {
        if (!entries.isEmpty()) {
            entries.forEach((key, entry) -> shares.summarised(key.client, journal.append(entry)));
            entries.clear();
        }
    }
}
