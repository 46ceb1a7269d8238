package io.timeserverd.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TzStringTest {
    private static final ZoneSet JVM = new JvmZones();
    private static final LocalType WINTER = new LocalType(3600, false, "CET");
    private static final LocalType SUMMER = new LocalType(7200, true, "CEST");

    private static long second(String instant) {
        return Instant.parse(instant).getEpochSecond();
    }

    private static String text(Zone zone, String instant) {
        TzString tz = zone.tzString(second(instant)).orElseThrow();
        OptionalLong until = tz.until();
        return until.isEmpty() ? tz.text() : tz.text() + " until " + Instant.ofEpochSecond(until.getAsLong());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CET-1CEST,M3.5.0,M10.5.0/3",
                "EST5EDT,M3.2.0,M11.1.0",
                "IST-1GMT0,M10.5.0,M3.5.0/1",
                "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
                "EET-2EEST,M3.4.4/50,M10.4.4/50",
                "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
                "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45",
                "AAA0:00:01BBB,J60/0,365/167:59:59",
                "<+0530>-5:30",
                "UTC0",
                "LMT-0:09:21"
            })
    void aRuleIsWrittenAsZicDoes(String text) {
        assertEquals(text, PosixRuleParser.parse(text).orElseThrow().text());
    }

    @ParameterizedTest
    @CsvSource({
        "'CET-01:00CEST-2,M3.5.0/02:00,M10.5.0/03:00:00', 'CET-1CEST,M3.5.0,M10.5.0/3'",
        "EST+5, EST5",
        "<EST>5:00:00, EST5"
    })
    void otherSpellingsAreWrittenTheSame(String text, String expected) {
        assertEquals(expected, PosixRuleParser.parse(text).orElseThrow().text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Europe/Paris | CET-1CEST,M3.5.0,M10.5.0/3",
                "America/New_York | EST5EDT,M3.2.0,M11.1.0",
                "America/Santiago | <-04>4<-03>,M9.1.6/24,M4.1.6/24",
                "Asia/Jerusalem | IST-2IDT,M3.4.4/26,M10.5.0",
                "Australia/Lord_Howe | <+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
                "Pacific/Chatham | <+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45",
                "Asia/Kolkata | IST-5:30",
                "Etc/GMT+5 | <-05>5"
            })
    void rulesOfTheJvmHaveOne(String id, String expected) {
        assertEquals(expected, text(JVM.find(id).orElseThrow(), "2026-12-01T00:00:00Z"));
    }

    @Test
    void anOffsetHasOne() {
        assertEquals("<+0530>-5:30", text(Offsets.of(19_800), "2026-12-01T00:00:00Z"));
        assertEquals("UTC0", text(Offsets.UTC, "2026-12-01T00:00:00Z"));
    }

    /** Changes that follow the rule, except for one summer that begins a week early. */
    private static Zone withOneException() {
        PosixRule rule = PosixRuleParser.parse("CET-1CEST,M3.5.0,M10.5.0/3").orElseThrow();
        TimelineBuilder builder = new TimelineBuilder(WINTER)
                .add(second("2026-03-29T01:00:00Z"), SUMMER)
                .add(second("2026-10-25T01:00:00Z"), WINTER)
                .add(second("2027-03-21T01:00:00Z"), SUMMER)
                .add(second("2027-10-31T01:00:00Z"), WINTER);
        return new TimelineZone("Test/Zone", rule.continued(builder, second("2027-10-31T01:00:00Z")), 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2020-01-01T00:00:00Z | CET-1 until 2026-03-29T01:00:00Z",
                "2026-03-01T00:00:00Z | CET-1CEST,M3.5.0,M10.5.0/3 until 2027-03-21T01:00:00Z",
                "2026-12-01T00:00:00Z | CET-1CEST,M3.5.0,M10.5.0/3 until 2027-03-21T01:00:00Z",
                "2027-03-21T01:00:00Z | CEST-2 until 2027-10-31T01:00:00Z",
                "2027-03-28T01:00:00Z | CET-1CEST,M3.5.0,M10.5.0/3",
                "2027-12-01T00:00:00Z | CET-1CEST,M3.5.0,M10.5.0/3",
                "2500-12-01T00:00:00Z | CET-1CEST,M3.5.0,M10.5.0/3"
            })
    void holdsUntilAKnownException(String instant, String expected) {
        assertEquals(expected, text(withOneException(), instant));
    }

    @Test
    void aTypeThatPosixCannotExpressHasNone() {
        long change = 1_000_000_000L;
        for (LocalType type : new LocalType[] {new LocalType(0, false, "X"), new LocalType(25 * 3600, false, "FAR")}) {
            Timeline timeline = new TimelineBuilder(type).add(change, WINTER).build();
            assertEquals(Optional.empty(), timeline.tzString(0));
            assertEquals(Optional.of(new TzString("CET-1", OptionalLong.empty())), timeline.tzString(change));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CET-1CEST,M3.5.0,M10.5.0/3 | CET-1CEST,M3.5.0,M10.5.0/3 | 7200 | CEST",
                "<+0530>-5:30 | <+0530>-5:30 | 19800 | +0530",
                "<AAA>+3 | <AAA>+3 | -10800 | AAA",
                "EST+5EDT,M3.2.0/2,M11.1.0/2 | EST5EDT,M3.2.0,M11.1.0 | -14400 | EDT",
                "JST-9 | JST-9 | 32400 | JST",
                "JST-09:00 | JST-9 | 32400 | JST",
                "EST5 | EST5 | -18000 | EST",
                "UTC0 | UTC0 | 0 | UTC",
                "GMT0 | GMT0 | 0 | GMT"
            })
    void aClientMayTypeOne(String text, String id, int summerOffset, String abbreviation) {
        Zone zone = PosixZones.parse(text).orElseThrow();
        assertEquals(id, zone.id());
        LocalType summer = zone.typeAt(second("2026-07-01T00:00:00Z"));
        assertEquals(summerOffset, summer.offsetSeconds());
        assertEquals(abbreviation, summer.abbreviation());
        assertEquals(id, PosixZones.parse(id).orElseThrow().id());
        assertEquals(
                PosixRuleParser.parse(text).map(PosixRule::text),
                zone.tzString(0).map(TzString::text));
    }

    /** In EST-5 the sign is most likely meant the other way, and nobody knows XYZ3. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "EST-5",
                "CET+1",
                "UTC2",
                "UTC-2",
                "GMT5",
                "XYZ3",
                "GMT+0",
                "GMT-0",
                "GMT+00",
                "EST5EDT",
                "CET-1CEST",
                "A3",
                "<A>3",
                "A3B,J1,J2",
                "a,b",
                "11",
                "Paris",
                "EST",
                "jst-9"
            })
    void invalidOrUnclearTextIsNoZone(String text) {
        assertEquals(Optional.empty(), PosixZones.parse(text));
    }
}
