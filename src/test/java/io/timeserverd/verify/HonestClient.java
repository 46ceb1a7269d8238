package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client that repeats a request, on a new connection each time, and measures how long the reply takes. */
final class HonestClient {
    private static final int ASKED_AT_ONCE = 500;

    /** A pause, in which other clients get the processor. */
    private static final int PAUSE_MS = 5;

    private final DaemonProcess daemon;

    HonestClient(DaemonProcess daemon) {
        this.daemon = daemon;
    }

    /**
     * The times that it waited for its replies.
     *
     * @param sortedNs in ascending order, at least one
     */
    record Waits(List<Long> sortedNs) {
        double p50Ms() {
            return sortedNs.get((sortedNs.size() - 1) / 2) / 1e6;
        }

        double p99Ms() {
            return sortedNs.get(sortedNs.size() - 1 - sortedNs.size() / 100) / 1e6;
        }

        double longestMs() {
            return sortedNs.get(sortedNs.size() - 1) / 1e6;
        }

        @Override
        public String toString() {
            return String.format(
                    "%d replies, p50 %.2f ms, p99 %.2f ms, longest %.2f ms",
                    sortedNs.size(), p50Ms(), p99Ms(), longestMs());
        }
    }

    /** Makes this many requests; every reply must be correct. */
    Waits ask(int times) throws IOException {
        var tookNs = new ArrayList<Long>();
        while (tookNs.size() < times) {
            tookNs.add(askOnceNs());
        }
        Collections.sort(tookNs);
        return new Waits(tookNs);
    }

    /**
     * Makes requests for this many seconds, and at least one; every reply must be correct. The time in which other programs had
     * the processor of the daemon or the client does not count.
     */
    Waits askFor(int seconds) throws IOException, InterruptedException {
        long startNs = System.nanoTime();
        var tookNs = new ArrayList<Long>();
        do {
            long before = waitedForProcessorNs();
            long took = askOnceNs();
            tookNs.add(Math.max(0, took - (waitedForProcessorNs() - before)));
            Thread.sleep(PAUSE_MS);
        } while (System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(seconds));
        Collections.sort(tookNs);
        return new Waits(tookNs);
    }

    /** How long the loop and the client have waited for a processor. */
    private long waitedForProcessorNs() throws IOException {
        return new ProcessStats(daemon.pid()).waitedNs("java") + ProcessStats.waitedHereNs();
    }

    private long askOnceNs() throws IOException {
        long startNs = System.nanoTime();
        assertEquals("1\n", daemon.ask("tokyo@1 +unix"));
        return System.nanoTime() - startNs;
    }

    /** The best 99th percentile of this many rounds, because other programs of the machine only add to it. */
    double quietestMs(int rounds) throws IOException {
        return quietestMs(rounds, rounds, 0);
    }

    /** The best of at least this many rounds, and of more until one is within a bound. A starving client exceeds it in all of them. */
    double quietestMs(int least, int most, double boundMs) throws IOException {
        double quietest = Double.MAX_VALUE;
        for (int i = 0; i < least || (i < most && quietest >= boundMs); i++) {
            quietest = Math.min(quietest, ask(ASKED_AT_ONCE).p99Ms());
        }
        return quietest;
    }
}
