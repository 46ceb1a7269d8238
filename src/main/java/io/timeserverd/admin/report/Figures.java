package io.timeserverd.admin.report;

import io.timeserverd.admin.sums.Tally;
import io.timeserverd.admin.sums.Totals;
import io.timeserverd.journal.Chain;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Listener;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Everything that is counted for a period, over the records of one or more journals. */
public final class Figures {
    /** The number of different places, and of zones, that are counted exactly; takes about 10 MB for each of the two. */
    private static final int MAX_KEYS = 100_000;

    /** The requests of one listener. */
    static final class OfListener {
        private long requests;
        private long errors;

        long requests() {
            return requests;
        }

        long errors() {
            return errors;
        }
    }

    private final Span span;
    private final Totals totals = new Totals();
    private final Stretches timeline;
    private final Calendar calendar;
    private final Releases zoneReleases = new Releases();
    private final Releases placeReleases = new Releases();
    private final Tally zones = new Tally(MAX_KEYS);
    private final Tally places = new Tally(MAX_KEYS);
    private final Map<Listener, OfListener> listeners = new EnumMap<>(Listener.class);
    private final List<JournalHistory> histories = new ArrayList<>();

    /** @param span not empty */
    public Figures(Span span) {
        this.span = span;
        timeline = new Stretches(span);
        calendar = new Calendar(span);
    }

    /**
     * Begins the next journal.
     *
     * @param instance its name, or empty
     * @param chain its chain, if it has one
     * @return a consumer for all its records, in the order of their ids
     */
    public Consumer<JournalRecord> begin(String instance, Optional<Chain> chain) {
        var history = new JournalHistory(instance, span, chain);
        histories.add(history);
        return each -> {
            history.add(each);
            if (span.contains(each.time())) {
                add(each);
            }
        };
    }

    private void add(JournalRecord each) {
        totals.add(each);
        timeline.add(each);
        calendar.add(each);
        if (!each.zone().isEmpty()) {
            zones.add(each.zone(), each.count());
        }
        if (!each.place().isEmpty()) {
            places.add(each.place(), each.count());
        }
        zoneReleases.add(each.zoneRelease(), each.time(), each.lastTime(), each.count());
        placeReleases.add(each.placeRelease(), each.time(), each.lastTime(), each.count());
        OfListener listener = listeners.computeIfAbsent(each.listener(), its -> new OfListener());
        listener.requests += each.count();
        listener.errors += Totals.isError(each) ? each.count() : 0;
    }

    /** To be called after all records of all journals. */
    public void end() {
        histories.forEach(JournalHistory::end);
    }

    Span span() {
        return span;
    }

    Totals totals() {
        return totals;
    }

    Stretches timeline() {
        return timeline;
    }

    Calendar calendar() {
        return calendar;
    }

    Releases zoneReleases() {
        return zoneReleases;
    }

    Releases placeReleases() {
        return placeReleases;
    }

    /** Requests by zone, without those that had no zone. */
    Tally zones() {
        return zones;
    }

    /** Requests by place, without those that had no place. */
    Tally places() {
        return places;
    }

    /** Only the listeners that had requests. */
    Map<Listener, OfListener> listeners() {
        return listeners;
    }

    /** One for each journal, in the order in which they were begun. */
    List<JournalHistory> histories() {
        return histories;
    }
}
