package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.timeserverd.place.Place;
import io.timeserverd.zone.Zone;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected output is that of GNU date in the C locale. */
class DateFormatTest {
    /** A Friday on which the day, the hour and the minute have one digit. */
    private static final String FRIDAY = "2024-03-01T08:05:09.012345678Z";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "%%|%",
                "%a|Fri",
                "%A|Friday",
                "%b|Mar",
                "%B|March",
                "%c|Fri Mar  1 09:05:09 2024",
                "%C|20",
                "%d|01",
                "%D|03/01/24",
                "%e| 1",
                "%F|2024-03-01",
                "%g|24",
                "%G|2024",
                "%h|Mar",
                "%H|09",
                "%I|09",
                "%j|061",
                "%k| 9",
                "%l| 9",
                "%m|03",
                "%M|05",
                "%N|012345678",
                "%p|AM",
                "%P|am",
                "%q|1",
                "%r|09:05:09 AM",
                "%R|09:05",
                "%s|1709280309",
                "%S|09",
                "%T|09:05:09",
                "%u|5",
                "%U|08",
                "%V|09",
                "%w|5",
                "%W|09",
                "%x|03/01/24",
                "%X|09:05:09",
                "%y|24",
                "%Y|2024",
                "%z|+0100",
                "%:z|+01:00",
                "%::z|+01:00:00",
                "%:::z|+01",
                "%Z|CET",
            })
    void everyConversionPrintsWhatDatePrints(String format, String output) {
        assertEquals(output, Formats.render(format, FRIDAY, RulesZone.PARIS));
    }

    @Test
    void newlineAndTabArePrinted() {
        assertEquals("09\n05\t09", Formats.render("%H%n%M%t%S", FRIDAY, RulesZone.PARIS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "%-d|1",
                "%_d| 1",
                "%0e|01",
                "%-l|9",
                "%-j|61",
                "%_j| 61",
                "%-_d| 1",
                "%_-d|1",
                "%^a|FRI",
                "%#a|FRI",
                "%#p|am",
                "%^p|AM",
                "%^P|am",
                "%#Z|cet",
                "%^#Z|cet",
                "%^c|FRI MAR  1 09:05:09 2024",
                "%#c|Fri Mar  1 09:05:09 2024",
                "%10Y|0000002024",
                "%_10Y|      2024",
                "%-10Y|2024",
                "%1d|1",
                "%10a|       Fri",
                "%010a|0000000Fri",
                "%-10a|Fri",
                "%12T|    09:05:09",
                "%012T|000009:05:09",
                "%12F|002024-03-01",
                "%_12F|  2024-03-01",
                "%_12D|    03/01/24",
                "%3N|012",
                "%6N|012345",
                "%9N|012345678",
                "%12N|012345678000",
                "%_12N|012345678   ",
                "%-12N|012345678",
                "%-N|012345678",
                "%-z|+100",
                "%_z| +100",
                "%10z|+000000100",
                "%_10:z|     +1:00",
                "%-:::z|+1",
                "%+4Y|2024",
                "%+5Y|+2024",
                "%+6G|+02024",
                "%+F|2024-03-01",
                "%+12F|+02024-03-01",
                "%+3C|+20",
                "%+3y|+24",
                "%+5d|00001",
                "%+10a|0000000Fri",
                "%Oy|24",
                "%Ey %EY %EC|24 2024 20",
                "%Ec|Fri Mar  1 09:05:09 2024",
                "%-Od %_5OH %5OH %05Ok|01    09    09 000 9",
            })
    void flagsAndWidthsWorkAsInDate(String format, String output) {
        assertEquals(output, Formats.render(format, FRIDAY, RulesZone.PARIS));
    }

    @Test
    void flagsReplaceTrailingZerosOfTheFraction() {
        var utc = Place.ofZone(RulesZone.UTC);
        var half = Instant.ofEpochSecond(0, 500_000_000);
        assertEquals("5        |5|500", Formats.render("%_N|%-9N|%3N", half, utc));
        assertEquals("0  |0", Formats.render("%_3N|%-3N", Instant.EPOCH, utc));
        assertEquals("05 |05", Formats.render("%_3N|%-3N", Instant.ofEpochSecond(0, 50_000_000), utc));
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 1970-01-01 00:00:00 Thu 001 0 1970-W01-4 00 00",
        "1969-12-31T23:59:59.5Z, 1969-12-31 23:59:59 Wed 365 -1 1970-W01-3 52 52",
        "2000-02-29T12:00:00Z, 2000-02-29 12:00:00 Tue 060 951825600 2000-W09-2 09 09",
        "1900-02-28T23:59:59Z, 1900-02-28 23:59:59 Wed 059 -2203891201 1900-W09-3 08 09",
        "1900-03-01T00:00:00Z, 1900-03-01 00:00:00 Thu 060 -2203891200 1900-W09-4 08 09",
        "2024-12-31T00:00:00Z, 2024-12-31 00:00:00 Tue 366 1735603200 2025-W01-2 52 53",
        "2023-01-01T00:00:00Z, 2023-01-01 00:00:00 Sun 001 1672531200 2022-W52-7 01 00",
        "0001-01-01T00:00:00Z, 0001-01-01 00:00:00 Mon 001 -62135596800 0001-W01-1 00 01",
        "9999-12-31T23:59:59Z, 9999-12-31 23:59:59 Fri 365 253402300799 9999-W52-5 52 52",
    })
    void turningPointsOfTheCalendar(String instant, String output) {
        String format = "%Y-%m-%d %H:%M:%S %a %j %s %G-W%V-%u %U %W";
        assertEquals(output, Formats.render(format, instant, RulesZone.UTC));
    }

    @Test
    void yearsBefore1000ArePaddedExceptInC() {
        assertEquals(
                "0001 01 00    1 1 0001-01-01 1-01-01 Mon Jan  1 00:00:00 1",
                Formats.render("%Y %y %C %_Y %-Y %F %-F %c", "0001-01-01T00:00:00Z", RulesZone.UTC));
    }

    @Test
    void yearsPast9999HaveASignIfTheFlagAsksForOne() {
        assertEquals(
                "10000 +10000 +10000 10000-01-01 +10000-01-01 +10000-01-01",
                Formats.render("%Y %+Y %+4Y %-F %F %+F", "9999-12-31T23:59:59Z", RulesZone.PARIS));
    }

    @Test
    void theHoursOfATwelveHourClock() {
        String format = "%I %l %p";
        assertEquals("12 12 AM", Formats.render(format, "2024-03-01T00:00:00Z", RulesZone.UTC));
        assertEquals("12 12 PM", Formats.render(format, "2024-03-01T12:00:00Z", RulesZone.UTC));
        assertEquals("11 11 PM", Formats.render(format, "2024-03-01T23:00:00Z", RulesZone.UTC));
    }

    @ParameterizedTest
    @CsvSource({
        "1800-01-01T00:00:00Z, -0043 -00:43 -00:43:08 -00:43:08 -43 -0:43 LMT",
        "1960-01-01T00:00:00Z, -0044 -00:44 -00:44:30 -00:44:30 -44 -0:44 MMT",
        "2000-01-01T00:00:00Z, +0000 +00:00 +00:00:00 +00 +0 +0:00 GMT",
    })
    void offsetsDropWhatTheirFormHasNoRoomFor(String instant, String output) {
        assertEquals(output, Formats.render("%z %:z %::z %:::z %-z %-:z %Z", instant, RulesZone.MONROVIA));
    }

    @Test
    void anAbbreviationWithAMinusMeansAnUnknownOffset() {
        Zone factory = RulesZone.of("Etc/UTC", Map.of(0, "-00"));
        assertEquals("-0000 -00:00 -00", Formats.render("%z %:z %:::z", FRIDAY, factory));
        assertEquals("2024-03-01T08:05:09+00:00", Formats.render("iso", FRIDAY, factory));
    }

    @Test
    void negativeUnixTimesArePaddedAfterTheSign() {
        assertEquals(
                "-000000001|        -1|-1", Formats.render("%010s|%_10s|%-10s", "1969-12-31T23:59:59Z", RulesZone.UTC));
    }
}
