package io.timeserverd.zone;

import java.util.Optional;

/**
 * Zones that a client describes by a POSIX TZ string: {@code CET-1CEST,M3.5.0,M10.5.0/3}, {@code <+0530>-5:30}, {@code
 * JST-9}.
 *
 * <p>The sign there is west positive, against what people mean by {@code EST-5}. A bare abbreviation with an offset is
 * therefore a zone only if the database has it with that offset.
 */
public final class PosixZones {
    private PosixZones() {}

    /** The zone that {@code text} describes, if it does. Its id describes the same zone again, as short as it can be. */
    public static Optional<Zone> parse(String text) {
        if (!hasDigit(text)) { // as most places have none
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
            return PosixText.canTell(yearly.standard()) && PosixText.canTell(yearly.daylight());
        }
        var type = ((PosixRule.Always) rule).type();
        // GMT+0 and GMT-0 are ids of the database.
        boolean signedZero = type.offsetSeconds() == 0 && !text.equals(rule.text());
        return PosixText.canTell(type) && (text.startsWith("<") || (Abbreviations.isInUse(type) && !signedZero));
    }
}
