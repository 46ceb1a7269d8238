package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import io.timeserverd.place.Note;
import io.timeserverd.place.Place;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AnswerJsonTest {
    private static final Instant SUNDAY = Instant.parse("2026-11-22T12:38:34.123456789Z");

    static final List<ClockFacts.Server> SERVERS = List.of(
            new ClockFacts.Server('*', "192.0.2.1:123", 2, 16_000_000_000L, 0xff, true, -3, 450, 9, ""),
            new ClockFacts.Server(
                    '?', "a.example/[2001:db8::1]:123", 0, 16_000_000_000L, 0, false, 0, 0, 0, "no-answer"));

    @Test
    void hasTimePlaceNextChangeTzClockAndReleasesButNoCountersOrProblems() {
        var reading = new Reading(SUNDAY, ClockState.HOLDOVER, 250_000, 3, Leap.INSERT);
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("accepted", 7L);
        counters.put("answered", 6L);
        var status = new Status(
                "0.1.0",
                42,
                new ClockFacts("ntp", "", "", OptionalLong.of(-1200), SERVERS, 0, 0),
                reading,
                "2026f",
                "/usr/share/zoneinfo",
                "2026-11",
                "no space left on the disk",
                counters);
        var paris = new Place("Paris", "Ile-de-France", "France", "FR", RulesZone.PARIS, Note.of("or Paris, Texas"));
        assertEquals("""
                {"time":"2026-11-22T13:38:34.123456789+01:00","unix":1795351114,"nanosecond":123456789,\
                "zone":"Europe/Paris","offset":3600,"abbreviation":"CET","daylight":false,\
                "place":"Paris","region":"Ile-de-France","country":"France","country_code":"FR","note":"or Paris, Texas",\
                "next":{"time":"2027-03-28T02:00:00+01:00","unix":1806195600,\
                "before":{"offset":3600,"abbreviation":"CET","daylight":false},\
                "after":{"offset":7200,"abbreviation":"CEST","daylight":true}},\
                "tz":"CET-1CEST,M3.5.0,M10.5.0/3","tz_until":"2027-03-28T03:00:00+02:00",\
                "clock":{"state":"holdover","error_bound_ns":250000},\
                "releases":{"program":"0.1.0","zones":"2026f","places":"2026-11"}}""", json(paris, status));
    }

    @Test
    void unknownValuesAreNull() {
        var reading = new Reading(SUNDAY, ClockState.SYNCHRONISED, Reading.UNKNOWN, 0, Leap.NONE);
        var facts = new ClockFacts("system", "", "", OptionalLong.empty(), List.of(), 0, 0);
        var status = new Status("0.1.0", 0, facts, reading, "2026f", "jvm", "", "", Map.of());
        assertEquals("""
                {"time":"2026-11-22T12:38:34.123456789+00:00","unix":1795351114,"nanosecond":123456789,\
                "zone":"Etc/UTC","offset":0,"abbreviation":"UTC","daylight":false,\
                "place":null,"region":null,"country":null,"country_code":null,"note":null,"next":null,\
                "tz":null,"tz_until":null,\
                "clock":{"state":"synchronised","error_bound_ns":null},\
                "releases":{"program":"0.1.0","zones":"2026f","places":null}}""", json(Place.ofZone(RulesZone.UTC), status));
    }

    @Test
    void stringsAreEscaped() {
        var out = new Output();
        new Json(out)
                .open()
                .put("k\"", "a\\b\"c\n\u0000\u001f\u007f/é😀\uD800x")
                .close();
        assertEquals("{\"k\\\"\":\"a\\\\b\\\"c\\u000a\\u0000\\u001f\\u007f/é😀\uFFFDx\"}", out.toString());
    }

    private static String json(Place place, Status status) {
        var out = new Output();
        Formats.valid("json").render(new Answer(SUNDAY, place, () -> status), out);
        return out.toString();
    }
}
