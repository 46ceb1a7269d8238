package io.timeserverd.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetsTest {
    @ParameterizedTest
    @CsvSource({
        "+05:30, +05:30, 19800, +0530",
        "-0930, -09:30, -34200, -0930",
        "+5, +05:00, 18000, +05",
        "-11, -11:00, -39600, -11",
        "+530, +05:30, 19800, +0530",
        "+5:45, +05:45, 20700, +0545",
        "UTC+2, +02:00, 7200, +02",
        "utc-3:30, -03:30, -12600, -0330",
        "GMT+1, +01:00, 3600, +01",
        "UTC +2, +02:00, 7200, +02",
        "+05:30:15, +05:30:15, 19815, +053015",
        "-053015, -05:30:15, -19815, -053015",
        "\u22125, -05:00, -18000, -05",
        "+23:59:59, +23:59:59, 86399, +235959",
        "UTC, UTC, 0, UTC",
        "z, UTC, 0, UTC",
        "+00:00, UTC, 0, UTC",
        "-00, UTC, 0, UTC",
        "UTC+0, UTC, 0, UTC",
        "UTC0, UTC, 0, UTC",
        "utc\u00B100:00, UTC, 0, UTC",
        "\u20135, -05:00, -18000, -05",
        "UTC+5.5, +05:30, 19800, +0530",
        "'GMT-3,5', -03:30, -12600, -0330",
        "+5.75, +05:45, 20700, +0545",
        "UTC+12.25, +12:15, 44100, +1215",
    })
    void parsesOffsetsThatClientsType(String text, String id, int seconds, String abbreviation) {
        Zone zone = Offsets.parse(text).orElseThrow();
        assertEquals(id, zone.id());
        assertEquals(new LocalType(seconds, false, abbreviation), zone.typeAt(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "+",
                "UTC+",
                "+24",
                "+05:60",
                "+5:3",
                "+05:30:60",
                "+05:3015",
                "+0530:15",
                "+1234567",
                "+5 ",
                "Etc/GMT+5",
                "GMT",
                "GMT+0",
                "gmt-0",
                "GMT0",
                "EST",
                "+\u0665",
                "UTC  +2",
                "UTC2",
                "UTC00",
                "UTC+25",
                "UTC+24.5",
                "UTC+5.30",
                "UTC+5.50",
                "+5,5",
                "5.5",
                "\u00B10",
                "++5",
                "Paris"
            })
    void otherTextIsNoOffset(String text) {
        assertEquals(Optional.empty(), Offsets.parse(text));
    }

    @Test
    void everyIdMeansItsOwnOffset() {
        for (int seconds = -Offsets.MAX_SECONDS; seconds <= Offsets.MAX_SECONDS; seconds += 61) {
            Zone zone = Offsets.of(seconds);
            Zone again = Offsets.parse(zone.id()).orElseThrow();
            assertEquals(zone.typeAt(0), again.typeAt(0));
        }
    }

    @Test
    void anOffsetHasNoTransitions() {
        Zone zone = Offsets.of(3600);
        assertTrue(zone.next(Long.MIN_VALUE).isEmpty());
        assertTrue(zone.previous(Long.MAX_VALUE).isEmpty());
        assertEquals(new LocalInstants.One(-3600), zone.instantsOf(LocalDateTime.of(1970, 1, 1, 0, 0)));
    }
}
