package io.timeserverd.admin;

import io.timeserverd.clock.Ticker;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Shows on standard error how many records a search has read, if that is a terminal and the search takes over a second.
 */
final class Progress implements AutoCloseable {
    private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long BETWEEN_NS = TimeUnit.MILLISECONDS.toNanos(200);

    /** How many records are read between two looks at the clock. */
    private static final int STRIDE = 1024;

    private static final String ERASE_LINE = "\r\033[K";

    private final Terminal terminal;
    private final Ticker ticker;
    private final boolean wanted;
    private final long startNs;
    private long toldNs;
    private long count;
    private boolean told;

    /**
     * @param resultsFlow whether results are printed meanwhile. On a terminal they show the progress by themselves
     */
    Progress(Surroundings surroundings, boolean resultsFlow) {
        terminal = surroundings.terminal();
        ticker = surroundings.ticker();
        wanted = terminal.errShown() && !(resultsFlow && terminal.outShown());
        startNs = ticker.nanos();
        toldNs = startNs + QUIET_NS - BETWEEN_NS;
    }

    /** Counts a record that was read. */
    void count() {
        count++;
        if (!wanted || count % STRIDE != 0) {
            return;
        }
        long now = ticker.nanos();
        if (now - toldNs >= BETWEEN_NS) {
            toldNs = now;
            told = true;
            terminal.err().printf(Locale.ROOT, "%s%,d records", ERASE_LINE, count);
            terminal.err().flush();
        }
    }

    /** Erases what it has shown. */
    @Override
    public void close() {
        if (told) {
            terminal.err().print(ERASE_LINE);
            terminal.err().flush();
        }
    }
}
