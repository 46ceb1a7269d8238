package io.timeserverd.server;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.Durations;
import io.timeserverd.journal.Journal;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.place.Places;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.Status;
import io.timeserverd.zone.ZoneSet;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Makes the reply to {@code status}: the counters of all parts of the daemon, under the names that operators see. */
final class StatusReport {
    private final EventLoop loop;
    private final Turn turn;
    private final Journal journal;
    private final Counters counters;
    private final MemoryAccount memory;
    private final Supplier<ClockFacts> clockFacts;
    private final String version;
    private final long startedNs;
    private Limits limits;
    private DescriptorLimit descriptors;
    private ZoneSet zones;
    private Places places;

    /**
     * @param memory the total account of all clients
     * @param version the release of the program
     */
    StatusReport(
            EventLoop loop,
            Turn turn,
            Journal journal,
            Counters counters,
            MemoryAccount memory,
            Supplier<ClockFacts> clockFacts,
            String version) {
        this.loop = loop;
        this.turn = turn;
        this.journal = journal;
        this.counters = counters;
        this.memory = memory;
        this.clockFacts = clockFacts;
        this.version = version;
        this.startedNs = loop.nowNs();
    }

    void limit(Limits newLimits, DescriptorLimit newDescriptors) {
        limits = newLimits;
        descriptors = newDescriptors;
    }

    void use(ZoneSet newZones, Places newPlaces) {
        zones = newZones;
        places = newPlaces;
    }

    /** The status at the reading of {@code exchange}. */
    Status of(Exchange exchange) {
        Map<String, Long> named = counters.named();
        named.put("answered", counters.answered - turn.uncommitted()); // as many as the journal has counted
        named.put("connections-limit", (long) limits.connections());
        if (descriptors.limit() != DescriptorLimit.UNLIMITED) {
            named.put("descriptors-limit", descriptors.limit());
        }
        for (MemoryAccount.Kind kind : MemoryAccount.Kind.values()) {
            named.put("held-" + kind.name().toLowerCase(Locale.ROOT) + "-bytes", memory.held(kind));
        }
        Journal.Status written = journal.status();
        named.put("journalled", written.journalled());
        named.put("summarised", written.summarised());
        named.put("lost", written.lost());
        named.put("journal-torn", (long) written.torn());
        named.put("journal-aside", (long) written.aside());
        named.put("journal-segments", (long) written.segments());
        named.put("journal-bytes", written.bytes());
        named.put("journal-aside-bytes", written.asideBytes());
        named.put("journal-deleted-segments", written.deletedSegments());
        named.put("journal-deleted-records", written.deletedRecords());
        named.put("journal-to-convert", (long) written.toConvert());
        named.put("journal-write-max-us", TimeUnit.NANOSECONDS.toMicros(written.longestWriteNs()));
        Durations turns = loop.turnTimes();
        named.put("turns", turns.count());
        named.put("turn-p50-us", TimeUnit.NANOSECONDS.toMicros(turns.withinNs(0.5)));
        named.put("turn-p99-us", TimeUnit.NANOSECONDS.toMicros(turns.withinNs(0.99)));
        named.put("turn-max-us", TimeUnit.NANOSECONDS.toMicros(turns.longestNs()));
        ClockFacts source = clockFacts.get();
        named.put("clock-steps", source.steps());
        named.put("host-steps", source.hostSteps());
        return new Status(
                version,
                TimeUnit.NANOSECONDS.toSeconds(loop.nowNs() - startedNs),
                source,
                exchange.reading,
                zones.release(),
                zones.source(),
                places.release(),
                written.problem(),
                named);
    }
}
