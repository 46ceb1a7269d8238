package io.timeserverd.admin;

import io.timeserverd.admin.sums.Tally;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.protocol.Json;
import java.net.InetAddress;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the console tells of many records: their plot, totals, and what is most frequent among them. In bounded memory. */
final class Overview {
    /** So many requests of 256 bytes, their counts and the map take about 25 MB; two queries with all five fit into the heap. */
    private static final int MAX_KEYS = 1 << 16;

    private static final int TOP = 10;

    private static final List<CountedField> FIELDS = List.of(
            CountedField.CLIENT, CountedField.PLACE, CountedField.ZONE, CountedField.REQUEST, CountedField.OUTCOME);

    private final RequestPlot plot;
    private final Map<CountedField, Tally> tallies = new EnumMap<>(CountedField.class);
    private final Map<InetAddress, String> clients = new HashMap<>();
    private long records;
    private long requests;
    private long errors;

    /** Of records from {@code since} to {@code until}. */
    Overview(Instant since, Instant until) {
        plot = new RequestPlot(since, until);
        FIELDS.forEach(field -> tallies.put(field, new Tally(MAX_KEYS)));
    }

    void add(JournalRecord each) {
        records++;
        requests += each.count();
        errors += each.outcome().equals(Entry.OK) ? 0 : each.count();
        plot.add(each);
        tallies.forEach((field, tally) -> tally.add(text(field, each), each.count()));
    }

    /** Making the text of an address takes longer than all else, and most clients ask more than once. */
    private String text(CountedField field, JournalRecord each) {
        if (field != CountedField.CLIENT || each.client().isEmpty()) {
            return field.of(each);
        }
        if (clients.size() == MAX_KEYS) {
            clients.clear();
        }
        return clients.computeIfAbsent(each.client().get(), address -> field.of(each));
    }

    void putInto(Json object) {
        object.put("records", records).put("requests", requests).put("errors", errors);
        plot.putInto(object);
        object.open("top");
        tallies.forEach((field, tally) -> {
            object.open(field.word()).put("keys", tally.keys()).put("doubt", tally.doubt());
            object.openArray("most");
            for (var each : tally.most(TOP)) {
                object.openElement().put("key", each.key()).put("count", each.count());
                object.close();
            }
            object.closeArray().close();
        });
        object.close();
    }
}
