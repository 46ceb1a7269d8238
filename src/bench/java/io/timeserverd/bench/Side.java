package io.timeserverd.bench;

import java.io.IOException;

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
        ServerWarmUp.of(plan, subject, durationNs -> load.run(this, durationNs));
    }

    /**
     * What a round came to, or a part of one.
     *
     * @param done connections or requests
     * @param seconds it lasted
     * @param cpu processor time of the server, with what it did later; in seconds, as the rest
     * @param server processor time of the server meanwhile
     * @param generator processor time of the generator
     * @param waited time for which the server had to wait for its core
     */
    record Round(double done, double seconds, double cpu, double server, double generator, double waited) {
        Round plus(Round other) {
            return new Round(
                    done + other.done,
                    seconds + other.seconds,
                    cpu + other.cpu,
                    server + other.server,
                    generator + other.generator,
                    waited + other.waited);
        }
    }

    Round measure(Load load, long durationNs) throws IOException {
        long generatorBefore = Machine.ownCpuNs();
        double serverBefore = subject.servingSeconds();
        double waitedBefore = subject.waitedSeconds();
        long start = System.nanoTime();
        double done = load.run(this, durationNs);
        double seconds = (System.nanoTime() - start) / 1e9;
        double server = subject.servingSeconds() - serverBefore;
        double generator = (Machine.ownCpuNs() - generatorBefore) / 1e9;
        double waited = subject.waitedSeconds() - waitedBefore;
        subject.awaitIdle(); // what it has put off belongs to its requests, and must not take from the next side's time
        return new Round(done, seconds, subject.servingSeconds() - serverBefore, server, generator, waited);
    }

    void add(Round round) {
        rate.add(round.done / round.seconds);
        cpuMicros.add(round.cpu * 1e6 / round.done);
        serverBusy.add(100 * round.server / round.seconds);
        generatorBusy.add(100 * round.generator / round.seconds);
        waiting.add(100 * round.waited / round.seconds);
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
