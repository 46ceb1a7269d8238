package io.timeserverd.client;

import java.util.List;
import java.util.Locale;

/**
 * The command that corrects the local clock after a measurement. If {@code adjtimex} is installed, it lets the kernel slew
 * small corrections at 500 ppm. date(1) makes all others by a step: it reads the clock, adds the correction and sets the
 * clock. The clock is late afterwards by the time that this takes.
 *
 * @param command the command and its arguments
 * @param intention what the command will do, for the user
 * @param isStep whether the correction is a step
 */
record ClockCorrection(List<String> command, String intention, boolean isStep) {
    private static final String ADJTIMEX = "adjtimex";

    /** Corrections up to this are slewed, as NTP clients do; RFC 5905's STEPT. */
    private static final long SLEW_NS = 128_000_000;

    private static final long SECOND_NS = 1_000_000_000;
    private static final long MICROSECOND_NS = 1_000;
    private static final double SLEW_RATE = 500e-6;

    /**
     * The correction by {@code offsetNs}.
     *
     * @param lateNs by how much the previous step was late; 0 if there was none
     */
    static ClockCorrection plan(long offsetNs, long lateNs, LocalSystem.CommandRunner commands) {
        return Math.abs(offsetNs) <= SLEW_NS && commands.has(ADJTIMEX) ? slew(offsetNs) : step(offsetNs + lateNs);
    }

    private static ClockCorrection slew(long offsetNs) {
        double seconds = Measurement.seconds(offsetNs);
        return new ClockCorrection(
                List.of(ADJTIMEX, "--singleshot", Long.toString(Math.round((double) offsetNs / MICROSECOND_NS))),
                String.format(
                        Locale.ROOT,
                        "slew the local clock by %+.6f s, which takes %.0f s",
                        seconds,
                        Math.ceil(Math.abs(seconds) / SLEW_RATE)),
                false);
    }

    private static ClockCorrection step(long offsetNs) {
        long absoluteNs = Math.abs(offsetNs);
        var by = String.format(
                Locale.ROOT,
                "%s%d.%09d seconds",
                offsetNs < 0 ? "-" : "+",
                absoluteNs / SECOND_NS,
                absoluteNs % SECOND_NS);
        return new ClockCorrection(
                List.of("date", "--utc", "--set", by),
                String.format(Locale.ROOT, "step the local clock by %+.6f s", Measurement.seconds(offsetNs)),
                true);
    }
}
