package io.timeserverd.admin;

import io.timeserverd.admin.sums.Rate;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Reading;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.protocol.Json;
import io.timeserverd.protocol.Output;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the requests of each stretch of time by outcome, and finds the greatest error bound of the clock in it. All
 * stretches have the same length and begin at round times in UTC.
 */
final class RequestPlot {
    private static final int STRETCHES = 150;

    /** This release has fewer outcomes, but a damaged journal may have any. */
    private static final int MAX_OUTCOMES = 32;

    private static final String OTHERS = "other";

    private final long stepSeconds;
    private final long first;
    private final int stretches;
    private final Map<String, long[]> requests = new TreeMap<>();

    /** The greatest error bound of each stretch, or {@link Reading#UNKNOWN}. */
    private final long[] boundsNs;

    /** How many requests of each stretch were answered by a clock that was not synchronised. */
    private final long[] unsynchronised;

    /** Covers the time from {@code since} to {@code until}. */
    RequestPlot(Instant since, Instant until) {
        long last = Math.max(since.getEpochSecond(), until.minusNanos(1).getEpochSecond());
        stepSeconds = Rate.length(last - since.getEpochSecond(), STRETCHES);
        first = Math.floorDiv(since.getEpochSecond(), stepSeconds);
        stretches = (int) (Math.floorDiv(last, stepSeconds) - first) + 1;
        boundsNs = new long[stretches];
        Arrays.fill(boundsNs, Reading.UNKNOWN);
        unsynchronised = new long[stretches];
    }

    /** Records outside the range count in its first or last stretch: the clock of the journal may differ from that of the host. */
    void add(Block block, BitSet rows) {
        List<JournalRecord> kinds = block.kinds();
        var counts = new long[kinds.size()][];
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            long stretch = Math.floorDiv(block.epochSecond(row), stepSeconds) - first;
            int index = (int) Math.max(0, Math.min(stretches - 1, stretch));
            int kind = block.kind(row);
            if (counts[kind] == null) {
                counts[kind] = counts(kinds.get(kind).outcome());
            }
            counts[kind][index] += block.count(row);
            boundsNs[index] = Math.max(boundsNs[index], block.boundNs(row));
            if (kinds.get(kind).clockState() != ClockState.SYNCHRONISED) {
                unsynchronised[index] += block.count(row);
            }
        }
    }

    private long[] counts(String outcome) {
        long[] counts = requests.get(outcome);
        if (counts == null) {
            String key = requests.size() < MAX_OUTCOMES ? outcome : OTHERS;
            counts = requests.computeIfAbsent(key, unknown -> new long[stretches]);
        }
        return counts;
    }

    void putInto(Json object) {
        Json plot = object.open("plot");
        plot.put("start", first * stepSeconds).put("step", stepSeconds).put("stretches", stretches);
        plot.open("outcomes");
        requests.forEach((outcome, counts) -> numbers(plot.key(outcome), counts));
        plot.close();
        numbers(plot.key("bounds_ns"), boundsNs);
        numbers(plot.key("unsynchronised"), unsynchronised);
        plot.close();
    }

    private static void numbers(Output out, long[] values) {
        out.put('[');
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                out.put(',');
            }
            out.number(values[i]);
        }
        out.put(']');
    }
}
