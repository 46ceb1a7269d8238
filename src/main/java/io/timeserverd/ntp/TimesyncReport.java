package io.timeserverd.ntp;

import io.timeserverd.clock.Leap;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The report of systemd-timesyncd on its last exchange with a server: the properties {@code NTPMessage} and
 * {@code PollIntervalUSec} of org.freedesktop.timesync1(5).
 *
 * @param leap {@link Leap#UNKNOWN} if the server is not synchronised
 * @param stratum of the host's clock: one more than the server's
 * @param offsetNs true time minus the host's clock when the reply arrived
 * @param errorNs the largest error of that offset: half the round trip, half the server's root delay, its root dispersion and
 *     precision, and the jitter
 * @param arrivedNs when the reply arrived by the host's clock, nanoseconds since 1970. It identifies the exchange; the count
 *     of exchanges does not, because it starts again with timesyncd
 * @param pollNs the time from this exchange to the next
 */
public record TimesyncReport(Leap leap, int stratum, long offsetNs, long errorNs, long arrivedNs, long pollNs) {
    /**
     * The command that prints the properties. An operator may have stopped timesyncd, so the command must not start it:
     * busctl's {@code call} has an option for that, its {@code get-property} does not (systemd 252).
     */
    public static final List<String> COMMAND = List.of(
            "busctl",
            "--system",
            "--auto-start=no",
            "--timeout=2",
            "call",
            "org.freedesktop.timesync1",
            "/org/freedesktop/timesync1",
            "org.freedesktop.DBus.Properties",
            "GetAll",
            "s",
            "org.freedesktop.timesync1.Manager");

    /** timesyncd steps the clock if the offset is larger than this, and slews it otherwise: its NTP_MAX_ADJUST. */
    private static final long STEP_NS = 400_000_000;

    private static final List<String> MESSAGE = List.of("\"NTPMessage\"", "(uuuuittayttttbtt)");
    private static final List<String> INTERVAL = List.of("\"PollIntervalUSec\"", "t");

    private static final long MICRO_NS = 1_000;

    /** Reads the output of {@link #COMMAND}; empty if there was no exchange yet. */
    public static Optional<TimesyncReport> parse(String printed) {
        var tokens = List.of(printed.strip().split(" ", -1));
        int message = Collections.indexOfSubList(tokens, MESSAGE);
        int interval = Collections.indexOfSubList(tokens, INTERVAL);
        if (message < 0 || interval < 0) {
            return Optional.empty();
        }
        try {
            Iterator<String> fields =
                    tokens.subList(message + MESSAGE.size(), tokens.size()).iterator();
            return report(fields, MICRO_NS * Long.parseLong(tokens.get(interval + INTERVAL.size())));
        } catch (NumberFormatException | NoSuchElementException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Durations are microseconds, and times of day are microseconds since 1970. */
    private static Optional<TimesyncReport> report(Iterator<String> field, long pollNs) {
        var leap = Leap.of(Integer.parseInt(field.next()));
        field.next(); // version
        field.next(); // mode
        int stratum = Integer.parseInt(field.next());
        int precision = Integer.parseInt(field.next());
        long rootDelay = Long.parseLong(field.next());
        long rootDispersion = Long.parseLong(field.next());
        for (int id = Integer.parseInt(field.next()); id > 0; id--) {
            field.next();
        }
        long sent = Long.parseLong(field.next());
        long received = Long.parseLong(field.next());
        long answered = Long.parseLong(field.next());
        long arrived = Long.parseLong(field.next());
        boolean ignored = Boolean.parseBoolean(field.next());
        long count = Long.parseLong(field.next());
        long jitter = Long.parseLong(field.next());
        if (count == 0 || ignored) {
            return Optional.empty();
        }
        long delay = (arrived - sent) - (answered - received);
        long offset = (received - sent + answered - arrived) / 2;
        // After a step the jitter includes it for eight exchanges, although it says nothing about this one.
        double error = delay / 2.0
                + rootDelay / 2.0
                + rootDispersion
                + Math.min(jitter, Math.abs(offset) + delay)
                + Math.scalb(1e6, precision)
                + 1; // times are rounded to whole microseconds
        return Optional.of(new TimesyncReport(
                leap, stratum + 1, offset * MICRO_NS, (long) Math.ceil(error * MICRO_NS), arrived * MICRO_NS, pollNs));
    }

    /** Whether timesyncd has stepped the host's clock after this exchange, so that nothing is left of the offset. */
    public boolean hasStepped() {
        return Math.abs(offsetNs) > STEP_NS;
    }
}
