package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantParserTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00Z",
        "1700000000, 2023-11-14T22:13:20Z",
        "1700000000.5, 2023-11-14T22:13:20.5Z",
        "-1, 1969-12-31T23:59:59Z",
        "-0.25, 1969-12-31T23:59:59.75Z",
        "20261322, 1970-08-23T12:08:42Z",
        "2026334, 1970-01-24T10:52:14Z",
        "20261122.0, 1970-08-23T12:05:22Z",
        "000000000000000000001, 1970-01-01T00:00:01Z",
        "-62135596800, 0001-01-01T00:00:00Z",
        "253402300799.999999999, 9999-12-31T23:59:59.999999999Z",
        "2026-11-22T13:38:34+01:00, 2026-11-22T12:38:34Z",
        "2026-11-22t13:38:34z, 2026-11-22T13:38:34Z",
        "2026-11-22 13:38:34.123456789Z, 2026-11-22T13:38:34.123456789Z",
        "2026-11-22 13:38 -0930, 2026-11-22T23:08:00Z",
        "20261122T133834Z, 2026-11-22T13:38:34Z",
        "2026-11-22T13:38+05, 2026-11-22T08:38:00Z",
        "1900-01-01T00:09:21+00:09:21, 1900-01-01T00:00:00Z",
        "2026-11-22T13:38:34+19:00, 2026-11-21T18:38:34Z",
        "2026-11-30 12:00:00 UTC, 2026-11-30T12:00:00Z",
        "2026-11-30 12:00 utc+5:30, 2026-11-30T06:30:00Z",
        "2026-11-30 UTC, 2026-11-30T00:00:00Z",
        "2026-11-30T24:00Z, 2026-12-01T00:00:00Z",
        "2026-W49-1T14:30Z, 2026-11-30T14:30:00Z",
        "2026334T143005Z, 2026-11-30T14:30:05Z",
        "2026-11-30 2:30 pm +01:00, 2026-11-30T13:30:00Z",
        "2026-11-30 12 pm UTC, 2026-11-30T12:00:00Z",
        "2026-11-30 12 a.m. UTC, 2026-11-30T00:00:00Z",
        "2026-7-1 9am UTC, 2026-07-01T09:00:00Z",
        "2026/11/22 UTC, 2026-11-22T00:00:00Z",
        "2026/7/1 13:38 UTC, 2026-07-01T13:38:00Z",
        "2026-10-25T02:30:00+01:00[u-ca=gregory], 2026-10-25T01:30:00Z",
        "2026-10-25T02:30:00+01:00[!u-ca=iso8601][_x=y], 2026-10-25T01:30:00Z",
    })
    void parsesInstants(String text, Instant expected) {
        assertEquals(new RequestedInstant.At(expected), RequestedInstant.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T13:38:34, 2026-11-22, PT13H38M34S, ''",
        "2026-11-22 13:38, 2026-11-22, PT13H38M, ''",
        "2026-11-22 9:38, 2026-11-22, PT9H38M, ''",
        "20261122T1338, 2026-11-22, PT13H38M, ''",
        "20261122 133805, 2026-11-22, PT13H38M5S, ''",
        "'2026-11-22T13:38:34,5', 2026-11-22, PT13H38M34.5S, ''",
        "2026-11-22, 2026-11-22, , ''",
        "20261122, 2026-11-22, , ''",
        "2026-W48-1, 2026-11-23, , ''",
        "2026w481, 2026-11-23, , ''",
        "2026-W53-7, 2027-01-03, , ''",
        "2026-334, 2026-11-30, , ''",
        "2024-366, 2024-12-31, , ''",
        "2026-11-30T24:00, 2026-11-30, PT24H, ''",
        "2026-11-30T24:00:00.0, 2026-11-30, PT24H, ''",
        "14:30, , PT14H30M, ''",
        "9:05:07.25, , PT9H5M7.25S, ''",
        "24:00, , PT24H, ''",
        "12:30 am, , PT30M, ''",
        "12:30PM, , PT12H30M, ''",
        "9:30 p.m., , PT21H30M, ''",
        "14:30 America/New_York, , PT14H30M, America/New_York",
        "14:30Z, , PT14H30M, Z",
        "14:30+05:30, , PT14H30M, +05:30",
        "2026-10-25 02:30 CET, 2026-10-25, PT2H30M, CET",
        "2026-10-25T02:30CEST, 2026-10-25, PT2H30M, CEST",
        "2026-10-25 CET, 2026-10-25, , CET",
        "2026-10-25 12:00 :Europe/Paris, 2026-10-25, PT12H, :Europe/Paris",
        "2026-11-30T12:00 Etc/GMT+5, 2026-11-30, PT12H, Etc/GMT+5",
        "2026-11-30T12:00[!Europe/Paris], 2026-11-30, PT12H, Europe/Paris",
    })
    void parsesDatesAndTimesOfDay(String text, LocalDate date, Duration time, String zone) {
        assertEquals(
                new RequestedInstant.Local(Optional.ofNullable(date), Optional.ofNullable(time), zone),
                RequestedInstant.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-25T02:30:00+01:00[Europe/Paris], 2026-10-25T01:30:00Z, 3600, Europe/Paris",
        "2026-10-25T02:30:00+01:00[!Europe/Paris][u-ca=gregory], 2026-10-25T01:30:00Z, 3600, Europe/Paris",
        "2026-10-25T02:30:00+01:00[+01:00][foo=bar], 2026-10-25T01:30:00Z, 3600, +01:00",
        "2026-10-25T02:30:00Z[Europe/Paris], 2026-10-25T02:30:00Z, , Europe/Paris",
        "2026-10-25T02:30:00-00:00[Europe/Paris], 2026-10-25T02:30:00Z, , Europe/Paris",
        "2026-10-25T02:30:00+00:00[Europe/Paris], 2026-10-25T02:30:00Z, 0, Europe/Paris",
    })
    void parsesDateTimesWithAZoneInBrackets(String text, Instant instant, Integer offset, String zone) {
        OptionalInt expected = offset == null ? OptionalInt.empty() : OptionalInt.of(offset);
        assertEquals(new RequestedInstant.Zoned(instant, expected, zone), RequestedInstant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "NOW", "Now"})
    void nowIsTheClocksReading(String text) {
        assertEquals(RequestedInstant.NOW, RequestedInstant.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "9223372036854775807 | '9223372036854775807' is out of range: outside the years 1 to 9999",
                "-62135596801 | '-62135596801' is out of range: outside the years 1 to 9999",
                "999999999999 | '999999999999' is out of range: outside the years 1 to 9999",
                "9999-12-31T23:59:59-01:00 | '9999-12-31T23:59:59-01:00' is out of range: outside the years 1 to 9999",
                "2016-12-31T23:59:60Z | '2016-12-31T23:59:60Z' is a leap second, which UNIX time cannot name",
                "23:59:60 | '23:59:60' is a leap second, which UNIX time cannot name",
                "2026-11-22T24:00:01 | '2026-11-22T24:00:01' is no date and time of the calendar",
                "2026-W54-1 | '2026-W54-1' is no date and time of the calendar",
                "2025-W53-1 | '2025-W53-1' is no date and time of the calendar",
                "2026-366 | '2026-366' is no date and time of the calendar",
                "2026-11-30 14:30 pm | '2026-11-30 14:30 pm' is no date and time of the calendar",
                "2026-11-30T12:00Z[!x=y] | '2026-11-30T12:00Z[!x=y]' has a tag that is critical and not known: 'x=y'",
                "2026-11-30T12:00Z[A][B] | '2026-11-30T12:00Z[A][B]' has brackets that name no zone",
                "12:00Z[UTC] | '12:00Z[UTC]' needs a date and an offset before its brackets",
                "noon | 'noon' is neither UNIX seconds nor a date or time like 2026-11-22T13:38:34+01:00",
            })
    void anErrorSaysWhatIsWrong(String text, String problem) {
        assertEquals(new RequestedInstant.Bad(problem), RequestedInstant.parse(text));
    }

    @Test
    void tooManyDigitsAreOutOfRange() {
        for (int length = 13; length < RequestParser.MAX_BYTES; length++) {
            RequestedInstant.Bad bad =
                    assertInstanceOf(RequestedInstant.Bad.class, RequestedInstant.parse("9".repeat(length)));
            assertTrue(bad.problem().endsWith(" is out of range: outside the years 1 to 9999"), bad.problem());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".5",
                "1e9",
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
                "2026-11-22T23:59:60Z",
                "2026-1122T13:38:34Z",
                "2026-11-22T13",
                "2026-11-22 13",
                "2026-11-22-05",
                "2026-W48",
                "2026-11",
                "2026-W481",
                "2026W48-1",
                "1430 UTC",
                "14:3005",
                "14:60",
                "14:30:61",
                "13:00 pm",
                "0:30 am",
                "2026-11-30T12:00Z[]",
                "2026-11-30T12:00Z[!]",
                "2026-11-30T12:00Z[UTC",
                "2026-11-30T12:00 CET[Europe/Paris]",
                "0000-W01-1",
                "0000-001",
                "２０２６-11-22T13:00:00Z"
            })
    void otherTextIsRefusedWithAReason(String text) {
        assertInstanceOf(RequestedInstant.Bad.class, RequestedInstant.parse(text));
    }

    @Test
    void randomTextNeverThrows() {
        var random = new Random(3);
        String alphabet = "0123456789-+:.,TtZzWw @[]!=ap m";
        for (int i = 0; i < 200_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            RequestedInstant.parse(text.toString());
        }
    }
}
