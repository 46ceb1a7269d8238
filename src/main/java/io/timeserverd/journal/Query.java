package io.timeserverd.journal;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Says which records to read, and in which order. Ids and times let a reader skip whole parts of the journal; the other
 * conditions are tested on each record. Client and port have conditions of their own, so that a reader that keeps them
 * apart from the rest of a record can test each value once.
 *
 * @param fromId no record with a smaller id
 * @param endId only records with a smaller id
 * @param since no record with an earlier time
 * @param until only records with an earlier time
 * @param client only records whose client this accepts; the client of a record may be unknown
 * @param port only records whose port this accepts; 0 if it is unknown
 * @param where only records that this accepts
 * @param reverse newest first
 * @param limit at most this many records
 */
public record Query(
        long fromId,
        long endId,
        Instant since,
        Instant until,
        Predicate<Optional<InetAddress>> client,
        IntPredicate port,
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
                anyone -> true,
                any -> true,
                anything -> true,
                false,
                Long.MAX_VALUE);
    }

    public Query withFromId(long id) {
        return new Query(id, endId, since, until, client, port, where, reverse, limit);
    }

    public Query withEndId(long id) {
        return new Query(fromId, id, since, until, client, port, where, reverse, limit);
    }

    public Query withSince(Instant instant) {
        return new Query(fromId, endId, instant, until, client, port, where, reverse, limit);
    }

    public Query withUntil(Instant instant) {
        return new Query(fromId, endId, since, instant, client, port, where, reverse, limit);
    }

    /** Only records of clients in this range. */
    public Query withClient(AddressRange range) {
        return withClients(each -> each.isPresent() && range.contains(each.get()));
    }

    public Query withClients(Predicate<Optional<InetAddress>> clients) {
        return new Query(fromId, endId, since, until, clients, port, where, reverse, limit);
    }

    public Query withPorts(IntPredicate ports) {
        return new Query(fromId, endId, since, until, client, ports, where, reverse, limit);
    }

    /** The same query, which runs {@code look} for each record of the range and period, whether it matches or not. */
    public Query seenBy(Runnable look) {
        Predicate<Optional<InetAddress>> seen = each -> {
            look.run();
            return client.test(each);
        };
        return new Query(fromId, endId, since, until, seen, port, where, reverse, limit);
    }

    /** Adds a condition. */
    public Query and(Predicate<JournalRecord> condition) {
        return new Query(fromId, endId, since, until, client, port, where.and(condition), reverse, limit);
    }

    public Query newestFirst() {
        return new Query(fromId, endId, since, until, client, port, where, true, limit);
    }

    public Query withLimit(long records) {
        return new Query(fromId, endId, since, until, client, port, where, reverse, records);
    }

    /** Whether a part may have a record that matches. */
    boolean mayMatch(PartStats part) {
        return part.lastId() >= fromId
                && part.firstId() < endId
                && part.greatestNs() >= Times.nanos(since)
                && part.leastNs() < Times.nanos(until);
    }

    /** Whether a record matches. */
    public boolean matches(JournalRecord each) {
        return each.id() >= fromId
                && each.id() < endId
                && !each.time().isBefore(since)
                && each.time().isBefore(until)
                && client.test(each.client())
                && port.test(each.port())
                && where.test(each);
    }
}
