package io.timeserverd.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long to look, and at what.
 *
 * @param name as the head of the table has it; empty for a run that takes its time
 * @param targetsOnly whether to leave out what no target speaks of
 * @param warmUpBound seconds for a server to compile what it does most, at most
 * @param rounds of every comparison
 * @param roundNs length of one side of a round, all its parts together
 * @param latencyNs length of a run at a fixed rate, all rounds together
 * @param newcomersNs length of a round of newcomers
 * @param starts of each kind
 * @param patienceNs for what was disturbed to be measured again, all of it together
 * @param journals records in the journal, for the cost against its size
 * @param idle open connections, for the cost against their number
 * @param records in the journal that is read
 * @param pieceNs length of a round of a piece
 */
record Plan(
        String name,
        boolean targetsOnly,
        int warmUpBound,
        int rounds,
        long roundNs,
        long latencyNs,
        long newcomersNs,
        int starts,
        long patienceNs,
        List<Integer> journals,
        List<Integer> idle,
        int records,
        long pieceNs) {
    static final Plan FULL = new Plan(
            "",
            false,
            40,
            10,
            TimeUnit.SECONDS.toNanos(2),
            TimeUnit.SECONDS.toNanos(60),
            TimeUnit.SECONDS.toNanos(4),
            5,
            TimeUnit.MINUTES.toNanos(10),
            List.of(100_000, 300_000, 1_000_000, 3_000_000, 10_000_000),
            List.of(10, 100, 1000, 10_000),
            10_000_000,
            TimeUnit.MILLISECONDS.toNanos(500));

    /** What the targets speak of, in minutes. */
    static final Plan BRIEF = new Plan(
            "brief, so only ratios of sides of this run mean something, and only where they differ much; ",
            true,
            15,
            4,
            TimeUnit.SECONDS.toNanos(1),
            TimeUnit.SECONDS.toNanos(8),
            TimeUnit.SECONDS.toNanos(2),
            3,
            TimeUnit.MINUTES.toNanos(1),
            List.of(),
            List.of(),
            0,
            0);

    /** Whether everything works; its figures mean little. */
    static final Plan QUICK = new Plan(
            "only tried, so the figures mean little; ",
            false,
            40,
            3,
            TimeUnit.SECONDS.toNanos(1),
            TimeUnit.SECONDS.toNanos(6),
            TimeUnit.SECONDS.toNanos(1),
            5,
            0,
            List.of(100_000, 1_000_000),
            List.of(10, 1000, 10_000),
            2_000_000,
            TimeUnit.MILLISECONDS.toNanos(100));

    String describe() {
        return name + rounds + " rounds of " + TimeUnit.NANOSECONDS.toSeconds(roundNs) + " s, ";
    }
}
