package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;

/** A client that asks again and again, each time over a connection of its own, and looks at its watch. */
final class HonestClient {
    private static final int ASKED_AT_ONCE = 500;

    private final DaemonProcess daemon;

    HonestClient(DaemonProcess daemon) {
        this.daemon = daemon;
    }

    /** Asks so many times; every answer must be right. Returns the 99th percentile of the time that one took, in ms. */
    double p99Ms(int times) throws IOException {
        var tookNs = new long[times];
        for (var i = 0; i < tookNs.length; i++) {
            long startNs = System.nanoTime();
            assertEquals("1\n", daemon.ask("tokyo@1 +unix"));
            tookNs[i] = System.nanoTime() - startNs;
        }
        Arrays.sort(tookNs);
        return tookNs[tookNs.length - 1 - tookNs.length / 100] / 1e6;
    }

    /** The best of so many rounds: other programs of the machine only ever add. */
    double quietestMs(int rounds) throws IOException {
        return quietestMs(rounds, rounds, 0);
    }

    /** The best of so many rounds at least, and of more until it is within a bound: who starves does so in all of them. */
    double quietestMs(int least, int most, double boundMs) throws IOException {
        double quietest = Double.MAX_VALUE;
        for (var i = 0; i < least || (i < most && quietest >= boundMs); i++) {
            quietest = Math.min(quietest, p99Ms(ASKED_AT_ONCE));
        }
        return quietest;
    }
}
