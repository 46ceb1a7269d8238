package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.journal.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    private static final Pattern PARTS = Pattern.compile("<section id=\"([a-z]+)\"");

    @TempDir
    Path directory;

    private SeenReport report(int status, String... options) {
        return SeenReport.of(directory, status, options);
    }

    /** A request whose reply verify cannot recompute, because its rules are of another release. */
    static Entry asked(String time, String client, String outcome) throws Exception {
        Entry entry = Journals.entry(time, client, "Europe/Paris");
        entry.zoneRelease = "1999a";
        entry.outcome = outcome;
        return entry;
    }

    private static Entry in(ClockState state, long boundNs, String time) throws Exception {
        Entry entry = asked(time, "192.0.2.7", "ok");
        entry.clockState = state;
        entry.errorBoundNs = boundNs;
        return entry;
    }

    @Test
    void saysWhereItComesFrom() throws Exception {
        new Journals(directory).addThree().close();
        SeenReport seen = report(1, "--since", "2026-11-22T00:00:00Z", "--until", "2026-11-23");
        seen.assertSays("<title>Time service report, ");
        seen.assertSays(", 2026-11-22 00:00 to 2026-11-23 00:00</title>");
        seen.assertSays("from 2026-11-22 00:00:00.000 until before 2026-11-23 00:00:00.000 (1 d)");
        seen.assertSays("2026-11-22 12:30:00.000 by timeserver-admin ");
        seen.assertSays("report --since 2026-11-22T00:00:00Z --until 2026-11-23</code>");
        seen.assertSays("<dd>" + directory + "</dd>");
    }

    @Test
    void hasItsPartsInOrder() throws Exception {
        new Journals(directory).close();
        assertEquals(
                List.of("summary", "clock", "availability", "requests", "releases", "journal", "chain", "daemon"),
                PARTS.matcher(report(0, "--since", "2026-11-22").page())
                        .results()
                        .map(part -> part.group(1))
                        .toList());
    }

    @Test
    void showsWhenTheClockWasNotSynchronised() throws Exception {
        new Journals(directory)
                .add(
                        in(ClockState.SYNCHRONISED, 1_500, "2026-11-22T10:00:00Z"),
                        in(ClockState.HOLDOVER, 2_000, "2026-11-22T10:01:00Z"),
                        in(ClockState.HOLDOVER, 9_000_000, "2026-11-22T10:02:00Z"),
                        in(ClockState.UNSYNCHRONISED, -1, "2026-11-22T10:03:00Z"),
                        in(ClockState.SYNCHRONISED, 1_500, "2026-11-22T10:04:00Z"))
                .close();
        SeenReport seen = report(0);
        assertTrue(
                seen.rows()
                        .contains(List.of(
                                "holdover", "2026-11-22 10:01:00.000", "2026-11-22 10:02:00.000", "2", "9.000 ms")),
                seen.rows()::toString);
        assertTrue(
                seen.rows()
                        .contains(List.of(
                                "unsynchronised", "2026-11-22 10:03:00.000", "2026-11-22 10:03:00.000", "1", "–")),
                seen.rows()::toString);
        assertEquals(List.of("2", "40.00 %"), seen.row("holdover"));
        assertEquals(List.of("1", "20.00 %"), seen.row("unsynchronised"));
        seen.assertSays("it was unknown for 1.");
        seen.assertSays("40.00 % of the answers were given while the clock was in holdover.");
    }

    @Test
    void drawsTheStateWhereNoBoundIsKnown() throws Exception {
        new Journals(directory)
                .add(
                        in(ClockState.UNKNOWN, -1, "2026-11-22T10:00:00Z"),
                        in(ClockState.UNKNOWN, -1, "2026-11-22T10:00:00.5Z"))
                .close();
        SeenReport seen = report(0, "--since", "2026-11-22T10:00:00Z", "--until", "2026-11-22T10:00:01Z");
        seen.assertSays("It was unknown for every answer.");
        seen.assertSays("None lasted for a second.");
        seen.assertSays("<rect class=\"unknown\" x=\"62.0\"");
        seen.assertDoesNotSay("<path class=\"greatest\"");
    }

    @Test
    void drawsBoundAndStateAndRequests() throws Exception {
        new Journals(directory)
                .add(
                        in(ClockState.SYNCHRONISED, 1_000, "2026-11-22T10:00:00Z"),
                        in(ClockState.SYNCHRONISED, 1_000, "2026-11-22T10:00:01Z"),
                        in(ClockState.HOLDOVER, 1_000_000, "2026-11-22T10:00:01Z"),
                        in(ClockState.UNSYNCHRONISED, -1, "2026-11-22T10:00:03Z"),
                        asked("2026-11-22T10:00:03Z", "192.0.2.7", "busy"))
                .close();
        SeenReport seen = report(0, "--since", "2026-11-22T10:00:00Z", "--until", "2026-11-22T10:00:04Z");
        // A second is (960 - 62 - 6) / 4 = 223 wide. Three decades of the bound are 180 high; one more is left free.
        seen.assertSays("<path class=\"greatest\" d=\"M62.0 188.0H285.0V53.0H508.0\">");
        seen.assertSays("<path class=\"median\" d=\"M62.0 188.0H285.0V187.6H508.0\">"); // right to a fifth
        seen.assertSays("<rect class=\"holdover\" x=\"285.0\" y=\"21.0\" width=\"223.0\" height=\"13.0\">");
        seen.assertSays("<rect class=\"synchronised\" x=\"285.0\" y=\"8.0\" width=\"223.0\" height=\"13.0\">");
        seen.assertSays("<rect class=\"unsynchronised\" x=\"731.0\" y=\"8.0\" width=\"223.0\" height=\"26.0\">");
        seen.assertSays("<rect class=\"errors\" x=\"731.0\" y=\"8.0\" width=\"223.0\" height=\"65.0\">");
    }

    @Test
    void showsByHowMuchTheClockWentBack() throws Exception {
        new Journals(directory)
                .add(
                        asked("2026-11-22T10:00:00Z", "192.0.2.7", "ok"),
                        asked("2026-11-22T10:30:00Z", "192.0.2.7", "ok"),
                        asked("2026-11-22T10:29:58.5Z", "192.0.2.7", "ok"))
                .close();
        SeenReport seen = report(0);
        assertEquals(List.of("2026-11-22 10:29:58.500", "1.500 s", "3"), seen.row("2026-11-22 10:30:00.000"));
        seen.assertSays("The clock went back once, by 1.500 s.");
    }

    @Test
    void takesASilenceForNoProof() throws Exception {
        new Journals(directory)
                .add(
                        asked("2026-11-22T10:00:00Z", "192.0.2.7", "ok"),
                        asked("2026-11-22T11:15:00Z", "192.0.2.7", "busy"))
                .close();
        SeenReport seen = report(0, "--since", "2026-11-22T09:50:00Z", "--until", "2026-11-22T11:20:00Z");
        seen.assertSays("A time without a record proves nothing");
        assertEquals(List.of("2026-11-22 11:15:00.000", "1 h 15 min"), seen.row("2026-11-22 10:00:00.000"));
        assertEquals(List.of("2026-11-22 10:00:00.000", "10 min"), seen.row("2026-11-22 09:50:00.000"));
        assertEquals(List.of("2026-11-22 11:20:00.000", "5 min"), seen.row("2026-11-22 11:15:00.000"));
        seen.assertSays("In 1 of 180 stretches of 30 s (0.56 %) at least one request was answered");
        seen.assertSays("1 request of 2 (50.00 %) ended with an error for a reason of the service:");
    }

    @Test
    void countsByDayAndByMonth() throws Exception {
        new Journals(directory)
                .add(
                        asked("2026-10-31T23:59:59Z", "192.0.2.7", "ok"),
                        asked("2026-11-01T00:00:00Z", "192.0.2.7", "ambiguous"),
                        asked("2026-11-03T10:00:00Z", "192.0.2.7", "ok"))
                .close();
        SeenReport days = report(0, "--until", "2026-11-05");
        assertEquals(List.of("1", "1", "0"), days.row("2026-10-31"));
        assertEquals(List.of("1", "0", "1"), days.row("2026-11-01"));
        assertEquals(List.of("0", "0", "0"), days.row("2026-11-02"));
        SeenReport months = report(0, "--since", "2026-01-01", "--until", "2027-01-01");
        assertEquals(List.of("1", "1", "0"), months.row("2026-10"));
        assertEquals(List.of("2", "1", "1"), months.row("2026-11"));
    }

    @Test
    void namesReleasesWithTheirFirstAndLastAnswer() throws Exception {
        Entry newer = asked("2026-11-22T11:00:00Z", "192.0.2.7", "ok");
        newer.zoneRelease = "1999b";
        new Journals(directory)
                .add(
                        asked("2026-11-22T10:00:00Z", "192.0.2.7", "ok"),
                        asked("2026-11-22T10:30:00Z", "192.0.2.7", "ok"),
                        newer)
                .close();
        SeenReport seen = report(0);
        assertEquals(List.of("2026-11-22 10:00:00.000", "2026-11-22 10:30:00.000", "2"), seen.row("1999a"));
        assertEquals(List.of("2026-11-22 11:00:00.000", "2026-11-22 11:00:00.000", "1"), seen.row("1999b"));
        assertEquals(List.of("2026-11-22 10:00:00.000", "2026-11-22 11:00:00.000", "3"), seen.row("2026.1"));
    }

    @Test
    void escapesWhatClientsSentAndLoadsNothing() throws Exception {
        Entry hostile = asked("2026-11-22T10:00:00Z", "192.0.2.7", "ok");
        hostile.place = "<script src=\"//evil.example/\">&'\u202e";
        hostile.zone = "\"><img src=x onerror=alert(1)>";
        new Journals(directory).add(hostile).close();
        SeenReport seen = report(0);
        seen.assertSays("&lt;script src=&quot;//evil.example/&quot;&gt;&amp;&#39;\\u202e");
        seen.assertSays("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;");
        seen.assertDoesNotSay("<script");
        seen.assertDoesNotSay("<img");
        seen.assertSays("content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:\"");
    }

    @Test
    void asksTheRunningDaemonForItsSources() throws Exception {
        new Journals(directory).close();
        String answer = """
                clock: ntp
                servers: mark address stratum poll reach offset-ns delay-ns jitter-ns problem
                server-1: * 192.0.2.1:123 2 64s 377 +12034 451002 9001 -
                state: synchronised
                turns: 4711

                """;
        SeenReport seen;
        try (var control = new FakeControl(directory, answer)) {
            seen = report(0, "--since", "1d");
            assertEquals(List.of("status\n"), control.asked());
        }
        assertEquals(List.of("ntp"), seen.row("source of the clock"));
        assertEquals(List.of("192.0.2.1:123", "2", "64s", "377", "+0.012", "0.451", "0.009", "-"), seen.row("*"));
        seen.assertDoesNotSay("4711");
        Files.delete(directory.resolve("control.sock"));
        report(0, "--since", "1d").assertSays("No daemon answers: there is no such socket.");
    }

    @Test
    void saysThatThereIsNothing() throws Exception {
        new Journals(directory).addThree().close();
        SeenReport seen = report(1, "--since", "2026-11-20", "--until", "2026-11-21");
        seen.assertSays("There is no record in this period.");
        seen.assertSays("nothing is known of the clock");
        seen.assertDoesNotSay("The clock was synchronised for every answer");
        assertEquals(List.of("3"), seen.row("records"));
    }

    @Test
    void refusesAPeriodThatEndsBeforeItBegins() {
        var run = new Run(directory);
        assertEquals(2, run.of("report", "--since", "2026-11-22", "--until", "2026-11-21"));
        assertEquals(
                "timeserver-admin: the period is empty: it would go from 2026-11-22T00:00:00Z to 2026-11-21T00:00:00Z\n",
                run.err());
    }

    @Test
    void needsTheBeginningOfThePeriodWhereNoRecordHasOne() throws Exception {
        new Journals(directory).close();
        var run = new Run(directory);
        assertEquals(2, run.of("report", "--until", "2026-11-21"));
        assertEquals(
                "timeserver-admin: there are no records from which the period could begin: use --since\n", run.err());
    }

    @Test
    void namesTheFileThatCannotBeWritten() throws Exception {
        new Journals(directory.resolve("journal")).addThree().close();
        Path file = directory.resolve("nothing/report.html");
        var run = new Run(directory.resolve("journal"));
        assertEquals(1, run.of("report", "--output", file.toString()));
        assertEquals("timeserver-admin: " + file + ": does not exist\n", run.err());
    }

    @Test
    void doesNotWriteAPageToATerminal() {
        Run run = new Run(directory).onTerminal();
        assertEquals(2, run.of("report", "--since", "1d"));
        assertEquals("", run.out());
    }

    @Test
    void writesAFile() throws Exception {
        new Journals(directory.resolve("journal")).addThree().close();
        Path file = directory.resolve("report.html");
        var run = new Run(directory.resolve("journal"));
        assertEquals(1, run.of("report", "--output", file.toString()));
        assertEquals("", run.out());
        assertEquals("timeserver-admin: verify has findings: see the report\n", run.err());
        assertTrue(Files.readString(file).endsWith("</html>\n"));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
