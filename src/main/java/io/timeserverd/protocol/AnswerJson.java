package io.timeserverd.protocol;

import io.timeserverd.clock.Reading;
import io.timeserverd.place.Place;
import io.timeserverd.zone.LocalType;
import io.timeserverd.zone.Transition;
import io.timeserverd.zone.TzString;
import io.timeserverd.zone.Zone;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code +json}: all that {@code +long}, {@code +next} and {@code +tz} would say, the state of the clock and the
 * releases, as one object on one line. Every key is always present; a value that does not exist or is not known is
 * null. Offsets from UTC are in seconds, east positive.
 */
final class AnswerJson {
    private static final int NANO_DIGITS = 9;

    private AnswerJson() {}

    static void render(Answer answer, CivilTime time, Output out) {
        Json json = new Json(out).open();
        putTime(json, time);
        json.put("unix", time.epochSecond).put("nanosecond", time.nano);
        json.put("zone", answer.place().zone().id());
        putType(json, time.type);
        putPlace(json, answer.place());
        Zone zone = answer.place().zone();
        Optional<TzString> tz = zone.tzString(time.epochSecond);
        putNext(json, LongFormats.nextChange(zone, time.epochSecond), time);
        putTz(json, tz, zone, time);
        putStatus(json, answer.status());
        json.close();
    }

    /** The local time, to the nanosecond. */
    private static void putTime(Json json, CivilTime time) {
        Output value = json.key("time").put('"');
        NamedFormats.iso(time, NANO_DIGITS, value);
        value.put('"');
    }

    private static void putType(Json json, LocalType type) {
        json.put("offset", type.offsetSeconds())
                .put("abbreviation", type.abbreviation())
                .put("daylight", type.daylight());
    }

    private static void putPlace(Json json, Place place) {
        json.putUnlessEmpty("place", place.chosen())
                .putUnlessEmpty("region", place.region())
                .putUnlessEmpty("country", place.country())
                .putUnlessEmpty("country_code", place.countryCode())
                .putUnlessEmpty("note", place.note().text());
    }

    private static void putNext(Json json, Optional<Transition> next, CivilTime time) {
        if (next.isEmpty()) {
            json.putNull("next");
            return;
        }
        Transition change = next.get();
        json.open("next");
        Output value = json.key("time").put('"');
        NamedFormats.iso(time.set(change.epochSecond(), 0, change.before()), 0, value);
        value.put('"');
        json.put("unix", change.epochSecond());
        json.open("before");
        putType(json, change.before());
        json.close().open("after");
        putType(json, change.after());
        json.close().close();
    }

    /** The POSIX TZ string, and the local time of the first second for which it is wrong. */
    private static void putTz(Json json, Optional<TzString> tz, Zone zone, CivilTime time) {
        json.putUnlessEmpty("tz", tz.map(TzString::text).orElse(""));
        OptionalLong until = tz.map(TzString::until).orElse(OptionalLong.empty());
        if (until.isEmpty()) {
            json.putNull("tz_until");
            return;
        }
        Output value = json.key("tz_until").put('"');
        NamedFormats.iso(time.set(until.getAsLong(), 0, zone), 0, value);
        value.put('"');
    }

    /** The state of the clock and the releases. Counters, servers and problems are in {@code status} only. */
    private static void putStatus(Json json, Status status) {
        Reading clock = status.clock();
        json.open("clock").put("state", clock.state().text());
        if (clock.errorBoundNs() == Reading.UNKNOWN) {
            json.putNull("error_bound_ns");
        } else {
            json.put("error_bound_ns", clock.errorBoundNs());
        }
        json.close()
                .open("releases")
                .put("program", status.version())
                .putUnlessEmpty("zones", status.zoneRelease())
                .putUnlessEmpty("places", status.placeRelease())
                .close();
    }
}
