package io.timeserverd.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which records, and in which order. By id and time whole parts of the journal are passed over unread;
 * everything else is found by reading.
 *
 * @param fromId no record with a smaller id
 * @param endId only records with a smaller id
 * @param since no record before, by their time, as the clock read it
 * @param until only records before, by their time, as the clock read it
 * @param client only records of these clients, or empty for all
 * @param zone only records of the zone with exactly this id, or empty for all
 * @param where only records that it accepts
 * @param reverse newest first
 * @param limit at most so many records
 */
public record Query(
        long fromId,
        long endId,
        Instant since,
        Instant until,
        Optional<AddressRange> client,
        String zone,
        Predicate<JournalRecord> where,
        boolean reverse,
        long limit) {

    /** Every record, oldest first. */
    public static Query all() {
        return new Query(
                0,
                Long.MAX_VALUE,
                Instant.MIN,
                Instant.MAX,
                Optional.empty(),
                "",
                anything -> true,
                false,
                Long.MAX_VALUE);
    }

    public Query withFromId(long id) {
        return new Query(id, endId, since, until, client, zone, where, reverse, limit);
    }

    public Query withEndId(long id) {
        return new Query(fromId, id, since, until, client, zone, where, reverse, limit);
    }

    public Query withSince(Instant instant) {
        return new Query(fromId, endId, instant, until, client, zone, where, reverse, limit);
    }

    public Query withUntil(Instant instant) {
        return new Query(fromId, endId, since, instant, client, zone, where, reverse, limit);
    }

    public Query withClient(AddressRange range) {
        return new Query(fromId, endId, since, until, Optional.of(range), zone, where, reverse, limit);
    }

    public Query withZone(String id) {
        return new Query(fromId, endId, since, until, client, id, where, reverse, limit);
    }

    /** Has {@code look} run for each record that is read, whether it matches or not. */
    public Query seenBy(Runnable look) {
        Predicate<JournalRecord> seen = each -> {
            look.run();
            return true;
        };
        return new Query(fromId, endId, since, until, client, zone, seen.and(where), reverse, limit);
    }

    /** Narrows it by one more condition. */
    public Query and(Predicate<JournalRecord> condition) {
        return new Query(fromId, endId, since, until, client, zone, where.and(condition), reverse, limit);
    }

    public Query newestFirst() {
        return new Query(fromId, endId, since, until, client, zone, where, true, limit);
    }

    public Query withLimit(long records) {
        return new Query(fromId, endId, since, until, client, zone, where, reverse, records);
    }

    /** Whether a part can hold a record that matches. */
    boolean mayMatch(PartStats part) {
        return part.lastId() >= fromId
                && part.firstId() < endId
                && part.greatestNs() >= Times.nanos(since)
                && part.leastNs() < Times.nanos(until);
    }

    /** Whether it wants this record. */
    public boolean matches(JournalRecord each) {
        return each.id() >= fromId
                && each.id() < endId
                && !each.time().isBefore(since)
                && each.time().isBefore(until)
                && (zone.isEmpty() || zone.equals(each.zone()))
                && (client.isEmpty()
                        || (each.client().isPresent()
                                && client.get().contains(each.client().get())))
                && where.test(each);
    }
}
