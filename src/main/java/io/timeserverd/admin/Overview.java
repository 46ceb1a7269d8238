package io.timeserverd.admin;

import io.timeserverd.admin.sums.Tally;
import io.timeserverd.conf.Addresses;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.protocol.Json;
import java.net.InetAddress;
import java.time.Instant;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the plot, the totals and the most frequent values of many records for the console, in bounded memory. */
final class Overview {
    /**
     * This many requests of 256 bytes, with counts and map, take about 25 MB. Two queries with all five tallies fit.
     */
    private static final int MAX_KEYS = 1 << 16;

    private static final int TOP = 10;

    /** The fields that records of a kind have in common. Clients are counted separately. */
    private static final List<CountedField> FIELDS =
            List.of(CountedField.PLACE, CountedField.ZONE, CountedField.REQUEST, CountedField.OUTCOME);

    private final RequestPlot plot;
    private final Map<CountedField, Tally> tallies = new EnumMap<>(CountedField.class);
    private final Tally clients = new Tally(MAX_KEYS);
    private final Map<InetAddress, String> texts = new HashMap<>();
    private long records;
    private long requests;
    private long errors;

    /** Begins an overview of records from {@code since} to {@code until}. */
    Overview(Instant since, Instant until) {
        plot = new RequestPlot(since, until);
        FIELDS.forEach(field -> tallies.put(field, new Tally(MAX_KEYS)));
    }

    /** Adds these records of a block. */
    void add(Block block, BitSet rows) {
        plot.add(block, rows);
        var byKind = new long[block.kinds().size()];
        var byClient = new long[block.clients().size()];
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            records++;
            byKind[block.kind(row)] += block.count(row);
            byClient[block.client(row)] += block.count(row);
        }
        for (int kind = 0; kind < byKind.length; kind++) {
            if (byKind[kind] > 0) {
                add(block.kinds().get(kind), byKind[kind]);
            }
        }
        for (int client = 0; client < byClient.length; client++) {
            if (byClient[client] > 0) {
                clients.add(text(block.clients().get(client)), byClient[client]);
            }
        }
    }

    private void add(JournalRecord kind, long count) {
        requests += count;
        errors += kind.outcome().equals(Entry.OK) ? 0 : count;
        tallies.forEach((field, tally) -> tally.add(field.of(kind), count));
    }

    /** Remembers the text of an address: making it takes longer than all else, and most clients are in many blocks. */
    private String text(Optional<InetAddress> client) {
        if (client.isEmpty()) {
            return CountedField.NOTHING;
        }
        if (texts.size() == MAX_KEYS) {
            texts.clear();
        }
        return texts.computeIfAbsent(client.get(), Addresses::text);
    }

    void putInto(Json object) {
        object.put("records", records).put("requests", requests).put("errors", errors);
        plot.putInto(object);
        object.open("top");
        put(object, CountedField.CLIENT, clients);
        tallies.forEach((field, tally) -> put(object, field, tally));
        object.close();
    }

    private static void put(Json object, CountedField field, Tally tally) {
        object.open(field.word()).put("keys", tally.keys()).put("doubt", tally.doubt());
        object.openArray("most");
        for (Tally.Count each : tally.most(TOP)) {
            object.openElement().put("key", each.key()).put("count", each.count());
            object.close();
        }
        object.closeArray().close();
    }
}
