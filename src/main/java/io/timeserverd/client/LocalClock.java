package io.timeserverd.client;

import java.util.List;
import java.util.Locale;

/**
 * How the local clock is changed by what was measured. Small corrections are slewed by the kernel, at 500 ppm, where the
 * program {@code adjtimex} is there to ask for it; all others are a step by date(1), which adds to the time that it
 * finds. From there to the setting it takes some time, by which the clock is late afterwards.
 *
 * @param command what does it
 * @param intention what it will do
 * @param isStep whether it is done at once
 */
record LocalClock(List<String> command, String intention, boolean isStep) {
    private static final String ADJTIMEX = "adjtimex";

    /** As NTP clients have it: RFC 5905's STEPT. */
    private static final long SLEW_NS = 128_000_000;

    private static final long SECOND_NS = 1_000_000_000;
    private static final long MICROSECOND_NS = 1_000;
    private static final double SLEW_RATE = 500e-6;

    /**
     * The way to correct the clock by {@code offsetNs}.
     *
     * @param lateNs how late the step before was; 0 when there was none
     */
    static LocalClock plan(long offsetNs, long lateNs, Machine.Programs programs) {
        return Math.abs(offsetNs) <= SLEW_NS && programs.has(ADJTIMEX) ? slew(offsetNs) : step(offsetNs + lateNs);
    }

    private static LocalClock slew(long offsetNs) {
        double seconds = Measurement.seconds(offsetNs);
        return new LocalClock(
                List.of(ADJTIMEX, "--singleshot", Long.toString(Math.round((double) offsetNs / MICROSECOND_NS))),
                String.format(
                        Locale.ROOT,
                        "slew the local clock by %+.6f s, which takes %.0f s",
                        seconds,
                        Math.ceil(Math.abs(seconds) / SLEW_RATE)),
                false);
    }

    private static LocalClock step(long offsetNs) {
        long absoluteNs = Math.abs(offsetNs);
        var by = String.format(
                Locale.ROOT,
                "%s%d.%09d seconds",
                offsetNs < 0 ? "-" : "+",
                absoluteNs / SECOND_NS,
                absoluteNs % SECOND_NS);
        return new LocalClock(
                List.of("date", "--utc", "--set", by),
                String.format(Locale.ROOT, "step the local clock by %+.6f s", Measurement.seconds(offsetNs)),
                true);
    }
}
