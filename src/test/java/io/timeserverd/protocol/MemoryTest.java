package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import io.timeserverd.place.Place;
import io.timeserverd.place.Places;
import io.timeserverd.zone.JvmZones;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:38:34.123456789Z");
    private static final JvmZones ZONES = new JvmZones();
    private static final Places PLACES = Places.load();

    private final Exchange exchange = new Exchange();
    private final Output out = new Output();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Paris",
                "",
                "tokyo +iso",
                "tokyo +iso3",
                "tokyo +%T",
                "tokyo +%T.%N",
                "tokyo +%^T%10N",
                "tokyo +unix9",
                "tokyo +mjd",
                "tokyo +long",
                "tokyo +next",
                "tokyo@0",
                "nowhere at all",
                "san antonio",
            })
    void lineIsAnsweredAlikeHoweverOftenItIsAsked(String line) {
        var asked = answerer();
        for (var instant :
                List.of(NOW, NOW, NOW.plusNanos(300_000_000), NOW.plusSeconds(1), NOW, NOW.minusSeconds(9))) {
            var expected = answer(answerer(), line, instant);
            var place = exchange.place;
            var label = exchange.label;
            assertEquals(expected, answer(asked, line, instant));
            assertEquals(place, exchange.place);
            assertEquals(label, exchange.label);
            assertEquals(instant, line.contains("@") ? instant : exchange.instant());
        }
    }

    @Test
    void lineIsKnownByItsBytesAlone() {
        var memory = new Memory();
        var format = ((Format.Valid) Format.parse("iso")).format();
        var line = "xParisx".getBytes(StandardCharsets.UTF_8);
        assertNull(memory.find(line, 1, 6));
        memory.add(line, 1, 6, Optional.of(Place.ofZone(ZONES.find("UTC").orElseThrow())), format);
        assertNotNull(memory.find(line, 1, 6));
        assertNull(memory.find(line, 0, 6));
        assertNotNull(memory.find("Paris".getBytes(StandardCharsets.UTF_8), 0, 5));
    }

    @Test
    void longLineIsNotRemembered() {
        var memory = new Memory();
        var format = ((Format.Valid) Format.parse("iso")).format();
        var line = "x".repeat(200).getBytes(StandardCharsets.UTF_8);
        memory.add(line, 0, 200, Optional.of(Place.ofZone(ZONES.find("UTC").orElseThrow())), format);
        assertNull(memory.find(line, 0, 200));
    }

    private static Answerer answerer() {
        var defaults = Defaults.of("UTC", "%Y-%m-%d %H:%M:%S", List.of(), false, ZONES, PLACES);
        return new Answerer(defaults, ZONES, PLACES, any -> null);
    }

    private String answer(Answerer answerer, String line, Instant instant) {
        out.clear();
        exchange.reading = new Reading(instant, ClockState.SYNCHRONISED, 0, 1, Leap.NONE);
        var bytes = line.getBytes(StandardCharsets.UTF_8);
        answerer.answer(bytes, 0, bytes.length, exchange, out);
        return out.toString();
    }
}
