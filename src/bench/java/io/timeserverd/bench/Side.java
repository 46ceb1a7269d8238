package io.timeserverd.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A server in a comparison, and what was measured of it in each round.
 *
 * @param rate connections or requests a second
 * @param cpuMicros processor time of the server for one of them, with what it did of it later, but not to compile its code
 * @param serverBusy part of its core that the server used, in percent
 * @param generatorBusy the same of the generator: near 100 while the server is not means that the rate is the generator's
 * @param waiting part of the time for which the server could have run, but its core was another's, in percent
 */
record Side(
        String name,
        Subject subject,
        Dialogue dialogue,
        Series rate,
        Series cpuMicros,
        Series serverBusy,
        Series generatorBusy,
        Series waiting) {
    private static final double ALL = 97;

    Side(String name, Subject subject, Dialogue dialogue) {
        this(name, subject, dialogue, new Series(), new Series(), new Series(), new Series(), new Series());
    }

    /** Runs for a time; returns how much got done. */
    interface Load {
        double run(Side side, long durationNs) throws IOException;
    }

    void warmUp(Plan plan, Load load) throws IOException {
        WarmUp.of(plan, subject, durationNs -> load.run(this, durationNs));
    }

    /** What one round came to, or a part of one; in the units of the side's series. */
    record Round(double rate, double cpuMicros, double serverBusy, double generatorBusy, double waiting) {
        static Round mean(List<Round> parts) {
            return new Round(
                    mean(parts, Round::rate),
                    mean(parts, Round::cpuMicros),
                    mean(parts, Round::serverBusy),
                    mean(parts, Round::generatorBusy),
                    mean(parts, Round::waiting));
        }

        private static double mean(List<Round> parts, ToDoubleFunction<Round> figure) {
            return parts.stream().mapToDouble(figure).average().orElseThrow();
        }
    }

    Round measure(Load load, long durationNs) throws IOException {
        long generatorBefore = Machine.ownCpuNs();
        double serverBefore = subject.cpuSeconds();
        double compilerBefore = subject.compilerSeconds();
        double waitedBefore = subject.waitedSeconds();
        long start = System.nanoTime();
        double done = load.run(this, durationNs);
        double seconds = (System.nanoTime() - start) / 1e9;
        double serverSeconds = subject.cpuSeconds() - serverBefore;
        double generatorSeconds = (Machine.ownCpuNs() - generatorBefore) / 1e9;
        double waitedSeconds = subject.waitedSeconds() - waitedBefore;
        subject.awaitIdle(); // what it has put off belongs to its requests, and must not take from the next side's time
        double compilerSeconds = subject.compilerSeconds() - compilerBefore;
        return new Round(
                done / seconds,
                (subject.cpuSeconds() - serverBefore - compilerSeconds) * 1e6 / done,
                100 * serverSeconds / seconds,
                100 * generatorSeconds / seconds,
                100 * waitedSeconds / seconds);
    }

    void add(Round round) {
        rate.add(round.rate);
        cpuMicros.add(round.cpuMicros);
        serverBusy.add(round.serverBusy);
        generatorBusy.add(round.generatorBusy);
        waiting.add(round.waiting);
    }

    String busyCores() {
        return Series.number(serverBusy.median()) + ", " + Series.number(generatorBusy.median()) + ", "
                + Series.number(waiting.median());
    }

    /** Whether both had time left: what was measured then is how long they take to wake up. */
    boolean isBoundByNeither() {
        return generatorBusy.median() < ALL && serverBusy.median() + waiting.median() < ALL;
    }

    /** Whether the server could have done more, had it been asked. */
    boolean isBoundByGenerator() {
        return generatorBusy.median() > ALL && serverBusy.median() < ALL;
    }
}
