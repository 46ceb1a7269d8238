package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import io.timeserverd.place.Place;
import io.timeserverd.place.Places;
import io.timeserverd.zone.JvmZones;
import io.timeserverd.zone.ZoneSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswererTest {
    private static final ZoneSet ZONES = new JvmZones();
    private static final Places PLACES = Places.load();
    private static final Reading READING =
            new Reading(Instant.parse("2026-11-22T12:38:34.5Z"), ClockState.SYNCHRONISED, 2_000_000, 3, Leap.NONE);

    private final Exchange exchange = new Exchange();
    private final Answerer answerer = new Answerer(
            Defaults.of("UTC", "%F %T", List.of("Europe/Paris", "UTC +iso"), false, ZONES, PLACES),
            ZONES,
            PLACES,
            asked -> new Status(
                    "1.2",
                    60,
                    new ClockFacts("ntp", "", "", OptionalLong.of(-1500), AnswerJsonTest.SERVERS, 0, 0),
                    asked.reading,
                    "2026f",
                    "/zones",
                    "none",
                    "",
                    Map.of("answered", 7L)));

    private String answer(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        var out = new Output();
        exchange.reading = READING;
        exchange.client = () -> new ClientFacts("192.0.2.1", "192.0.2.0/24", "30d", "1 of 256", "unlimited");
        answerer.answer(bytes, 0, bytes.length, exchange, out);
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pariss",
                "springfield",
                "nowhere@1 +unix",
                "time in Paris",
                "places san",
                "zones",
                "zones FR",
                "zones nowhere"
            })
    void putsOffARequestThatNeedsASearchIfThereIsNoTime(String line) {
        exchange.maySearch = false;
        assertEquals("", answer(line));
        assertEquals(Exchange.Next.LATER, exchange.next);
        exchange.maySearch = true;
        assertTrue(answer(line).length() > 1, line);
        assertEquals(Exchange.Next.GO_ON, exchange.next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"paris", "Springfield, Missouri", "UTC+2@1 +unix", "help", "me", "status", "@x"})
    void repliesAtOnceToARequestThatNeedsNoSearch(String line) {
        exchange.maySearch = false;
        assertTrue(answer(line).length() > 1, line);
        assertEquals(Exchange.Next.GO_ON, exchange.next);
    }

    @ParameterizedTest
    @CsvSource({
        // Paris: clocks go forward at 2026-03-29 01:00 UTC and back at 2026-10-25 01:00 UTC.
        "2026-10-25T01:59:59, 2026-10-25 01:59:59 +0200",
        "2026-10-25T02:30:00, 2026-10-25 02:30:00 +0200",
        "2026-10-25T02:30:00+01:00, 2026-10-25 02:30:00 +0100",
        "2026-10-25T03:00:00, 2026-10-25 03:00:00 +0100",
        "2026-03-29T01:59:59, 2026-03-29 01:59:59 +0100",
        "2026-03-29T03:00:00, 2026-03-29 03:00:00 +0200"
    })
    void aLocalTimeThatOccursTwiceIsTheEarlier(String instant, String expected) {
        assertEquals(expected + "\n", answer("Europe/Paris@" + instant + " +%F %T %z"));
    }

    @Test
    void aSkippedLocalTimeIsAnErrorThatSaysSo() {
        assertEquals(
                "ERR bad-instant 2026-03-29T02:30 does not exist in Europe/Paris:"
                        + " clocks go from UTC+01:00 to UTC+02:00 over it\n",
                answer("Europe/Paris@2026-03-29T02:30"));
        assertEquals(Optional.of(ErrorCode.BAD_INSTANT), exchange.error);
        assertTrue(exchange.place.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "Africa/Cairo@2027-04-30 +iso, 2027-04-30T01:00:00+03:00",
        "Asia/Beirut@20230326 +iso, 2023-03-26T01:00:00+03:00",
        "Asia/Beirut@2023-03-25T24:00 +iso, 2023-03-26T01:00:00+03:00",
        "America/Havana@2025-11-02 +iso, 2025-11-02T00:00:00-04:00",
        "Europe/Paris@20261130, 2026-11-30 00:00:00",
        "Europe/Paris@2026-W49-1T24:00, 2026-12-01 00:00:00",
        "Europe/Paris@2026-334, 2026-11-30 00:00:00"
    })
    void aDateMeansTheFirstInstantOfTheDay(String request, String expected) {
        assertEquals(expected + "\n", answer(request));
    }

    @Test
    void anExplicitSkippedMidnightAndASkippedDayAreErrors() {
        assertTrue(
                answer("Asia/Beirut@2023-03-26T00:00").startsWith("ERR bad-instant 2023-03-26T00:00 does not exist"));
        assertTrue(answer("Pacific/Apia@2011-12-30").startsWith("ERR bad-instant 2011-12-30T00:00 does not exist"));
    }

    @ParameterizedTest
    @CsvSource({
        // It is 2026-11-22 12:38 in UTC.
        "Europe/Paris@14:30 +iso, 2026-11-22T14:30:00+01:00",
        "Europe/Paris@24:00 +iso, 2026-11-23T00:00:00+01:00",
        "Pacific/Kiritimati@00:10 +iso, 2026-11-23T00:10:00+14:00",
        "Pacific/Kiritimati@00:10 UTC +iso, 2026-11-23T14:10:00+14:00",
        "Europe/Paris@9:00 am America/New_York +iso, 2026-11-22T15:00:00+01:00",
        "Europe/Paris@now +iso, 2026-11-22T13:38:34+01:00"
    })
    void aTimeWithoutADateIsToday(String request, String expected) {
        assertEquals(expected + "\n", answer(request));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Paris@2026-10-25 02:30 CEST, 2026-10-25T02:30:00+02:00",
        "Europe/Paris@2026-10-25 02:30 CET, 2026-10-25T02:30:00+01:00",
        "Europe/Paris@2026-10-25 02:30 cet, 2026-10-25T02:30:00+01:00",
        "Europe/Paris@2026-07-01 12:00 CET, 2026-07-01T13:00:00+02:00",
        "Europe/Paris@2026-03-29 02:30 CET, 2026-03-29T03:30:00+02:00",
        "UTC@2026-07-01 12:00 CET, 2026-07-01T11:00:00+00:00",
        "UTC@2026-11-30 12:00 EDT, 2026-11-30T16:00:00+00:00",
        "UTC@2026-11-30 12:00:00 UTC, 2026-11-30T12:00:00+00:00",
        "Asia/Kolkata@2026-11-30 12:00 IST, 2026-11-30T12:00:00+05:30",
        "Asia/Jerusalem@2026-11-30 12:00 IST, 2026-11-30T12:00:00+02:00",
        "UTC@2026-07-01 12:00 Europe/Paris, 2026-07-01T10:00:00+00:00",
        "UTC@2026-10-25T02:30[Europe/Paris], 2026-10-25T00:30:00+00:00",
        "UTC@2026-10-25T02:30:00+01:00[Europe/Paris], 2026-10-25T01:30:00+00:00",
        "UTC@2026-10-25T02:30:00+02:00[!Europe/Paris], 2026-10-25T00:30:00+00:00",
        "UTC@2026-10-25T02:30:00Z[Europe/Paris], 2026-10-25T02:30:00+00:00"
    })
    void aTimeMayHaveItsOwnZone(String request, String expected) {
        assertEquals(expected + "\n", answer(request + " +iso"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "UTC@2026-11-30 12:00 Mars/Phobos | no zone 'Mars/Phobos' for the time; there are ids such as"
                        + " Europe/Paris, offsets and abbreviations",
                "UTC@2026-11-30 12:00 IN | no zone 'IN' for the time; there are ids such as Europe/Paris, offsets and"
                        + " abbreviations",
                "UTC@2026-11-30T12:00:00Z[Mars] | no zone 'Mars' for the time; there are ids such as Europe/Paris,"
                        + " offsets and abbreviations",
                "UTC@2026-11-30T12:00:00+02:00[Europe/Paris] | Europe/Paris contradicts the offset: clocks there show"
                        + " UTC+01:00 then",
                "UTC@2026-11-30T12:00:00+02:00[+23:00] | +23:00 contradicts the offset: clocks there show UTC+23:00"
                        + " then",
                "UTC@2026-03-29 02:30 Europe/Paris | 2026-03-29T02:30 does not exist in Europe/Paris: clocks go from"
                        + " UTC+01:00 to UTC+02:00 over it"
            })
    void anErrorSaysWhyTheZoneOfATimeIsInvalid(String request, String problem) {
        assertEquals("ERR bad-instant " + problem + "\n", answer(request));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Europe/Paris +tz | CET-1CEST,M3.5.0,M10.5.0/3",
                "Europe/Paris@1975-01-01 +tz | CET-1",
                "+05:30 +tz | <+0530>-5:30",
                "UTC +tz | UTC0",
                "CET-1CEST,M3.5.0,M10.5.0/3 +%T %Z | 13:38:34 CET",
                "CET-1CEST,M3.5.0,M10.5.0/3 @2026-07-01T12:00 +iso | 2026-07-01T12:00:00+02:00",
                "<+0530>-5:30 +long | 2026-11-22 18:08:34 +0530 +0530 <+0530>-5:30",
                "<-03>+3 +iso | 2026-11-22T09:38:34-03:00",
                "JST-9 +iso | 2026-11-22T21:38:34+09:00"
            })
    void aPosixTzStringIsAFormatAndAPlace(String request, String expected) {
        assertEquals(expected + "\n", answer(request));
    }

    @Test
    void localTimeMayLieOutsideTheYearsThatCanBeFormatted() {
        assertTrue(answer("+14:00@0001-01-01T00:00").startsWith("ERR bad-instant "));
        assertEquals("0001-01-01 00:00:00\n", answer("-12:00@0001-01-01T00:00"));
    }

    @Test
    void fractionsOfALocalTimeAreKept() {
        assertEquals("2026-11-22T13:00:00.250+01:00\n", answer("Europe/Paris@2026-11-22T13:00:00.25+iso3"));
    }

    @Test
    void exchangeHoldsPlaceFormatAndInstantOfTheReply() {
        answer("Europe/Paris@0 +iso");
        assertEquals(
                "Europe/Paris", exchange.place.map(Place::zone).orElseThrow().id());
        assertEquals("iso", exchange.format);
        assertEquals(Instant.EPOCH, exchange.instant());
        answer("Europe/Paris");
        assertEquals("%F %T", exchange.format);
        assertEquals(READING.instant(), exchange.instant());
    }

    @Test
    void aNumberIsAChoiceOnlyAfterAMenu() {
        assertTrue(answer("2").startsWith("ERR unknown-place "));
        assertEquals(
                "1) Europe/Paris\n2) UTC +iso\nchoose a number from 1 to 2, or send any request:\n\n", answer("menu"));
        assertEquals(Exchange.Next.CHOOSE, exchange.next);
        exchange.choosing = true;
        assertEquals("2026-11-22T12:38:34+00:00\n", answer(" 2 "));
        for (String wrong : List.of("0", "3", "99999999999999999999")) {
            assertEquals("ERR bad-request choose a number from 1 to 2\n", answer(wrong));
        }
        assertEquals("2026-11-22 12:38:34\n", answer("UTC"));
    }

    @Test
    void aMenuWithoutItemsOffersNoNumber() {
        var out = new Output();
        var defaults = Defaults.of("UTC", "%F %T", List.of(), false, ZONES, PLACES);
        new Answerer(defaults, ZONES, PLACES, asked -> null).menu(out);
        assertEquals("\n", out.toString());
    }

    @Test
    void syncEchoesItsTokenAndMarksTheTransmitTime() {
        assertEquals("42 1795351114500000000 1795351114500000000 2000000 3 0\n", answer("sync 42"));
        assertEquals("42 1795351114500000000 ".length(), exchange.transmitTimeAt);
        assertTrue(answer("sync a b").startsWith("ERR bad-request "));
        assertEquals(-1, exchange.transmitTimeAt);
    }

    @Test
    void statusShowsAClientTheStateOfTheClockAndReleases() {
        assertEquals("""
                state: synchronised
                error-bound: 2000000 ns
                stratum: 3
                leap: none
                zones: 2026f
                places: none
                version: 1.2
                uptime: 60 s

                """, answer("status"));
    }

    @Test
    void fullStatusHasServersProblemsAndCountersToo() {
        exchange.fullStatus = () -> true;
        assertEquals("""
                clock: ntp
                state: synchronised
                offset: -1500 ns
                error-bound: 2000000 ns
                stratum: 3
                leap: none
                servers: mark address stratum poll reach offset-ns delay-ns jitter-ns problem
                server-1: * 192.0.2.1:123 2 16s 377 -3 450 9 -
                server-2: ? a.example/[2001:db8::1]:123 - 16s 0 - - - no-answer
                zones: 2026f from /zones
                places: none
                journal: ok
                version: 1.2
                uptime: 60 s
                answered: 7

                """, answer("status"));
    }

    @Test
    void listsEndWithAnEmptyLineAndErrorsDoNot() {
        for (String command :
                List.of("help", "menu", "zones", "zones paris", "places paris", "status", "me", "version")) {
            String reply = answer(command);
            assertTrue(reply.endsWith("\n\n"), command);
            assertEquals(reply.indexOf("\n\n"), reply.length() - 2, command + " has an empty line inside");
        }
        for (String error :
                List.of("zones nowhere", "places", "places qqqqqqqqq", "Nowhere", "Springfield", "UTC@x", "UTC +x")) {
            String reply = answer(error);
            assertTrue(reply.startsWith("ERR "), error);
            assertEquals(reply.length() - 1, reply.indexOf('\n'), error);
        }
    }

    @Test
    void zonesOfACountryAreGroupedByAgreement() {
        List<String> lines =
                answer("zones US").lines().filter(line -> !line.isEmpty()).toList();
        assertTrue(lines.get(0).equals("America/New_York 2026-11-22 07:38:34 EST -0500"), lines.get(0));
        assertTrue(lines.get(1).startsWith("  America/Detroit 2026-11-22 07:38:34 "), lines.get(1));
        assertEquals(29, lines.size(), lines::toString);
        assertEquals(8, lines.stream().filter(line -> !line.startsWith(" ")).count(), lines::toString);
        assertEquals(answer("zones US"), answer("zones Vereinigte Staaten"));
    }

    @Test
    void zonesOfAnAreaAreTheIdsThatBeginWithIt() {
        assertTrue(answer("zones america").startsWith("America/Adak\n"));
        assertTrue(answer("zones EST").lines().anyMatch("EST"::equals), answer("zones EST"));
        assertTrue(answer("zones EE").startsWith("Europe/Tallinn 2026-"));
        assertTrue(answer("zones Australia").startsWith("Australia/Sydney 2026-"));
    }

    @Test
    void zonesOfARegionAreAllZonesInIt() {
        List<String> lines = answer("zones Tennessee").lines().toList();
        assertTrue(lines.get(0).startsWith("America/Chicago 2026-11-22"), lines::toString);
        assertTrue(lines.get(1).startsWith("America/New_York 2026-11-22"), lines::toString);
        assertTrue(answer("zones PT").startsWith("Europe/Lisbon "), answer("zones PT"));
    }

    @ParameterizedTest
    @CsvSource({
        "North Dakota, America/Chicago America/Denver",
        "Kentucky, America/New_York America/Chicago",
        "Indiana, America/Indiana/Indianapolis America/Chicago",
        "Sakha Republic, Asia/Yakutsk Asia/Vladivostok",
        "Arizona, America/Phoenix America/Denver",
        "Michigan, America/Detroit America/Menominee",
        "Queensland, Australia/Brisbane",
        "New York, America/New_York",
    })
    void aRegionComesBeforeTheIdsThatContainItsName(String region, String ids) {
        List<String> lines = answer("zones " + region).lines().toList();
        for (String id : ids.split(" ", -1)) {
            assertTrue(lines.stream().anyMatch(line -> line.strip().startsWith(id + " 2026-")), lines::toString);
        }
        assertTrue(lines.get(0).startsWith(ids.split(" ", -1)[0]), lines::toString);
    }

    @Test
    void zonesOfAPlaceIsItsZone() {
        assertEquals("Europe/Berlin 2026-11-22 13:38:34 CET +0100\n\n", answer("zones München"));
        assertTrue(answer("zones Springfield").startsWith("ERR ambiguous "));
    }

    @ParameterizedTest
    @CsvSource({"TX, Texas", "FR, France", "DE, Germany", "EST, Estonia", "LHR, London Heathrow Airport"})
    void placesShowsThePlaceWithTheCodeFirst(String code, String name) {
        String first = answer("places " + code).lines().findFirst().orElseThrow();
        assertTrue(first.contains("| " + name), first);
    }

    @Test
    void placesShowsSpellingsThatSelectEachPlace() {
        List<String> lines = answer("places Paris").lines().toList();
        assertEquals("Paris | Paris, Île-de-France, France | Europe/Paris", lines.get(0));
        assertTrue(lines.contains("Paris, Texas | Paris, Texas, United States | America/Chicago"), lines::toString);
        assertEquals(21, lines.size());
        assertEquals("Europe/Paris |  | Europe/Paris\n\n", answer("places Europe/Paris"));
    }

    @Test
    void unknownNameIsReportedWithTheNearestNames() {
        assertEquals(
                "ERR unknown-place no place 'Pariss, France'; nearest: Paris | Paris, Texas | Paris, Ontario\n",
                answer("Pariss, France"));
    }

    @ParameterizedTest
    @CsvSource({
        "São%20Paulo+%R, 09:38",
        "S%C3%A3o%20Paulo, 2026-11-22 09:38:34",
        "what time is it in São_Paulo? +%R, 09:38",
        "time in America/Sao_Paulo@0 +%F %R, 1969-12-31 21:00",
        "time in \u201CSão Paulo\u201D, 2026-11-22 09:38:34",
        "in Warsaw +long, '2026-11-22 13:38:34 CET +0100 Europe/Warsaw, Warsaw, Mazovia, Poland (or Warsaw, Indiana; or Warsaw, New York)'",
        "In Salah +long, '2026-11-22 13:38:34 CET +0100 Africa/Algiers, In Salah, In Salah, Algeria'"
    })
    void unknownPlaceIsRetriedWithoutTheWordsAroundIt(String line, String reply) {
        assertEquals(reply + "\n", answer(line));
    }

    @Test
    void errorSuggestsPlacesDespiteWordsAroundTheName() {
        assertEquals(
                "ERR unknown-place no place 'time in Pariss, France'; nearest: Paris | Paris, Texas | Paris, Ontario\n",
                answer("time in Pariss, France"));
        assertTrue(answer("time in Springfield").startsWith("ERR ambiguous which one? Springfield, Missouri | "));
        assertTrue(answer("New+York").startsWith("ERR bad-format "));
    }

    @Test
    void menuNumberMayHaveQuotesAndBlanksAroundIt() {
        exchange.choosing = true;
        assertEquals("2026-11-22T12:38:34+00:00\n", answer("\uFEFF \"2\"\u00A0"));
    }

    @Test
    void ambiguousNameIsReportedWithSpellingsThatSelectEach() {
        String reply = answer("Springfield");
        assertTrue(
                reply.startsWith("ERR ambiguous which one? Springfield, Missouri | Springfield, Massachusetts | "),
                reply);
        assertEquals("2026-11-22 06:38:34\n", answer("Springfield, Missouri"));
    }

    @Test
    void longShowsTheChosenPlaceAndWhatElseTheNameMayMean() {
        assertEquals("2026-11-22 16:38:34 +04 +0400 Asia/Tbilisi, Georgia (or Georgia, US)\n", answer("georgia +long"));
        assertEquals(
                "2026-11-22 06:38:34 CST -0600 America/Chicago, Texas, United States (or Texas, MX; or Texas, San Luis Potosí)\n",
                answer("texas +long"));
    }

    @Test
    void jsonNamesTheCountryOrRegionThatWasChosen() {
        assertTrue(answer("georgia +json")
                .contains("\"place\":\"Georgia\",\"region\":null,\"country\":\"Georgia\",\"country_code\":\"GE\","
                        + "\"note\":\"or Georgia, US\""));
        assertTrue(answer("texas +json")
                .contains("\"place\":\"Texas\",\"region\":\"Texas\",\"country\":\"United States\","
                        + "\"country_code\":\"US\""));
    }

    @Test
    void versionNamesTheSourcesOfTheData() {
        assertTrue(answer("version").startsWith("timeserverd 1.2\nzones 2026f\nplaces none\n"), answer("version"));
        assertTrue(answer("version").contains("GeoNames (https://www.geonames.org), CC BY 4.0"));
    }

    @Test
    void helpFitsOnAScreen() {
        List<String> lines = answer("help").lines().toList();
        assertTrue(lines.size() <= 24, () -> lines.size() + " lines");
        assertFalse(lines.stream().anyMatch(line -> line.length() > 80));
    }

    @Test
    void errorsQuoteRequestsWithoutMarksOfDirection() {
        assertEquals("ERR unknown-place no place 'qq?qqqqqq'\n", answer("qq\u202eqqqqqq"));
    }
}
