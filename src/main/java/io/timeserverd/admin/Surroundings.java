package io.timeserverd.admin;

import io.timeserverd.clock.Ticker;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the program finds around it.
 *
 * @param terminal where it writes
 * @param clock the host's, for {@code 10m} ago
 * @param ticker for how long something takes
 * @param pause what passes between two looks at something that is followed
 */
record Surroundings(Terminal terminal, InstantSource clock, Ticker ticker, Pause pause) {
    /** What passes between two looks at something that is followed. */
    @FunctionalInterface
    interface Pause {
        /** Returns whether to look again. */
        boolean pass(Duration length) throws InterruptedException;
    }

    static Surroundings ofProcess() {
        return with(Terminal.ofProcess());
    }

    static Surroundings piped(OutputStream out, OutputStream err) {
        return with(Terminal.piped(out, err));
    }

    private static Surroundings with(Terminal terminal) {
        return new Surroundings(terminal, InstantSource.system(), Ticker.system(), length -> {
            Thread.sleep(length.toMillis());
            return true;
        });
    }
}
