package io.timeserverd.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long to look.
 *
 * @param rounds of every comparison
 * @param roundNs length of one side of a round, all its parts together
 * @param latencyNs length of a run at a fixed rate, all rounds together
 * @param patienceNs for what was disturbed to be measured again, all of it together
 * @param journals records in the journal, for the cost against its size
 * @param idle open connections, for the cost against their number
 * @param records in the journal that is read
 * @param pieceNs length of a round of a piece
 */
record Plan(
        int rounds,
        long roundNs,
        long latencyNs,
        long patienceNs,
        List<Integer> journals,
        List<Integer> idle,
        int records,
        long pieceNs) {
    static final Plan FULL = new Plan(
            10,
            TimeUnit.SECONDS.toNanos(2),
            TimeUnit.SECONDS.toNanos(60),
            TimeUnit.MINUTES.toNanos(10),
            List.of(100_000, 300_000, 1_000_000, 3_000_000, 10_000_000),
            List.of(10, 100, 1000, 10_000),
            10_000_000,
            TimeUnit.MILLISECONDS.toNanos(500));

    /** Whether everything works; its figures mean little. */
    static final Plan QUICK = new Plan(
            3,
            TimeUnit.SECONDS.toNanos(1),
            TimeUnit.SECONDS.toNanos(6),
            0,
            List.of(100_000, 1_000_000),
            List.of(10, 1000, 10_000),
            2_000_000,
            TimeUnit.MILLISECONDS.toNanos(100));

    String describe() {
        return rounds + " rounds of " + TimeUnit.NANOSECONDS.toSeconds(roundNs) + " s, ";
    }
}
