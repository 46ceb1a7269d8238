package io.timeserverd.admin.sums;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.timeserverd.zone.JvmZones;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class DisplayZoneTest {
    private static final DisplayZone PARIS =
            DisplayZone.of(new JvmZones().find("Europe/Paris").orElseThrow());

    private static void assertReads(String instant, String local) {
        assertEquals(Instant.parse(instant), PARIS.instant(LocalDateTime.parse(local)));
    }

    @Test
    void readsLocalTimes() {
        assertReads("2026-11-22T12:00:00.5Z", "2026-11-22T13:00:00.5");
        assertReads("2026-07-01T12:00:00Z", "2026-07-01T14:00:00");
    }

    @Test
    void readsATimeThatClocksShowTwiceAsTheFirst() {
        assertReads("2026-10-25T00:30:00Z", "2026-10-25T02:30:00");
    }

    @Test
    void readsATimeThatClocksLeaveOutAsTheInstantOfTheTransition() {
        assertReads("2026-03-29T01:00:00Z", "2026-03-29T02:30:00");
    }

    @Test
    void showsTimesWithTheirOffset() {
        assertEquals(
                "2026-11-22T14:38:34.123+01:00",
                new IsoTime(IsoTime.MILLISECONDS, PARIS).text(Instant.parse("2026-11-22T13:38:34.123456789Z")));
        assertEquals(
                "2026-07-02T00:00:00+02:00",
                new IsoTime(IsoTime.SECONDS, PARIS).text(Instant.parse("2026-07-01T22:00:00.9Z")));
        assertEquals(
                "2026-07-01T22:00:00Z", new IsoTime(IsoTime.SECONDS).text(Instant.parse("2026-07-01T22:00:00.9Z")));
    }

    @Test
    void showsAnHourWithItsOffset() {
        var noon = Instant.parse("2026-11-22T12:34:56Z");
        assertEquals("2026-11-22T13+01:00", new IsoTime(IsoTime.MILLISECONDS, PARIS).hour(noon));
        assertEquals("2026-11-22T12Z", new IsoTime(IsoTime.MILLISECONDS).hour(noon));
    }

    @Test
    void knowsUtcByItsNames() {
        assertEquals(
                DisplayZone.UTC, DisplayZone.of(new JvmZones().find("etc/utc").orElseThrow()));
        assertEquals("Europe/Paris", PARIS.name());
        assertEquals("UTC", DisplayZone.UTC.name());
    }
}
