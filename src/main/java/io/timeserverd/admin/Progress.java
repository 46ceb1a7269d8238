package io.timeserverd.admin;

import io.timeserverd.clock.Ticker;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells on standard error how far a long reading has come; only on a terminal, and not before a second has passed. */
final class Progress implements AutoCloseable {
    private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long BETWEEN_NS = TimeUnit.MILLISECONDS.toNanos(200);

    /** Records between two looks at the clock; a power of two. */
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
     * @param resultsFlow whether results are printed meanwhile: on the same terminal they are progress enough
     */
    Progress(Surroundings surroundings, boolean resultsFlow) {
        terminal = surroundings.terminal();
        ticker = surroundings.ticker();
        wanted = terminal.errShown() && !(resultsFlow && terminal.outShown());
        startNs = ticker.nanos();
        toldNs = startNs + QUIET_NS - BETWEEN_NS;
    }

    /** One more record was read. */
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

    /** Leaves the line as it was found. */
    @Override
    public void close() {
        if (told) {
            terminal.err().print(ERASE_LINE);
            terminal.err().flush();
        }
    }
}
