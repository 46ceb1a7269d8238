package io.timeserverd.journal;

import io.timeserverd.journal.JournalOptions.ClientDetail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which records, and in which order. Records are found by id, time, client and zone without reading
 * the others; the predicate sees what is left.
 *
 * @param fromId no record with a smaller id
 * @param since no record before, by journal time
 * @param until only records before, by journal time
 * @param client only records of these clients, or empty for all
 * @param zone only records of the zone with exactly this id, or empty for all
 * @param where only records that it accepts
 * @param reverse newest first
 * @param limit at most so many records
 */
public record Query(
        long fromId,
        Instant since,
        Instant until,
        Optional<AddressRange> client,
        String zone,
        Predicate<JournalRecord> where,
        boolean reverse,
        long limit) {

    /** Every record, oldest first. */
    public static Query all() {
        return new Query(0, Instant.MIN, Instant.MAX, Optional.empty(), "", anything -> true, false, Long.MAX_VALUE);
    }

    public Query withFromId(long id) {
        return new Query(id, since, until, client, zone, where, reverse, limit);
    }

    public Query withSince(Instant instant) {
        return new Query(fromId, instant, until, client, zone, where, reverse, limit);
    }

    public Query withUntil(Instant instant) {
        return new Query(fromId, since, instant, client, zone, where, reverse, limit);
    }

    public Query withClient(AddressRange range) {
        return new Query(fromId, since, until, Optional.of(range), zone, where, reverse, limit);
    }

    public Query withZone(String id) {
        return new Query(fromId, since, until, client, id, where, reverse, limit);
    }

    /** Has {@code look} run for each record that is read, whether it matches or not. */
    public Query seenBy(Runnable look) {
        Predicate<JournalRecord> seen = each -> {
            look.run();
            return true;
        };
        return new Query(fromId, since, until, client, zone, seen.and(where), reverse, limit);
    }

    /** Narrows it by one more condition. */
    public Query and(Predicate<JournalRecord> condition) {
        return new Query(fromId, since, until, client, zone, where.and(condition), reverse, limit);
    }

    public Query newestFirst() {
        return new Query(fromId, since, until, client, zone, where, true, limit);
    }

    public Query withLimit(long records) {
        return new Query(fromId, since, until, client, zone, where, reverse, records);
    }

    /** Keys that every {@link Filter} of a block with a match holds. */
    List<Long> keys() {
        var keys = new ArrayList<Long>();
        client.flatMap(Query::key).ifPresent(keys::add);
        if (!zone.isEmpty()) {
            keys.add(Filter.zone(zone));
        }
        return keys;
    }

    private static Optional<Long> key(AddressRange range) {
        var bytes = range.address().getAddress().length;
        var prefix = 8 * ClientDetail.prefixBytes(bytes);
        if (range.bits() == 8 * bytes) {
            return Optional.of(Filter.address(range.address()));
        }
        return range.bits() >= prefix ? Optional.of(Filter.prefix(range.address())) : Optional.empty();
    }

    /** Makes a record of the row that was read last, and keeps it if it matches. */
    void take(FrameReader row, Entry entry, List<JournalRecord> matches) {
        var timeNs = row.timeNs();
        if (row.id() >= fromId
                && timeNs >= Times.nanos(since)
                && timeNs < Times.nanos(until)
                && (zone.isEmpty() || zone.equals(entry.zone))
                && (client.isEmpty() || (entry.client != null && client.get().contains(entry.client)))) {
            var each = JournalRecord.of(row.id(), entry);
            if (where.test(each)) {
                matches.add(each);
            }
        }
    }
}
