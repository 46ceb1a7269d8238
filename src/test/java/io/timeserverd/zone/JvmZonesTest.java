package io.timeserverd.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.HeapSize;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmZonesTest {
    private static final JvmZones ZONES = new JvmZones();
    private static final Instant FROM = Instant.parse("1800-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2500-01-01T00:00:00Z");

    @Test
    void offsetsChangeWhenThoseOfTheJvmDo() {
        for (String id : ZONES.ids()) {
            if (!ZoneRulesProvider.getAvailableZoneIds().contains(id)) {
                continue;
            }
            ZoneRules rules = ZoneId.of(id).getRules();
            Zone zone = ZONES.find(id).orElseThrow();
            assertEquals(
                    rules.getOffset(FROM).getTotalSeconds(),
                    zone.typeAt(FROM.getEpochSecond()).offsetSeconds(),
                    id);
            ZoneOffsetTransition expected = rules.nextTransition(FROM);
            Optional<Transition> actual = zone.next(FROM.getEpochSecond());
            while (expected != null && expected.getInstant().isBefore(TO)) {
                Transition change = actual.orElseThrow(() -> new AssertionError(id));
                assertEquals(expected.toEpochSecond(), change.epochSecond(), id);
                assertEquals(
                        expected.getOffsetAfter().getTotalSeconds(),
                        change.after().offsetSeconds(),
                        id);
                assertEquals(
                        rules.isDaylightSavings(expected.getInstant()),
                        change.after().daylight(),
                        id);
                expected = rules.nextTransition(expected.getInstant());
                actual = zone.next(change.epochSecond());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Paris, 2026-01-01T00:00:00Z, CET",
        "Europe/Paris, 2026-07-01T00:00:00Z, CEST",
        "Europe/Paris, 1850-01-01T00:00:00Z, LMT",
        "America/New_York, 2026-07-01T00:00:00Z, EDT",
        "Asia/Kolkata, 2026-07-01T00:00:00Z, IST",
        "Asia/Dubai, 2026-07-01T00:00:00Z, +04",
        "America/Sao_Paulo, 2026-07-01T00:00:00Z, -03",
        "Asia/Kathmandu, 2026-07-01T00:00:00Z, +0545",
        "Etc/GMT+5, 2026-07-01T00:00:00Z, -05",
        "UTC, 2026-07-01T00:00:00Z, UTC",
        "EST, 2026-07-01T00:00:00Z, EST",
        "HST, 2026-07-01T00:00:00Z, HST",
        "ROC, 2026-07-01T00:00:00Z, CST",
        "GMT+0, 2026-07-01T00:00:00Z, GMT",
    })
    void abbreviationsAreThoseOfTheDatabaseOrNumeric(String id, Instant at, String abbreviation) {
        Zone zone = ZONES.find(id).orElseThrow();
        assertEquals(id, zone.id());
        assertEquals(abbreviation, zone.typeAt(at.getEpochSecond()).abbreviation());
    }

    @Test
    void allZonesTogetherTakeLessThanThreeMegabytes() {
        Object[] zones =
                ZONES.ids().stream().map(id -> ZONES.find(id).orElseThrow()).toArray();
        long size = HeapSize.of(zones);
        assertTrue(size < 3_000_000, () -> size + " bytes");
    }

    @Test
    void idsAreOnlyThoseOfTheDatabase() {
        assertTrue(Stream.of("EST", "MST", "HST", "ROC", "GMT+0", "GMT-0", "Europe/Paris", "Zulu")
                .allMatch(ZONES.ids()::contains));
        assertFalse(ZONES.ids().stream().anyMatch(id -> id.startsWith("SystemV")));
    }

    @Test
    void theReleaseIsThatOfTheJvm() {
        assertTrue(ZONES.release().matches("20\\d\\d[a-z]"), ZONES.release());
        assertEquals("jvm", ZONES.source());
    }
}
