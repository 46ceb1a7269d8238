package io.timeserverd.client;

import io.timeserverd.clock.Ticker;
import java.net.SocketTimeoutException;

/** How long a server may take; blocking calls are given what is left of it. */
final class Deadline {
    private static final long NS_PER_MS = 1_000_000;

    private final Ticker ticker;
    private final long timeoutNs;
    private long startNs;

    Deadline(Ticker ticker, long timeoutNs) {
        this.ticker = ticker;
        this.timeoutNs = timeoutNs;
        restart();
    }

    void restart() {
        startNs = ticker.nanos();
    }

    /**
     * An equal share of what is left, in milliseconds as blocking calls want it, at least 1 because to them
     * 0 means for ever.
     *
     * @throws SocketTimeoutException when nothing is left
     */
    int shareMs(int shares) throws SocketTimeoutException {
        long leftNs = timeoutNs - (ticker.nanos() - startNs);
        if (leftNs <= 0) {
            throw new SocketTimeoutException("timed out");
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, leftNs / shares / NS_PER_MS));
    }
}
