package io.timeserverd.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.protocol.Output;
import io.timeserverd.zone.JvmZones;
import io.timeserverd.zone.ZoneSet;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorldTimeTest {
    private static final ZoneSet ZONES = new JvmZones();

    private static Map<String, String> at(String instant, String id) {
        var now = Instant.parse(instant);
        var out = new Output();
        new WorldTime(ZONES.find(id).orElseThrow(), "192.0.2.1", now.getEpochSecond(), now.getNano()).text(out);
        var fields = new TreeMap<String, String>();
        out.toString()
                .lines()
                .forEach(line -> fields.put(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip()));
        return fields;
    }

    @Test
    void hasTheFieldsOfWorldtimeapi() {
        var out = new Output();
        var now = Instant.parse("2026-07-01T12:00:00.123456789Z");
        new WorldTime(ZONES.find("America/New_York").orElseThrow(), "192.0.2.1", now.getEpochSecond(), now.getNano())
                .json(out);
        assertEquals(
                "{\"abbreviation\":\"EDT\",\"client_ip\":\"192.0.2.1\","
                        + "\"datetime\":\"2026-07-01T08:00:00.123456-04:00\",\"day_of_week\":3,\"day_of_year\":182,"
                        + "\"dst\":true,\"dst_from\":\"2026-03-08T07:00:00+00:00\",\"dst_offset\":3600,"
                        + "\"dst_until\":\"2026-11-01T06:00:00+00:00\",\"raw_offset\":-18000,"
                        + "\"timezone\":\"America/New_York\",\"unixtime\":1782907200,"
                        + "\"utc_datetime\":\"2026-07-01T12:00:00.123456+00:00\",\"utc_offset\":\"-04:00\","
                        + "\"week_number\":27}\n",
                out.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-15T12:00:00Z, America/New_York, -18000, 0, -05:00, false",
        "2026-07-01T12:00:00Z, Asia/Kolkata, 19800, 0, +05:30, false",
        "2026-01-15T12:00:00Z, Australia/Lord_Howe, 37800, 1800, +11:00, true",
        "2026-07-01T12:00:00Z, UTC, 0, 0, +00:00, false",
    })
    void separatesDaylightSavingFromTheOffset(
            String instant, String id, String raw, String dst, String offset, String daylight) {
        Map<String, String> fields = at(instant, id);
        assertEquals(raw, fields.get("raw_offset"));
        assertEquals(dst, fields.get("dst_offset"));
        assertEquals(offset, fields.get("utc_offset"));
        assertEquals(daylight, fields.get("dst"));
    }

    @Test
    void sundayIsDayZero() {
        assertEquals("0", at("2026-11-22T12:00:00Z", "UTC").get("day_of_week"));
        assertEquals("6", at("2026-11-21T12:00:00Z", "UTC").get("day_of_week"));
    }

    /** In each month of three years, the raw and the daylight saving offset add up to the offset of the zone. */
    @Test
    void agreesWithTheRulesOfEveryZone() {
        Set<String> known = ZoneId.getAvailableZoneIds();
        for (String id : ZONES.ids().stream().filter(known::contains).toList()) {
            for (int month = 1; month <= 36; month++) {
                var instant = String.format("%d-%02d-15T12:00:00Z", 2025 + (month - 1) / 12, (month - 1) % 12 + 1);
                Map<String, String> fields = at(instant, id);
                long offset = Long.parseLong(fields.get("raw_offset")) + Long.parseLong(fields.get("dst_offset"));
                ZoneRules rules = ZoneId.of(id).getRules();
                assertEquals(rules.getOffset(Instant.parse(instant)).getTotalSeconds(), offset, id + ' ' + instant);
                boolean daylight = Boolean.parseBoolean(fields.get("dst"));
                assertEquals(daylight, !fields.get("dst_from").isEmpty(), id);
                assertTrue(daylight || fields.get("dst_offset").equals("0"), id);
            }
        }
    }
}
