package io.timeserverd.admin;

import io.timeserverd.clock.ClockState;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Listener;
import io.timeserverd.journal.Query;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The records of a range of ids, stored as columns in a tenth of the memory. Records with the same request, outcome and
 * place are of one {@link Kind}. Each kind is stored once, and so is each client. Immutable.
 *
 * <p>A query is tested once for each client and once for each kind of record. So its {@link Query#where} must not depend on
 * anything in which records of one kind differ: id, times, client, port, count, format, releases, checksum. No filter of this
 * program does.
 */
final class Block {
    /** The most ids of a block, so that 16 bits are enough for the numbers of its kinds and clients. */
    static final int MOST = 1 << 16;

    private static final int ROW_BYTES = 8 + 8 + 4 + 4 * 2;
    private static final int KIND_BYTES = 400;
    private static final int CLIENT_BYTES = 72;

    private final List<JournalRecord> kinds = new ArrayList<>();
    private final List<Optional<InetAddress>> clients = new ArrayList<>();
    private final long firstId;
    private final int rows;
    private final char[] ids;
    private final char[] kind;
    private final char[] client;
    private final char[] port;
    private final int[] counts;
    private final long[] timesNs;
    private final long[] boundsNs;

    /** What records of a kind have in common. */
    private record Kind(
            String request,
            String outcome,
            String place,
            String country,
            String zone,
            Listener listener,
            ClockState clockState,
            boolean summary) {
        static Kind of(JournalRecord each) {
            return new Kind(
                    each.requestText(),
                    each.outcome(),
                    each.place(),
                    each.country(),
                    each.zone(),
                    each.listener(),
                    each.clockState(),
                    each.summary());
        }
    }

    /**
     * Copies records.
     *
     * @param firstId no record has a smaller id, or one that is greater by {@link #MOST} or more
     */
    Block(long firstId, List<JournalRecord> records) {
        this.firstId = firstId;
        rows = records.size();
        ids = new char[rows];
        kind = new char[rows];
        client = new char[rows];
        port = new char[rows];
        counts = new int[rows];
        timesNs = new long[rows];
        boundsNs = new long[rows];
        var kindNumbers = new HashMap<Kind, Integer>();
        var ofRequest = new IdentityHashMap<byte[], Integer>();
        var clientNumbers = new HashMap<Optional<InetAddress>, Integer>();
        for (int row = 0; row < rows; row++) {
            JournalRecord each = records.get(row);
            ids[row] = (char) (each.id() - firstId);
            Integer known = ofRequest.get(each.request());
            if (known == null || !isAlike(each, kinds.get(known))) {
                known = number(Kind.of(each), each, kindNumbers, kinds);
                ofRequest.put(each.request(), known);
            }
            kind[row] = (char) known.intValue();
            client[row] = (char) number(each.client(), each.client(), clientNumbers, clients);
            port[row] = (char) each.port();
            counts[row] = each.count();
            timesNs[row] = nanos(each.time());
            boundsNs[row] = each.errorBoundNs();
        }
    }

    /**
     * Whether a record is of the same kind as another one with the same array as its request. The records of a node
     * share these arrays, and comparing arrays by identity is quicker than comparing texts.
     */
    private static boolean isAlike(JournalRecord each, JournalRecord other) {
        return each.outcome().equals(other.outcome())
                && each.place().equals(other.place())
                && each.country().equals(other.country())
                && each.zone().equals(other.zone())
                && each.listener() == other.listener()
                && each.clockState() == other.clockState()
                && each.summary() == other.summary();
    }

    private static <K, V> int number(K key, V value, Map<K, Integer> numbers, List<V> values) {
        Integer known = numbers.putIfAbsent(key, values.size());
        if (known == null) {
            values.add(value);
            return values.size() - 1;
        }
        return known;
    }

    private static long nanos(Instant instant) {
        long second = TimeUnit.SECONDS.toNanos(instant.getEpochSecond());
        return second == Long.MAX_VALUE ? second : second + instant.getNano();
    }

    /** The rows that match a query. Its order and its limit do not matter. */
    BitSet matching(Query query) {
        var wantedKinds = new BitSet(kinds.size());
        for (int number = 0; number < kinds.size(); number++) {
            JournalRecord each = kinds.get(number);
            wantedKinds.set(number, query.where().test(each));
        }
        var wantedClients = new BitSet(clients.size());
        for (int number = 0; number < clients.size(); number++) {
            wantedClients.set(number, query.client().test(clients.get(number)));
        }
        long sinceNs = nanos(query.since());
        long untilNs = nanos(query.until());
        var matching = new BitSet(rows);
        for (int row = 0; row < rows; row++) {
            matching.set(
                    row,
                    timesNs[row] >= sinceNs
                            && timesNs[row] < untilNs
                            && wantedKinds.get(kind[row])
                            && wantedClients.get(client[row])
                            && query.port().test(port[row])
                            && id(row) >= query.fromId()
                            && id(row) < query.endId());
        }
        return matching;
    }

    long id(int row) {
        return firstId + ids[row];
    }

    /** The number of a row's kind. */
    int kind(int row) {
        return kind[row];
    }

    /** The number of a row's client. */
    int client(int row) {
        return client[row];
    }

    /** How many requests a row stands for. */
    int count(int row) {
        return counts[row];
    }

    long epochSecond(int row) {
        return Math.floorDiv(timesNs[row], TimeUnit.SECONDS.toNanos(1));
    }

    long boundNs(int row) {
        return boundsNs[row];
    }

    /** One record of each kind. */
    List<JournalRecord> kinds() {
        return kinds;
    }

    List<Optional<InetAddress>> clients() {
        return clients;
    }

    /** About how much memory it takes. */
    long bytes() {
        long kindBytes = kinds.stream()
                .mapToLong(each ->
                        KIND_BYTES + each.request().length + each.place().length())
                .sum();
        return (long) ROW_BYTES * rows + kindBytes + (long) CLIENT_BYTES * clients.size();
    }
}
