package io.timeserverd.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server in a comparison, and what was measured of it in each round.
 *
 * @param rate connections or requests a second
 * @param cpuMicros processor time of the server for one of them, with what it did of it later
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

    /** Processor time after which what a server does most is compiled, and how long that may take. */
    private static final double WARM_UP_SECONDS = 6;

    private static final long WARM_UP_BOUND_NS = TimeUnit.SECONDS.toNanos(20);

    /** A server that takes less than that much processor time meanwhile has nothing to do. */
    private static final double QUIET_SECONDS = 0.02;

    private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long IDLE_BOUND_NS = TimeUnit.SECONDS.toNanos(20);

    Side(String name, Subject subject, Dialogue dialogue) {
        this(name, subject, dialogue, new Series(), new Series(), new Series(), new Series());
    }

    /** Runs for a time, and tells how much got done. */
    interface Load {
        double run(Side side, long durationNs) throws IOException;
    }

    void warmUp(Load load) throws IOException {
        double end = subject.cpuSeconds() + WARM_UP_SECONDS;
        long start = System.nanoTime();
        while (subject.cpuSeconds() < end && System.nanoTime() - start < WARM_UP_BOUND_NS) {
            load.run(this, TimeUnit.SECONDS.toNanos(1));
        }
    }

    void measure(Load load, long durationNs) throws IOException {
        long generatorBefore = Machine.ownCpuNs();
        double serverBefore = subject.cpuSeconds();
        long start = System.nanoTime();
        double done = load.run(this, durationNs);
        double seconds = (System.nanoTime() - start) / 1e9;
        rate.add(done / seconds);
        serverBusy.add(100 * (subject.cpuSeconds() - serverBefore) / seconds);
        generatorBusy.add((Machine.ownCpuNs() - generatorBefore) / 1e7 / seconds);
        awaitIdle();
        cpuMicros.add((subject.cpuSeconds() - serverBefore) * 1e6 / done);
    }

    /** What a server has put off belongs to its requests too, and must not take from the next one's time. */
    private void awaitIdle() throws IOException {
        long start = System.nanoTime();
        double last;
        double now = subject.cpuSeconds();
        do {
            last = now;
            LockSupport.parkNanos(QUIET_NS);
            now = subject.cpuSeconds();
        } while (now - last > QUIET_SECONDS && System.nanoTime() - start < IDLE_BOUND_NS);
    }

    String busyCores() {
        return Series.number(serverBusy.median()) + " and " + Series.number(generatorBusy.median());
    }

    /** Whether the server could have done more, had it been asked. */
    boolean isBoundByGenerator() {
        return generatorBusy.median() > ALL && serverBusy.median() < ALL;
    }
}
