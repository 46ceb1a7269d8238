package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;

/** A client that asks again and again, each time over a connection of its own, and looks at its watch. */
final class HonestClient {
    private final DaemonProcess daemon;

    HonestClient(DaemonProcess daemon) {
        this.daemon = daemon;
    }

    /** Asks so many times; every answer must be right. Returns the 99th percentile of the time that one took, in ms. */
    double p99Ms(int times) throws IOException {
        var tookNs = new long[times];
        for (var i = 0; i < times; i++) {
            long startNs = System.nanoTime();
            assertEquals("1\n", daemon.ask("@1 +unix"));
            tookNs[i] = System.nanoTime() - startNs;
        }
        Arrays.sort(tookNs);
        return tookNs[times - 1 - times / 100] / 1e6;
    }
}
