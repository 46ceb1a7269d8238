package io.timeserverd.protocol;

import io.timeserverd.place.Place;
import io.timeserverd.zone.Transition;
import io.timeserverd.zone.TzString;
import io.timeserverd.zone.Zone;
import java.util.Optional;

/** The formats {@code +long}, {@code +next} and {@code +tz}. */
final class LongFormats {
    /** More changes than any zone has in a row that leave its offset as it is. */
    private static final int MAX_CHANGES = 100;

    private static final DateFormat WHEN = DateFormat.of("%F %T %Z %z ");
    private static final DateFormat TYPE = DateFormat.of("%z %Z");

    private LongFormats() {}

    /** {@code +long}: time, zone and place, then in parentheses what else the name could have meant. */
    static void full(Answer answer, CivilTime time, Output out) {
        WHEN.put(time, out);
        Place place = answer.place();
        out.text(place.zone().id());
        part(place.name(), out);
        part(place.region(), out);
        part(place.country(), out);
        String note = place.note().text();
        if (!note.isEmpty()) {
            out.text(" (").text(note).put(')');
        }
    }

    private static void part(String name, Output out) {
        if (!name.isEmpty()) {
            out.text(", ").text(name);
        }
    }

    /** {@code +next}: the next change of clocks, in the local time before it, with the offsets before and after. */
    static void next(Answer answer, CivilTime time, Output out) {
        Optional<Transition> change = nextChange(answer.place().zone(), time.epochSecond);
        if (change.isEmpty()) {
            out.text("none");
            return;
        }
        long epochSecond = change.get().epochSecond();
        NamedFormats.iso(time.set(epochSecond, 0, change.get().before()), 0, out);
        TYPE.put(time, out.put(' '));
        TYPE.put(time.set(epochSecond, 0, change.get().after()), out.text(" -> "));
    }

    /** {@code +tz}: the POSIX TZ string, for devices without a database of zones. */
    static void tz(Answer answer, CivilTime time, Output out) {
        out.text(answer.place()
                .zone()
                .tzString(time.epochSecond)
                .map(TzString::text)
                .orElse("unknown"));
    }

    /** The next change of offset. A change of the abbreviation alone does not count, since clocks stay as they are. */
    static Optional<Transition> nextChange(Zone zone, long epochSecond) {
        long from = epochSecond;
        for (int i = 0; i < MAX_CHANGES; i++) {
            Optional<Transition> next = zone.next(from);
            if (next.isEmpty() || changesOffset(next.get())) {
                return next;
            }
            from = next.get().epochSecond();
        }
        return Optional.empty();
    }

    private static boolean changesOffset(Transition transition) {
        return transition.before().offsetSeconds() != transition.after().offsetSeconds();
    }
}
