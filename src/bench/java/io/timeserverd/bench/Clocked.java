package io.timeserverd.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A server whose clients' waits are measured.
 *
 * @param p99 of each round, in milliseconds
 * @param p999 of each round, in milliseconds
 * @param slowSeconds of each round, in which a client waited more than {@link #PAUSE_NS}
 * @param all latencies, in nanoseconds
 */
record Clocked(
        String name, Subject subject, Dialogue dialogue, Series p99, Series p999, Series slowSeconds, Histogram all) {
    static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(10);

    Clocked(String name, Subject subject, Dialogue dialogue) {
        this(name, subject, dialogue, new Series(), new Series(), new Series(), histogram());
    }

    static Clocked of(Side side) {
        return new Clocked(side.name(), side.subject(), side.dialogue());
    }

    /** Makes a histogram of nanoseconds. */
    static Histogram histogram() {
        return new Histogram(TimeUnit.SECONDS.toNanos(100), 3);
    }

    /** Adds a round, which is over. Its parts follow one another and take a second or longer each. */
    void round(List<Histogram> parts) {
        Histogram round = histogram();
        parts.forEach(round::add);
        all.add(round);
        p99.add(round.getValueAtPercentile(99) / 1e6);
        p999.add(round.getValueAtPercentile(99.9) / 1e6);
        slowSeconds.add((double)
                parts.stream().filter(part -> part.getMaxValue() > PAUSE_NS).count());
    }

    double millis(double percentile) {
        return all.getValueAtPercentile(percentile) / 1e6;
    }

    /**
     * So many connections begin a second, come what may. The server is idle afterwards: what it has put off must not take from
     * the next one's time.
     */
    OneShots.Result openLoop(FiguresTable table, double perSecond, long durationNs) throws IOException {
        try (var load = new OneShots(subject.port(), dialogue)) {
            OneShots.Result result = load.openLoop(perSecond, durationNs);
            noteFailures(table, result, " at " + Series.number(perSecond) + "/s");
            subject.awaitIdle();
            return result;
        }
    }

    /** As {@link #openLoop}, but with {@code clients} connections at a time, as many as get done. */
    OneShots.Result closedLoop(FiguresTable table, int clients, long durationNs) throws IOException {
        try (var load = new OneShots(subject.port(), dialogue)) {
            OneShots.Result result = load.closedLoop(clients, durationNs);
            noteFailures(table, result, " with " + clients + " clients");
            subject.awaitIdle();
            return result;
        }
    }

    private void noteFailures(FiguresTable table, OneShots.Result result, String load) {
        if (result.failed() > 0) {
            table.note(name + ": " + result.failed() + " connections got no answer" + load);
        }
    }
}
