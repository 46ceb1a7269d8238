package io.timeserverd.protocol;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.Reading;
import io.timeserverd.place.Place;
import io.timeserverd.zone.LocalType;
import io.timeserverd.zone.Transition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code +json}: all that {@code +long}, {@code +next} and {@code status} would say, as one object
 * on one line. Every key is always there; what does not exist or is not known is null. Offsets from
 * UTC are in seconds, east positive.
 */
final class AnswerJson {
    private static final int NANO_DIGITS = 9;

    private AnswerJson() {}

    static void render(Answer answer, CivilTime time, Output out) {
        var json = new Json(out).open();
        putTime(json, time);
        json.put("unix", time.epochSecond).put("nanosecond", time.nano);
        json.put("zone", answer.place().zone().id());
        putType(json, time.type);
        putPlace(json, answer.place());
        putNext(json, LongFormats.nextChange(answer.place().zone(), time.epochSecond), time);
        putStatus(json, answer.status());
        json.close();
    }

    /** In the zone that is asked about, to the nanosecond. */
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
                .putUnlessEmpty("note", place.note());
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

    private static void putStatus(Json json, Status status) {
        Reading clock = status.clock();
        json.open("status").put("version", status.version()).put("uptime_s", status.uptimeSeconds());
        json.open("clock")
                .put("source", status.source().source())
                .put("state", clock.state().text());
        putKnown(json, "offset_ns", status.source().offsetNs());
        putKnown(json, "error_bound_ns", known(clock.errorBoundNs(), Reading.UNKNOWN));
        putKnown(json, "stratum", known(clock.stratum(), 0));
        json.put("leap", clock.leap().name().toLowerCase(Locale.ROOT));
        putServers(json, status.source().servers());
        json.close();
        json.open("zones").putUnlessEmpty("release", status.zoneRelease()).put("source", status.zoneSource());
        json.close()
                .open("places")
                .putUnlessEmpty("release", status.placeRelease())
                .close();
        json.open("journal").putUnlessEmpty("problem", status.journalProblem()).close();
        json.open("counters");
        status.counters().forEach(json::put);
        json.close().close();
    }

    private static void putServers(Json json, List<ClockFacts.Server> servers) {
        json.openArray("servers");
        for (var server : servers) {
            json.openElement().put("mark", String.valueOf(server.mark())).put("address", server.address());
            putKnown(json, "stratum", known(server.stratum(), 0));
            json.put("poll_ns", server.pollNs()).put("reach", server.reach());
            putKnown(json, "offset_ns", measured(server, server.offsetNs()));
            putKnown(json, "delay_ns", measured(server, server.delayNs()));
            putKnown(json, "jitter_ns", measured(server, server.jitterNs()));
            json.putUnlessEmpty("problem", server.problem()).close();
        }
        json.closeArray();
    }

    private static OptionalLong measured(ClockFacts.Server server, long value) {
        return server.measured() ? OptionalLong.of(value) : OptionalLong.empty();
    }

    private static OptionalLong known(long value, long unknown) {
        return value == unknown ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static void putKnown(Json json, String key, OptionalLong value) {
        if (value.isPresent()) {
            json.put(key, value.getAsLong());
        } else {
            json.putNull(key);
        }
    }
}
