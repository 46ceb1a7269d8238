package io.timeserverd.zone;

import java.util.Optional;

/**
 * Zones that a client describes by a POSIX TZ string: {@code CET-1CEST,M3.5.0,M10.5.0/3}, {@code <+0530>-5:30}, {@code
 * JST-9}.
 *
 * <p>In these strings west is positive, the opposite of what people mean by {@code EST-5}. So an abbreviation with an offset and
 * without rules is a zone only if the database has that abbreviation with that offset.
 */
public final class PosixZones {
    private PosixZones() {}

    /** The zone that {@code text} describes, if it is a TZ string. Its id is the shortest string for the same zone. */
    public static Optional<Zone> parse(String text) {
        if (!hasDigit(text)) { // true for most names of places
            return Optional.empty();
        }
        return PosixRuleParser.parse(text)
                .filter(rule -> isMeant(rule, text))
                .map(rule -> zone(isMeant(rule, rule.text()) ? rule.text() : text, rule.forEver()));
    }

    private static Zone zone(String id, Timeline timeline) {
        return new TimelineZone(id, timeline, timeline.heapBytes());
    }

    private static boolean hasDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }

    private static boolean isMeant(PosixRule rule, String text) {
        if (rule instanceof PosixRule.Yearly yearly) {
            return PosixText.canExpress(yearly.standard()) && PosixText.canExpress(yearly.daylight());
        }
        LocalType type = ((PosixRule.Always) rule).type();
        // GMT+0 and GMT-0 are ids of the database.
        boolean signedZero = type.offsetSeconds() == 0 && !text.equals(rule.text());
        return PosixText.canExpress(type) && (text.startsWith("<") || (Abbreviations.isInUse(type) && !signedZero));
    }
}
