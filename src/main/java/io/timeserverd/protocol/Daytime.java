package io.timeserverd.protocol;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Reading;
import io.timeserverd.place.Place;
import io.timeserverd.zone.Transition;
import io.timeserverd.zone.Zone;
import java.util.Optional;

/**
 * The daytime protocol (RFC 867), which asks for one line and fixes no format. The plain style is that of BSD's inetd, in
 * the time of the default place:
 *
 * <pre>
 *     Sun Nov 22 13:38:34 2026
 * </pre>
 *
 * <p>The other style is that of NIST's servers, in UTC: modified Julian date, date and time, daylight saving of the default
 * place, leap second, health, advance in milliseconds, label, on-time mark
 * (https://www.nist.gov/pml/time-and-frequency-division/time-distribution/internet-time-service-its):
 *
 * <pre>
 *     61366 26-11-22 12:38:34 00 0 0   0.0 UTC(NIST) *
 * </pre>
 */
public final class Daytime implements Responder {
    /** The shape of the line. */
    public enum Style {
        PLAIN,
        NIST
    }

    private static final DateFormat PLAIN = DateFormat.of("%a %b %e %H:%M:%S %Y");
    private static final DateFormat NIST = DateFormat.of("%y-%m-%d %H:%M:%S");

    private final Style style;
    private final Place home;
    private final boolean refuseUnsynchronised;

    /**
     * @param home the default place, whose time or daylight saving the line shows
     * @param refuseUnsynchronised whether nothing is sent in the plain style while the clock is not synchronised; NIST's line
     *     has a field that says so
     */
    public Daytime(Style style, Place home, boolean refuseUnsynchronised) {
        this.style = style;
        this.home = home;
        this.refuseUnsynchronised = refuseUnsynchronised;
    }

    @Override
    public void answer(byte[] line, int from, int to, Exchange exchange, Output out) {
        exchange.begin();
        exchange.next = Exchange.Next.QUIT;
        Reading reading = exchange.reading;
        if (style == Style.NIST) {
            nist(reading, out);
        } else if (refuseUnsynchronised && !reading.state().isTrusted()) {
            exchange.failSilently(ErrorCode.UNSYNCHRONISED);
            return;
        } else {
            PLAIN.put(out.civilTime.set(reading.epochSecond(), reading.nano(), home.zone()), out);
            out.text("\r\n");
        }
        exchange.place = Optional.of(home);
        exchange.label = home.label();
    }

    private void nist(Reading reading, Output out) {
        long now = reading.epochSecond();
        out.put('\n').number(CivilTime.modifiedJulianDay(now));
        NIST.put(out.put(' ').civilTime.setUtc(now, reading.nano()), out);
        out.put(' ').number(daylight(home.zone(), now), 2, '0');
        out.put(' ').number(leap(reading)).put(' ').number(health(reading.state()));
        out.text("   0.0 UTC(NIST) *\n"); // no advance: the line is not sent ahead of its time
    }

    /**
     * 0 in standard time and 50 in daylight saving time. In the month of a change it is the days until then, today included,
     * and 50 more if daylight saving time begins.
     */
    static int daylight(Zone zone, long epochSecond) {
        boolean daylight = zone.typeAt(epochSecond).daylight();
        Optional<Transition> next =
                zone.next(epochSecond).filter(change -> change.after().daylight() != daylight);
        int days = next.map(change -> daysUntil(change, epochSecond)).orElse(0);
        return days == 0 ? (daylight ? 50 : 0) : days + (daylight ? 0 : 50);
    }

    /** Days until a change by the clocks before it, today included; 0 if it is in another month. */
    private static int daysUntil(Transition change, long epochSecond) {
        CivilTime today = new CivilTime().set(epochSecond, 0, change.before());
        // The last second by the old clocks: a change at midnight belongs to the day that it ends.
        CivilTime then = new CivilTime().set(change.epochSecond() - 1, 0, change.before());
        return then.year == today.year && then.month == today.month ? then.day - today.day + 1 : 0;
    }

    private static int leap(Reading reading) {
        return switch (reading.leap()) {
            case NONE, UNKNOWN -> 0;
            case INSERT -> 1;
            case DELETE -> 2;
        };
    }

    /** 0 healthy, 1 off by up to 5 s, 2 off by more or unknown. */
    private static int health(ClockState state) {
        return switch (state) {
            case SYNCHRONISED -> 0;
            case HOLDOVER -> 1;
            case UNSYNCHRONISED, UNKNOWN -> 2;
        };
    }
}
