package io.timeserverd.bench;

import java.io.IOException;

/**
 * A server in a comparison, and what was measured of it in each round.
 *
 * @param rate connections or requests a second
 * @param cpuMicros processor time of the server for one of them
 * @param serverBusy part of its core that the server used, in percent
 * @param generatorBusy the same of the generator: near 100 while the server is not means that the rate is the generator's
 */
record Side(
        String name,
        Subject subject,
        Dialogue dialogue,
        Series rate,
        Series cpuMicros,
        Series serverBusy,
        Series generatorBusy) {
    private static final double ALL = 97;

    Side(String name, Subject subject, Dialogue dialogue) {
        this(name, subject, dialogue, new Series(), new Series(), new Series(), new Series());
    }

    /** Runs for a time, and tells how much got done. */
    interface Load {
        double run(Side side, long durationNs) throws IOException;
    }

    void measure(Load load, long durationNs) throws IOException {
        long generatorBefore = Machine.ownCpuNs();
        double serverBefore = subject.cpuSeconds();
        long start = System.nanoTime();
        double done = load.run(this, durationNs);
        double seconds = (System.nanoTime() - start) / 1e9;
        double server = subject.cpuSeconds() - serverBefore;
        rate.add(done / seconds);
        cpuMicros.add(server * 1e6 / done);
        serverBusy.add(100 * server / seconds);
        generatorBusy.add((Machine.ownCpuNs() - generatorBefore) / 1e7 / seconds);
    }

    String busyCores() {
        return Series.number(serverBusy.median()) + " and " + Series.number(generatorBusy.median());
    }

    /** Whether the server could have done more, had it been asked. */
    boolean isBoundByGenerator() {
        return generatorBusy.median() > ALL && serverBusy.median() < ALL;
    }
}
