package io.timeserverd.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * What a server is asked to do before it is measured. The daemon's compilers have a tenth of its core: beside a load that
 * uses the core up they need fifteen seconds, so they have it for themselves in between.
 */
final class ServerWarmUp {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    /** The part of a second for which compilers may still run, and for how many seconds in a row, until that is done. */
    private static final double REST = 0.02;

    private static final int RESTS = 2;

    private ServerWarmUp() {}

    /** Something that a server is asked to do. */
    interface Load {
        /** Runs for a time; returns how much got done. */
        double run(long durationNs) throws IOException;
    }

    /** Runs {@code load} until the server's compilers rest, and it has nothing left to do; returns how much got done. */
    static double of(Plan plan, Subject subject, Load load) throws IOException {
        double done = 0;
        int rests = 0;
        for (int second = 0; second < plan.warmUpBound() && rests < RESTS; second++) {
            double before = subject.compilerSeconds();
            done += load.run(SECOND_NS);
            subject.awaitIdle();
            rests = subject.compilerSeconds() - before <= REST ? rests + 1 : 0;
        }
        return done;
    }
}
