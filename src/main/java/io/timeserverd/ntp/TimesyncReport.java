package io.timeserverd.ntp;

import io.timeserverd.clock.Leap;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What systemd-timesyncd tells on the bus about its last exchange with a server: the property {@code NTPMessage} of
 * org.freedesktop.timesync1(5), and how soon it asks again.
 *
 * @param leap {@link Leap#UNKNOWN} if the server is not synchronised
 * @param stratum of the host's clock: one more than the server's
 * @param offsetNs true time minus the host's clock when the reply arrived
 * @param errorNs the largest error of that offset: half the round trip, half the server's root delay, its root dispersion and
 *     precision, and the jitter
 * @param arrivedNs when the reply arrived by the host's clock, nanoseconds since 1970: differs from exchange to exchange, as
 *     the count of them does not when timesyncd is started again
 * @param pollNs from this exchange to the next
 */
public record TimesyncReport(Leap leap, int stratum, long offsetNs, long errorNs, long arrivedNs, long pollNs) {
    /**
     * The command that prints the properties. A call can do without starting the service, which get-property cannot
     * (systemd 252): an operator may have stopped it.
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

    /** A further offset is corrected by a step, a smaller one bit by bit: timesyncd's NTP_MAX_ADJUST. */
    private static final long STEP_NS = 400_000_000;

    private static final List<String> MESSAGE = List.of("\"NTPMessage\"", "(uuuuittayttttbtt)");
    private static final List<String> INTERVAL = List.of("\"PollIntervalUSec\"", "t");

    private static final long MICRO_NS = 1_000;

    /** Reads what {@link #COMMAND} prints; empty if there was no exchange yet. */
    public static Optional<TimesyncReport> parse(String printed) {
        var tokens = List.of(printed.strip().split(" ", -1));
        int message = Collections.indexOfSubList(tokens, MESSAGE);
        int interval = Collections.indexOfSubList(tokens, INTERVAL);
        if (message < 0 || interval < 0) {
            return Optional.empty();
        }
        try {
            var fields = tokens.subList(message + MESSAGE.size(), tokens.size()).iterator();
            return report(fields, MICRO_NS * Long.parseLong(tokens.get(interval + INTERVAL.size())));
        } catch (NumberFormatException | NoSuchElementException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Times are microseconds, those of the day since 1970. */
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
        // For eight exchanges after a step the jitter holds that step, which says nothing about this exchange.
        double error = delay / 2.0
                + rootDelay / 2.0
                + rootDispersion
                + Math.min(jitter, Math.abs(offset) + delay)
                + Math.scalb(1e6, precision)
                + 1; // the times are whole
        return Optional.of(new TimesyncReport(
                leap, stratum + 1, offset * MICRO_NS, (long) Math.ceil(error * MICRO_NS), arrived * MICRO_NS, pollNs));
    }

    /** Whether timesyncd has set the host's clock right at once, so that nothing of the offset is left. */
    public boolean hasStepped() {
        return Math.abs(offsetNs) > STEP_NS;
    }
}
