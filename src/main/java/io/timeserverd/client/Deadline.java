package io.timeserverd.client;

import io.timeserverd.clock.Ticker;
import java.net.SocketTimeoutException;

/** Limits the time that a server may take. Each blocking call gets the time that is left. */
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
     * An equal share of the time that is left, in milliseconds. It is at least 1, because 0 means for ever to sockets.
     *
     * @throws SocketTimeoutException if no time is left
     */
    int shareMs(int shares) throws SocketTimeoutException {
        long leftNs = timeoutNs - (ticker.nanos() - startNs);
        if (leftNs <= 0) {
            throw new SocketTimeoutException("timed out");
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, leftNs / shares / NS_PER_MS));
    }
}
