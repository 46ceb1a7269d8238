package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00Z",
        "1700000000, 2023-11-14T22:13:20Z",
        "1700000000.5, 2023-11-14T22:13:20.5Z",
        "-1, 1969-12-31T23:59:59Z",
        "-0.25, 1969-12-31T23:59:59.75Z",
        "20261122, 1970-08-23T12:05:22Z",
        "-62135596800, 0001-01-01T00:00:00Z",
        "253402300799.999999999, 9999-12-31T23:59:59.999999999Z",
        "2026-11-22T13:38:34+01:00, 2026-11-22T12:38:34Z",
        "2026-11-22t13:38:34z, 2026-11-22T13:38:34Z",
        "2026-11-22 13:38:34.123456789Z, 2026-11-22T13:38:34.123456789Z",
        "2026-11-22 13:38 -0930, 2026-11-22T23:08:00Z",
        "20261122T133834Z, 2026-11-22T13:38:34Z",
        "2026-11-22T13:38+05, 2026-11-22T08:38:00Z",
        "1900-01-01T00:09:21+00:09:21, 1900-01-01T00:00:00Z"
    })
    void instants(String text, Instant expected) {
        assertEquals(new When.At(expected), When.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T13:38:34, 2026-11-22T13:38:34",
        "2026-11-22 13:38, 2026-11-22T13:38:00",
        "2026-11-22, 2026-11-22T00:00:00",
        "20261122T1338, 2026-11-22T13:38:00",
        "'2026-11-22T13:38:34,5', 2026-11-22T13:38:34.5"
    })
    void localDateTimes(String text, LocalDateTime expected) {
        assertEquals(new When.Local(expected), When.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".5",
                "1e9",
                "now",
                "0x10",
                "--1",
                "1.1234567890",
                "1234567890123456",
                "-62135596801",
                "253402300800",
                "0000-01-01T00:00:00",
                "10000-01-01T00:00:00Z",
                "9999-12-31T23:59:59-01:00",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T23:59:60Z",
                "2026-11-22T13:38:34+19:00",
                "2026-1122T13:38:34Z",
                "2026-11-22T13",
                "２０２６-11-22T13:00:00Z"
            })
    void everythingElseIsRefusedWithAReason(String text) {
        assertInstanceOf(When.Bad.class, When.parse(text));
    }

    @Test
    void randomTextNeverThrows() {
        var random = new Random(3);
        String alphabet = "0123456789-+:.,TtZz @";
        for (int i = 0; i < 200_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            When.parse(text.toString());
        }
    }
}
