package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.journal.Entry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryCommandTest {
    @TempDir
    Path directory;

    private Journals journal;
    private Run run;

    @BeforeEach
    void write() throws Exception {
        journal = new Journals(directory).addThree();
        run = new Run(directory);
    }

    private List<String> idsOf(String... args) {
        var words = new java.util.ArrayList<>(List.of("query"));
        words.addAll(List.of(args));
        var each = new Run(directory);
        assertEquals(0, each.of(words.toArray(new String[0])), each.err());
        return each.ids();
    }

    @Test
    void printsFieldsWithTabsBetweenThemWhenPiped() {
        assertEquals(0, run.of("query"));
        run.assertPrints(
                "1\t2026-11-22T10:00:00.500000000Z\t192.0.2.7\ttext\tok\tEurope/Paris\tParis, Ile-de-France, France"
                        + "\tEurope/Paris",
                "2\t2026-11-22T11:00:00.000000000Z\t2001:db8::7\ttext\tunknown-place\t-\t-\tNowhere",
                "3\t2026-11-22T12:00:00.000000000Z\t198.51.100.1\tdaytime\tok\tAsia/Kolkata\t-\tAsia/Kolkata");
    }

    @Test
    void printsAlignedColumnsUnderHeadingsOnATerminal() {
        assertEquals(0, run.onTerminal().of("query", "--limit", "2"));
        run.assertPrints(
                "ID  TIME                      CLIENT       LISTENER  OUTCOME        ZONE          "
                        + "PLACE                         REQUEST",
                " 1  2026-11-22T10:00:00.500Z  192.0.2.7    text      ok             Europe/Paris  "
                        + "Paris, Ile-de-France, France  Europe/Paris",
                " 2  2026-11-22T11:00:00.000Z  2001:db8::7  text      unknown-place  -             "
                        + "-                             Nowhere");
    }

    @Test
    void fitsItsColumnsIntoTheTerminal() {
        assertEquals(0, run.onTerminal(80).of("query", "--limit", "2"));
        run.assertPrints(
                "ID  TIME                      CLIENT       OUTCOME        PLACE       REQUEST",
                " 1  2026-11-22T10:00:00.500Z  192.0.2.7    ok             Paris, Il…  Europe/Pa…",
                " 2  2026-11-22T11:00:00.000Z  2001:db8::7  unknown-place  -           Nowhere");
    }

    @Test
    void showsEveryColumnInFullWithTheOptionWide() {
        assertEquals(0, run.onTerminal(80).of("query", "--limit", "1", "--wide"));
        run.assertPrints(
                "ID  TIME                      CLIENT     LISTENER  OUTCOME  ZONE          "
                        + "PLACE                         REQUEST",
                " 1  2026-11-22T10:00:00.500Z  192.0.2.7  text      ok       Europe/Paris  "
                        + "Paris, Ile-de-France, France  Europe/Paris");
    }

    @Test
    void printsTheSameFieldsOnATerminalWithoutATableAsInAPipe() {
        var piped = new Run(directory);
        assertEquals(0, piped.of("query"));
        assertEquals(0, run.onTerminal(80).of("query", "--no-table"));
        assertEquals(piped.out(), run.out());
    }

    @Test
    void showsErrorsInRedWhereColourIsWanted() {
        run.inColour().of("query");
        assertTrue(run.lines().get(0).startsWith("\033[1mID"), run.out());
        assertFalse(run.lines().get(1).contains("\033"), run.out());
        assertTrue(run.lines().get(2).startsWith("\033[31m 2"), run.out());
    }

    @Test
    void hasNoColourWithoutATerminal() {
        run.of("query");
        assertFalse(run.out().contains("\033"));
    }

    @Test
    void printsEveryFieldAsJson() {
        assertEquals(0, run.of("query", "--json", "--client", "192.0.2.7"));
        run.assertPrints("{\"id\":1,\"time\":\"2026-11-22T10:00:00.500000000Z\","
                + "\"answered\":\"2026-11-22T10:00:00.500000000Z\",\"client\":\"192.0.2.7\",\"listener\":\"text\","
                + "\"request\":\"Europe/Paris\",\"outcome\":\"ok\",\"place\":\"Paris, Ile-de-France, France\","
                + "\"country\":\"FR\",\"zone\":\"Europe/Paris\",\"format\":\"\",\"zone_release\":\"2026f\","
                + "\"place_release\":\"2026.1\","
                + "\"clock_state\":\"synchronised\",\"error_bound_ns\":1500,\"reply_crc32c\":3405691582,"
                + "\"port\":40000,\"requests\":1,\"last_time\":\"2026-11-22T10:00:00.500000000Z\"}");
    }

    @Test
    void printsAnUnknownErrorBoundAsNull() {
        run.of("query", "--json", "--listener", "daytime");
        assertTrue(run.out().contains("\"error_bound_ns\":null"), run.out());
    }

    @Test
    void selectsByTime() {
        assertEquals(List.of("2", "3"), idsOf("--since", "2026-11-22T11:00:00Z"));
        assertEquals(List.of("1"), idsOf("--until", "2026-11-22T11:00"));
        assertEquals(List.of("2"), idsOf("--since", "2h", "--until", "31m"));
        assertEquals(List.of("3"), idsOf("--since", "1795348800"));
        assertEquals(List.of("1", "2", "3"), idsOf("--since", "2026-11-22"));
        assertEquals(List.of("2", "3"), idsOf("--since", "2026-11-22T12:00+01:00"));
    }

    private List<String> timesOf(Run run, String... args) {
        assertEquals(0, run.of(args), run.err());
        return run.lines().stream().map(line -> line.split("\t", -1)[1]).toList();
    }

    @Test
    void showsTimesInTheChosenZone() {
        assertEquals(
                List.of("2026-11-22T17:30:00.000000000+05:30"),
                timesOf(run, "query", "--tz", "asia/kolkata", "--listener", "daytime"));
        assertEquals(
                List.of("2026-11-22T09:00:00.000000000-03:00"),
                timesOf(new Run(directory), "--tz", "-03:00", "query", "--listener", "daytime"));
    }

    @Test
    void showsTimesInTheZoneOfTheVariable() {
        assertEquals(
                List.of("2026-11-22T13:00:00.000000000+01:00"),
                timesOf(run.inZone(":Europe/Paris"), "query", "--listener", "daytime"));
        assertEquals(
                List.of("2026-11-22T12:00:00.000000000Z"),
                timesOf(new Run(directory).inZone("Europe/Paris"), "query", "--listener", "daytime", "--tz", "UTC"));
    }

    @Test
    void showsTimesOfUtcWhereTheVariableHasNoZone() {
        assertEquals(
                List.of("2026-11-22T12:00:00.000000000Z"),
                timesOf(run.inZone("Nowhere/Else"), "query", "--listener", "daytime"));
        assertEquals("timeserver-admin: TZ: there is no zone 'Nowhere/Else': times are UTC\n", run.err());
    }

    @Test
    void refusesAZoneThatDoesNotExist() {
        assertEquals(2, run.of("query", "--tz", "Nowhere/Else"));
        assertEquals(
                "timeserver-admin: --tz: there is no zone 'Nowhere/Else'; a zone is as Europe/Paris or +05:30\n",
                run.err());
    }

    @Test
    void readsTimesWithoutAnOffsetInTheChosenZone() {
        assertEquals(List.of("2", "3"), idsOf("--since", "2026-11-22T12:00", "--tz", "Europe/Paris"));
        assertEquals(List.of("3"), idsOf("--since", "2026-11-22T12:00Z", "--tz", "Europe/Paris"));
        assertEquals(List.of("1", "2", "3"), idsOf("--until", "2026-11-23", "--tz", "Asia/Tokyo"));
        assertEquals(List.of(), idsOf("--since", "2026-11-23", "--tz", "Asia/Tokyo"));
    }

    @Test
    void printsJsonInUtcWhateverTheZone() {
        run.of("query", "--json", "--tz", "Europe/Paris", "--client", "192.0.2.7");
        assertTrue(run.out().contains("\"time\":\"2026-11-22T10:00:00.500000000Z\""), run.out());
    }

    @Test
    void selectsByClient() {
        assertEquals(List.of("1"), idsOf("--client", "192.0.2.0/24"));
        assertEquals(List.of("2"), idsOf("--client", "2001:db8::/32"));
        assertEquals(List.of(), idsOf("--client", "10.0.0.1"));
    }

    @Test
    void selectsByZoneInAnyCase() {
        assertEquals(List.of("1"), idsOf("--zone", "europe/paris"));
    }

    @Test
    void selectsByPlace() {
        assertEquals(List.of("1"), idsOf("--place", "france"));
        assertEquals(List.of("1"), idsOf("--place", "=Paris, Ile-de-France, France"));
        assertEquals(List.of(), idsOf("--place", "=France"));
    }

    @Test
    void selectsByListener() {
        assertEquals(List.of("3"), idsOf("--listener", "daytime"));
    }

    @Test
    void selectsByOutcome() {
        assertEquals(List.of("1", "3"), idsOf("--outcome", "ok"));
        assertEquals(List.of("2"), idsOf("--outcome", "error"));
        assertEquals(List.of("2"), idsOf("--outcome", "unknown-place"));
        assertEquals(List.of(), idsOf("--outcome", "busy"));
    }

    @Test
    void selectsByTextOfTheRequest() {
        assertEquals(List.of("2"), idsOf("--grep", "noWHERE"));
        assertEquals(List.of("2"), idsOf("--grep", "=Nowhere"));
        assertEquals(List.of(), idsOf("--grep", "=nowhere"));
        assertEquals(List.of(), idsOf("--grep", "="));
    }

    @Test
    void selectsByPlaceAsForgivinglyAsARequestDoes() throws Exception {
        Entry saoPaulo = Journals.entry("2026-11-22T12:01:00Z", "192.0.2.8", "America/Sao_Paulo");
        saoPaulo.place = "São Paulo, São Paulo, Brazil";
        Entry saintDenis = Journals.entry("2026-11-22T12:02:00Z", "192.0.2.8", "Europe/Paris");
        saintDenis.place = "Saint-Denis, Ile-de-France, France";
        journal.add(saoPaulo, saintDenis);
        for (String text : List.of("sao paulo", "SÃO PAULO", "Sao_Paulo", "paulo, brazil", "sao paulo , Sao Paulo")) {
            assertEquals(List.of("4"), idsOf("--place", text), text);
        }
        assertEquals(List.of("1", "5"), idsOf("--place", "ile de france"));
        assertEquals(List.of("5"), idsOf("--place", "st. denis, france"));
        assertEquals(List.of("5"), idsOf("--place", "sain"));
        assertEquals(List.of(), idsOf("--place", "brazil, sao paulo"));
        assertEquals(List.of(), idsOf("--place", "paulobrazil"));
        assertEquals(List.of(), idsOf("--place", "=Sao Paulo, Sao Paulo, Brazil"));
        assertEquals(List.of("1", "4", "5"), idsOf("--place", "france", "--place", "brazil"));
        assertEquals(List.of("5"), idsOf("--place", "france", "--place", "!paris"));
        assertEquals(List.of("2", "3", "4", "5"), idsOf("--place", "!=Paris, Ile-de-France, France"));
    }

    @Test
    void selectsByCountry() throws Exception {
        Entry bareParis = Journals.entry("2026-11-22T12:01:00Z", "192.0.2.8", "Europe/Paris");
        Entry monaco = Journals.entry("2026-11-22T12:02:00Z", "192.0.2.8", "Europe/Paris");
        monaco.country = "MC";
        journal.add(bareParis, monaco);
        assertEquals(List.of("1", "4"), idsOf("--country", "FR"));
        assertEquals(List.of("1", "4"), idsOf("--country", "france"));
        assertEquals(List.of("3"), idsOf("--country", "Indien"));
        assertEquals(List.of("3", "5"), idsOf("--country", "in,mc"));
        assertEquals(List.of("2", "3", "5"), idsOf("--country", "!FR"));
    }

    @Test
    void selectsByPortOfTheClient() throws Exception {
        Entry other = Journals.entry("2026-11-22T12:01:00Z", "192.0.2.8", "UTC");
        other.port = 1234;
        Entry unknown = Journals.entry("2026-11-22T12:02:00Z", "192.0.2.8", "UTC");
        unknown.port = 0;
        journal.add(other, unknown);
        assertEquals(List.of("4"), idsOf("--port", "1234"));
        assertEquals(List.of("1", "2", "3", "4"), idsOf("--port", "1234,40000"));
        assertEquals(List.of("1", "2", "3", "5"), idsOf("--port", "!1234"));
    }

    @Test
    void selectsRecordsThatHaveOneOfSeveralValues() {
        assertEquals(List.of("1", "2"), idsOf("--client", "192.0.2.7,2001:db8::/32"));
        assertEquals(List.of("1", "2"), idsOf("--client", "192.0.2.7", "--client", "2001:db8::/32"));
        assertEquals(List.of("1", "3"), idsOf("--zone", "Europe/Paris,Asia/Kolkata"));
        assertEquals(List.of("1", "3"), idsOf("--zone", "Europe/Paris", "--zone", "asia/kolkata"));
        assertEquals(List.of("1", "2", "3"), idsOf("--outcome", "ok,unknown-place"));
        assertEquals(List.of("1", "2", "3"), idsOf("--listener", "text,daytime"));
        assertEquals(List.of("1", "2"), idsOf("--grep", "paris", "--grep", "nowhere"));
    }

    @Test
    void leavesOutRecordsThatHaveAValueWithAnExclamationMark() {
        assertEquals(List.of("2", "3"), idsOf("--client", "!192.0.2.7"));
        assertEquals(List.of("3"), idsOf("--client", "!192.0.2.7,!2001:db8::7"));
        assertEquals(List.of("2"), idsOf("--outcome", "!ok"));
        assertEquals(List.of("1", "3"), idsOf("--outcome", "!error"));
        assertEquals(List.of("2", "3"), idsOf("--zone", "!europe/paris"));
        assertEquals(List.of("1", "2"), idsOf("--listener", "!daytime"));
        assertEquals(List.of("3"), idsOf("--grep", "!paris", "--grep", "!=Nowhere"));
        assertEquals(List.of("3"), idsOf("--grep", "/", "--grep", "!paris"));
        assertEquals(List.of(), idsOf("--grep", "!"));
    }

    @Test
    void takesAPosixRuleWithCommasAsOneZone() throws Exception {
        String rule = "EST5EDT,M3.2.0,M11.1.0";
        journal.add(Journals.entry("2026-11-22T12:01:00Z", "192.0.2.8", rule));
        assertEquals(List.of("4"), idsOf("--zone", rule));
        assertEquals(List.of("1", "2", "3"), idsOf("--zone", "!" + rule));
    }

    @Test
    void takesATextThatBeginsWithAnAtSignAsItIs() throws Exception {
        journal.add(Journals.entry("2026-11-22T12:01:00Z", "192.0.2.8", "@1700000000"));
        assertEquals(List.of("4"), idsOf("--grep", "@17"));
    }

    @Test
    void takesAllFiltersTogether() {
        assertEquals(List.of(), idsOf("--outcome", "error", "--client", "192.0.2.7"));
    }

    @Test
    void printsNewestFirstAndNoMoreThanWanted() {
        assertEquals(List.of("3", "2"), idsOf("--reverse", "--limit", "2"));
    }

    @Test
    void escapesWhatAHostileClientSent() throws Exception {
        Entry hostile = Journals.entry("2026-11-22T12:01:00Z", "192.0.2.66", "\033]0;x\007\ta\nb\\\u202ec\u009b");
        hostile.zone = "";
        hostile.outcome = "bad-request";
        journal.add(hostile);
        run.of("query", "--outcome", "bad-request");
        assertEquals(
                "\\u001b]0;x\\u0007\\ta\\nb\\\\\\u202ec\\u009b",
                run.out().strip().split("\t", -1)[7]);
    }

    @Test
    void escapesJsonSoThatItParsesToWhatWasSent() throws Exception {
        Entry hostile = Journals.entry("2026-11-22T12:01:00Z", "192.0.2.66", "\033\"\n\\é\u202e😀");
        journal.add(hostile);
        run.of("query", "--json", "--client", "192.0.2.66");
        assertTrue(run.out().contains("\"request\":\"\\u001b\\\"\\u000a\\\\é\\u202e😀\""), run.out());
    }

    @Test
    void printsBytesThatAreNoTextAsReplacementCharacters() throws Exception {
        Entry entry = Journals.entry("2026-11-22T12:01:00Z", "192.0.2.66", "xx");
        System.arraycopy("ÿ".getBytes(StandardCharsets.ISO_8859_1), 0, entry.request, 1, 1);
        journal.add(entry);
        run.of("query", "--client", "192.0.2.66");
        assertTrue(run.out().endsWith("\tx\ufffd\n"), run.out());
    }

    @Test
    void refusesWhatItCannotUnderstand() {
        for (List<String> args : List.of(
                List.of("--since", "yesterday"),
                List.of("--client", "10.0.0.0/33"),
                List.of("--client", "example.org"),
                List.of("--listener", "smtp"),
                List.of("--outcome", "fine"),
                List.of("--outcome", "ok,!fine"),
                List.of("--country", "Atlantis"),
                List.of("--port", "65536"),
                List.of("--port", "http"),
                List.of("--limit", "-1"),
                List.of("--limit", "x"),
                List.of("--nonsense"),
                List.of("surplus"))) {
            var each = new Run(directory);
            var words = new java.util.ArrayList<>(List.of("query"));
            words.addAll(args);
            assertEquals(2, each.of(words.toArray(new String[0])), args.toString());
            assertEquals("", each.out(), args.toString());
            assertTrue(each.err().contains(args.get(args.size() - 1).replaceFirst(".*!", "")), each.err());
            assertTrue(each.err().endsWith("timeserver-admin: try: timeserver-admin query --help\n"), each.err());
        }
    }

    @Test
    void tellsWhichDirectoryIsMissing() {
        Path missing = directory.resolve("missing");
        assertEquals(1, run.bare("--conf", "/dev/null", "--set", "journal.path=" + missing, "query"));
        assertEquals("timeserver-admin: " + missing + ": does not exist\n", run.err());
    }
}
