package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.HeapSize;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import io.timeserverd.place.Place;
import io.timeserverd.place.Places;
import io.timeserverd.place.Resolution;
import io.timeserverd.zone.JvmZones;
import io.timeserverd.zone.Offsets;
import io.timeserverd.zone.Zone;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentLinesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:38:34.123456789Z");
    private static final JvmZones ZONES = new JvmZones();
    private static final Places PLACES = Places.load();
    private static final Format DEFAULT = Formats.valid("%Y-%m-%d %H:%M:%S");

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
    void repeatedLineGetsTheSameReply(String line) {
        Answerer asked = answerer();
        for (Instant instant :
                List.of(NOW, NOW, NOW.plusNanos(300_000_000), NOW.plusSeconds(1), NOW, NOW.minusSeconds(9))) {
            String expected = answer(answerer(), line, instant);
            Optional<Place> place = exchange.place;
            String label = exchange.label;
            assertEquals(expected, answer(asked, line, instant));
            assertEquals(place, exchange.place);
            assertEquals(label, exchange.label);
            assertEquals(instant, line.contains("@") ? instant : exchange.instant());
        }
    }

    @Test
    void linesThatDifferInAnyByteAreDifferent() {
        var recent = new RecentLines(DEFAULT);
        byte[] line = "xParisx".getBytes(StandardCharsets.UTF_8);
        assertNull(recent.find(line, 1, 6));
        recent.add(line, 1, 6, Optional.of(Place.ofZone(Offsets.UTC)), "", DEFAULT);
        assertNotNull(recent.find(line, 1, 6));
        assertNull(recent.find(line, 0, 6));
        assertNotNull(recent.find("Paris".getBytes(StandardCharsets.UTF_8), 0, 5));
    }

    @Test
    void remembersAThousandLines() {
        var recent = new RecentLines(DEFAULT);
        for (int i = 0; i < 1000; i++) {
            remember(recent, linePadded(i));
        }
        for (int i = 0; i < 1000; i++) {
            assertTrue(isRemembered(recent, linePadded(i)), "line " + i);
        }
    }

    private static String linePadded(int i) {
        String named = i % 2 == 0 ? "" : "+iso";
        return " ".repeat(i % 40) + "Paris" + " ".repeat(i / 40) + named;
    }

    @Test
    void doesNotRememberALineThatTakesMuchMemory() {
        var recent = new RecentLines(DEFAULT);
        remember(recent, "Paris +" + "%d".repeat(60));
        assertFalse(isRemembered(recent, "Paris +" + "%d".repeat(60)));
        remember(recent, "CET-1CEST,M3.5.0,M10.5.0/3");
        assertFalse(isRemembered(recent, "CET-1CEST,M3.5.0,M10.5.0/3"));
        remember(recent, "Paris" + " ".repeat(220));
        assertTrue(isRemembered(recent, "Paris" + " ".repeat(220)));
    }

    /** Lines that need many objects, and lines that need few. LLL stands for letters that differ from line to line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+%c%c%c%c%c%c%c%c%c%c%c%c%c%c%c%c%c%cLLL",
                "+%c%c%c%c%c%c%c%cLLL",
                "+%^a%^a%^a%^a%^a%^a%^a%^a%^aLLL",
                "+%%%%%%%%%%%%%%%%%%%%LLL",
                "+%d %d %d %d %d %d %d %dLLL",
                "東京 +%d時LLL",
                "tokyo +%TLLL",
                "-11:12:13 +%TLLL",
                "<-11>11 +%TLLL",
                "Europe/Paris+%TLLL"
            })
    void linesStayWithinTheMemoryBound(String pattern) {
        var recent = new RecentLines(DEFAULT);
        for (int i = 0; i < 20_000; i++) {
            String letters = "" + (char) ('a' + i % 26) + (char) ('a' + i / 26 % 26) + (char) ('a' + i / 676);
            Zone zone = remember(recent, pattern.replace("LLL", letters)).zone();
            assertTrue(recent.bytes() <= Answerer.MEMORY_BYTES, () -> recent.bytes() + " bytes");
            if (i % 4_999 == 0) {
                long size = HeapSize.of(recent, DEFAULT, ZONES.find(zone.id()).orElse(null), PLACES);
                assertTrue(size <= recent.bytes(), () -> size + " bytes, and not " + recent.bytes());
            }
        }
    }

    private static Place remember(RecentLines recent, String text) {
        byte[] line = text.getBytes(StandardCharsets.UTF_8);
        Request.Time request = assertInstanceOf(Request.Time.class, RequestParser.parse(line, 0, line.length), text);
        Place place = request.place().isEmpty()
                ? Place.ofZone(Offsets.UTC)
                : assertInstanceOf(Resolution.Found.class, PLACES.resolve(request.place(), ZONES), text)
                        .place();
        recent.add(
                line,
                0,
                line.length,
                Optional.of(place),
                place.label(),
                request.format().orElse(DEFAULT));
        return place;
    }

    private static boolean isRemembered(RecentLines recent, String text) {
        byte[] line = text.getBytes(StandardCharsets.UTF_8);
        return recent.find(line, 0, line.length) != null;
    }

    private static Answerer answerer() {
        var defaults = Defaults.of("UTC", "%Y-%m-%d %H:%M:%S", List.of(), false, ZONES, PLACES);
        return new Answerer(defaults, ZONES, PLACES, any -> null);
    }

    private String answer(Answerer answerer, String line, Instant instant) {
        out.clear();
        exchange.reading = new Reading(instant, ClockState.SYNCHRONISED, 0, 1, Leap.NONE);
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        answerer.answer(bytes, 0, bytes.length, exchange, out);
        return out.toString();
    }
}
