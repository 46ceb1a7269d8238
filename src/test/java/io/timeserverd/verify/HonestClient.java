package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client that asks again and again, each time over a connection of its own, and looks at its watch. */
final class HonestClient {
    private static final int ASKED_AT_ONCE = 500;

    /** Leaves the processor to the other clients. */
    private static final int PAUSE_MS = 5;

    private final DaemonProcess daemon;

    HonestClient(DaemonProcess daemon) {
        this.daemon = daemon;
    }

    /**
     * How long it waited for its replies.
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

    /** Asks so many times; every reply must be right. */
    Waits ask(int times) throws IOException {
        var tookNs = new ArrayList<Long>();
        while (tookNs.size() < times) {
            tookNs.add(askOnceNs());
        }
        Collections.sort(tookNs);
        return new Waits(tookNs);
    }

    /**
     * Comes by for so many seconds, and at least once; every reply must be right. The time in which other programs kept the
     * daemon or the client from a processor is left out.
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

    /** Of the loop and of the client. */
    private long waitedForProcessorNs() throws IOException {
        return new ProcessLook(daemon.pid()).waitedNs("java") + ProcessLook.waitedHereNs();
    }

    private long askOnceNs() throws IOException {
        long startNs = System.nanoTime();
        assertEquals("1\n", daemon.ask("tokyo@1 +unix"));
        return System.nanoTime() - startNs;
    }

    /** The best 99th percentile of so many rounds: other programs of the machine only ever add. */
    double quietestMs(int rounds) throws IOException {
        return quietestMs(rounds, rounds, 0);
    }

    /** The best of so many rounds at least, and of more until it is within a bound: who starves does so in all of them. */
    double quietestMs(int least, int most, double boundMs) throws IOException {
        double quietest = Double.MAX_VALUE;
        for (int i = 0; i < least || (i < most && quietest >= boundMs); i++) {
            quietest = Math.min(quietest, ask(ASKED_AT_ONCE).p99Ms());
        }
        return quietest;
    }
}
