package io.timeserverd.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PosixRuleTest {
    private static Timeline timeline(String rule, int year) {
        PosixRule parsed = PosixRuleParser.parse(rule).orElseThrow(() -> new AssertionError(rule));
        long from = LocalDate.of(year, 1, 1).toEpochDay() * 86_400;
        return parsed.continued(new TimelineBuilder(parsed.typeAt(from)), from);
    }

    /** The next two changes from the beginning of the year on, in UTC. */
    private static String changes(String rule, int year) {
        Timeline timeline = timeline(rule, year);
        long from = LocalDate.of(year, 1, 1).toEpochDay() * 86_400;
        Optional<Transition> first = timeline.next(from);
        Optional<Transition> second = first.flatMap(change -> timeline.next(change.epochSecond()));
        return Stream.of(first, second)
                .flatMap(Optional::stream)
                .map(change -> Instant.ofEpochSecond(change.epochSecond()) + " "
                        + change.after().abbreviation())
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CET-1CEST,M3.5.0,M10.5.0/3 | 2027-03-28T01:00:00Z CEST, 2027-10-31T01:00:00Z CET",
                "EST5EDT,M3.2.0,M11.1.0 | 2027-03-14T07:00:00Z EDT, 2027-11-07T06:00:00Z EST",
                "IST-1GMT0,M10.5.0,M3.5.0/1 | 2027-03-28T01:00:00Z IST, 2027-10-31T01:00:00Z GMT",
                "AEST-10AEDT,M10.1.0,M4.1.0/3 | 2027-04-03T16:00:00Z AEST, 2027-10-02T16:00:00Z AEDT",
                "<-02>2<-01>,M3.5.0/-1,M10.5.0/0 | 2027-03-28T01:00:00Z -01, 2027-10-31T01:00:00Z -02",
                "IST-2IDT,M3.4.4/26,M10.5.0 | 2027-03-26T00:00:00Z IDT, 2027-10-30T23:00:00Z IST",
                "EET-2EEST,M3.4.4/50,M10.4.4/50 | 2027-03-27T00:00:00Z EEST, 2027-10-29T23:00:00Z EET",
                "LHST-10:30LHDT-11,M10.1.0,M4.1.0 | 2027-04-03T15:00:00Z LHST, 2027-10-02T15:30:00Z LHDT",
                "AAA0BBB,J60/0,J61/0 | 2027-03-01T00:00:00Z BBB, 2027-03-01T23:00:00Z AAA",
                "AAA0BBB,59/0,60/0 | 2027-03-01T00:00:00Z BBB, 2027-03-01T23:00:00Z AAA",
            })
    void changesOf2027AreThoseOfTheRule(String rule, String expected) {
        assertEquals(expected, changes(rule, 2027));
    }

    @Test
    void theTimeOfARuleMayBeAWeekFromItsDay() {
        assertEquals(
                "2027-06-22T23:59:59Z BBB, 2027-06-30T00:00:00Z AAA",
                changes("AAA0BBB,J167/167:59:59,J188/-167", 2027));
    }

    @Test
    void julianDaysNeverCountFebruary29() {
        assertEquals("2028-03-01T00:00:00Z BBB, 2028-03-01T23:00:00Z AAA", changes("AAA0BBB,J60/0,J61/0", 2028));
    }

    @Test
    void plainDaysCountFebruary29() {
        assertEquals("2028-02-29T00:00:00Z BBB, 2028-02-29T23:00:00Z AAA", changes("AAA0BBB,59/0,60/0", 2028));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<+03>-3", "UTC0", "AAA24:59:59"})
    void aRuleWithoutDaylightTimeHasNoChanges(String rule) {
        assertEquals("", changes(rule, 2027));
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX3EDT4,0/0,J365/23", "XXX3EDT4,0/0,0/-1", "XXX3EDT4,M7.1.0/0,M7.1.0/-1"})
    void daylightTimeThatNeverEndsIsOneType(String rule) {
        // It ends when it begins again, or later (RFC 9636 section 3.3.1).
        Timeline allYear = timeline(rule, 2027);
        assertEquals(new LocalType(-14_400, true, "EDT"), allYear.typeAt(1_800_000_000L));
        assertEquals(Optional.empty(), allYear.next(1_800_000_000L));
    }

    @ParameterizedTest
    @CsvSource({
        "'CET-1CEST,M3.5.0,M10.5.0/3', Europe/Paris",
        "'EST5EDT,M3.2.0,M11.1.0', America/New_York",
        "'AEST-10AEDT,M10.1.0,M4.1.0/3', Australia/Sydney",
        "'<-02>2<-01>,M3.5.0/-1,M10.5.0/0', America/Nuuk",
        "'<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45', Pacific/Chatham"
    })
    void offsetsMatchTheJvmUntilTheYear9999(String rule, String id) {
        Timeline timeline = timeline(rule, 2026);
        ZoneRules rules = ZoneId.of(id).getRules();
        var random = new Random(2026);
        long from = LocalDate.of(2026, 1, 2).toEpochDay() * 86_400;
        long to = LocalDate.of(9999, 12, 30).toEpochDay() * 86_400;
        for (int i = 0; i < 20_000; i++) {
            long at = from + (long) (random.nextDouble() * (to - from));
            int expected = rules.getOffset(Instant.ofEpochSecond(at)).getTotalSeconds();
            assertEquals(
                    expected,
                    timeline.typeAt(at).offsetSeconds(),
                    () -> Instant.ofEpochSecond(at).toString());
        }
        Transition last =
                timeline.next(LocalDate.of(9999, 1, 10).toEpochDay() * 86_400).orElseThrow();
        assertEquals(rules.nextTransition(Instant.parse("9999-01-10T00:00:00Z")).toEpochSecond(), last.epochSecond());
    }

    @Test
    void invalidRulesAreRefused() {
        var bad = List.of(
                "",
                "C",
                "CET",
                "-1",
                "CET-1CEST",
                "CET-1CEST,M3.5.0",
                "CET-1CEST,M3.5.0,",
                "CET-1CEST,M13.5.0,M10.5.0",
                "CET-1CEST,M3.6.0,M10.5.0",
                "CET-1CEST,M3.5.7,M10.5.0",
                "CET-1CEST,M3.0.0,M10.5.0",
                "CET-25",
                "CET-1CEST,J0,J365",
                "CET-1CEST,J1,J366",
                "CET-1CEST,0,366",
                "CET-1CEST,M3.5.0/168,M10.5.0",
                "CET-1:60",
                "CET-1CEST,M3.5.0,M10.5.0/3 ",
                "<CET-1",
                "<>-1",
                "<C T>-1",
                "CET-99999999999",
                "ABCDEFGHIJKLMNOPQ-1",
                "CET-1CEST,M3.5.0,M10.5.0,J1",
                "<+03>-3\n",
                "CET--1",
                "CET-1\u0000");
        for (String text : bad) {
            assertEquals(Optional.empty(), PosixRuleParser.parse(text), text);
        }
        assertEquals(Optional.empty(), PosixRuleParser.parse("A".repeat(1_000_000)));
    }

    @Test
    void randomTextIsARuleOrRefused() {
        var random = new Random(3);
        String alphabet = "CETS<>+-0123456789,./:MJ";
        for (int i = 0; i < 30_000; i++) {
            var text = new StringBuilder("CET-1CEST,M3.5.0,M10.5.0/3");
            for (int j = random.nextInt(6); j >= 0; j--) {
                text.setCharAt(random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            PosixRuleParser.parse(text.toString()).ifPresent(rule -> rule.typeAt(random.nextLong() >> 8));
        }
    }

    @Test
    void rulesHoldInTheFarFuture() {
        Timeline timeline = timeline("CET-1CEST,M3.5.0,M10.5.0/3", 2027);
        long summer = LocalDateTime.of(2027, 7, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
        for (long cycles = 0; cycles < 1_000_000; cycles += 999) {
            long at = summer + cycles * Timeline.CYCLE_SECONDS;
            assertEquals("CEST", timeline.typeAt(at).abbreviation());
            assertEquals(at - timeline.previous(at).orElseThrow().epochSecond(), 94 * 86_400 + 23 * 3600);
        }
    }
}
