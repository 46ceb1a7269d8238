package io.timeserverd.admin;

import io.timeserverd.clock.Ticker;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The environment of the program.
 *
 * @param terminal where it writes
 * @param clock the host's clock: an age such as {@code 10m} counts back from it
 * @param ticker measures how long something takes
 * @param pause waits between two looks at something that is followed
 * @param in the user's replies to questions
 * @param timeZone the variable {@code TZ}; empty when there is none
 */
record Surroundings(
        Terminal terminal, InstantSource clock, Ticker ticker, Pause pause, BufferedReader in, String timeZone) {
    /** The pause between two looks at something that is followed. */
    @FunctionalInterface
    interface Pause {
        /** Waits. Returns whether to look again. */
        boolean pass(Duration length) throws InterruptedException;

        /** From now on Ctrl-C and SIGTERM do not end the program, but the current pause and all later ones. */
        default void heedSignals() {}

        /** Whether the user has asked the program to end, so that no further look is wanted. */
        default boolean isOver() {
            return false;
        }
    }

    static Surroundings ofProcess() {
        return with(Terminal.ofProcess(), System.in, System.getenv().getOrDefault("TZ", ""));
    }

    /** An environment without a terminal, in which questions get no reply. */
    static Surroundings piped(OutputStream out, OutputStream err) {
        return with(Terminal.piped(out, err), InputStream.nullInputStream(), "");
    }

    private static Surroundings with(Terminal terminal, InputStream in, String timeZone) {
        var replies = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        return new Surroundings(terminal, InstantSource.system(), Ticker.system(), new Sleep(), replies, timeZone);
    }
}
