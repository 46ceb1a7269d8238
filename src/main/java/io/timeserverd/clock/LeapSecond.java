package io.timeserverd.clock;

import java.time.LocalDate;

/**
 * A leap second that is due at the end of the UTC day. UNIX time has no name for the inserted second 23:59:60.
 * Other clocks run through the day's last second twice; this one stands still at its end. A deleted second, 23:59:59, is
 * skipped.
 *
 * @param leap what is due, {@link Leap#INSERT} or {@link Leap#DELETE}
 * @param utcNs midnight after it, nanoseconds since 1970
 */
public record LeapSecond(Leap leap, long utcNs) {
    private static final long SECOND_NS = 1_000_000_000;
    private static final long DAY_NS = 86_400 * SECOND_NS;

    /** Clocks apply a leap second at slightly different moments, and some of them late. */
    private static final long MARGIN_NS = SECOND_NS;

    /**
     * The leap second that an announcement means. It is due at the end of the month, in any month (RFC 5905 section 7.3).
     *
     * @return null if none is due at the end of the day of {@code utcNs}
     */
    public static LeapSecond announced(Leap leap, long utcNs) {
        if (leap != Leap.INSERT && leap != Leap.DELETE) {
            return null;
        }
        long day = Math.floorDiv(utcNs, DAY_NS) + 1;
        return LocalDate.ofEpochDay(day).getDayOfMonth() == 1 ? new LeapSecond(leap, day * DAY_NS) : null;
    }

    /** By how much UNIX time moves against a clock that ignores the leap second. */
    public long shiftNs() {
        return leap == Leap.INSERT ? -SECOND_NS : SECOND_NS;
    }

    /** Whether a clock that ignores the leap second has run past it. */
    public boolean isOver(long unawareNs) {
        return unawareNs - utcNs >= (leap == Leap.INSERT ? SECOND_NS : -SECOND_NS);
    }

    /** Whether the leap second is so near that the times of two clocks cannot be compared. */
    public boolean isNear(long unawareNs) {
        return unawareNs - utcNs >= -SECOND_NS - MARGIN_NS && unawareNs - utcNs < SECOND_NS + MARGIN_NS;
    }

    /** UNIX time when a clock that ignores the leap second shows {@code unawareNs}. Never decreases. */
    long served(long unawareNs) {
        if (isOver(unawareNs)) {
            return unawareNs + shiftNs();
        }
        return leap == Leap.INSERT ? Math.min(unawareNs, utcNs - 1) : unawareNs;
    }

    /** How far {@link #served} is from a clock that runs through the last second twice. */
    long standstillNs(long unawareNs) {
        boolean standing = leap == Leap.INSERT && unawareNs >= utcNs && !isOver(unawareNs);
        return standing ? SECOND_NS - (unawareNs - utcNs) : 0;
    }
}
