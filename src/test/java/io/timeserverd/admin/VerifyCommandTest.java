package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.conf.Settings;
import io.timeserverd.journal.Entry;
import io.timeserverd.place.Places;
import io.timeserverd.protocol.ForeignProtocol;
import io.timeserverd.zone.ZoneSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    private static final ZoneSet ZONES = ZoneRules.load(Settings.defaults().zones());

    private static final Places PLACES = Places.load();
    private static final String DEFAULT = "%Y-%m-%d %H:%M:%S";

    @TempDir
    Path directory;

    /** An entry as the daemon makes it at 10:00 UTC. */
    private static Entry answered(String request, String zone, String format, String reply) throws Exception {
        Entry entry = Journals.entry("2026-11-22T10:00:00Z", "192.0.2.7", request);
        entry.zone = zone;
        entry.format = format;
        entry.zoneRelease = ZONES.release();
        entry.placeRelease = PLACES.release();
        var crc = new CRC32C();
        crc.update(reply.getBytes(StandardCharsets.UTF_8));
        entry.replyCrc = (int) crc.getValue();
        return entry;
    }

    private Run verify(int status, Entry entry, String... args) throws Exception {
        new Journals(directory).add(entry).close();
        var run = new Run(directory);
        assertEquals(status, run.of(args.length == 0 ? new String[] {"verify"} : args), run.out() + run.err());
        return run;
    }

    @Test
    void recomputesAnswers() throws Exception {
        Run run = verify(0, answered("Asia/Kolkata", "Asia/Kolkata", DEFAULT, "2026-11-22 15:30:00\n"));
        run.assertFinds("records\t1", "recomputed\t1", "wrong\t0");
    }

    @Test
    void recomputesAnswersInAFormat() throws Exception {
        verify(0, answered("+iso", "UTC", "iso", "2026-11-22T10:00:00+00:00\n"))
                .assertFinds("records\t1", "recomputed\t1", "wrong\t0");
    }

    @Test
    void recomputesAnInstantThatWasAskedFor() throws Exception {
        Entry entry = answered("UTC@0", "UTC", DEFAULT, "1970-01-01 00:00:00\n");
        entry.answeredEpochSecond = 0;
        verify(0, entry).assertFinds("records\t1", "recomputed\t1", "wrong\t0");
    }

    @Test
    void recomputesErrors() throws Exception {
        Entry entry = answered("Nowhere", "", "", "ERR unknown-place no place 'Nowhere'\n");
        entry.outcome = "unknown-place";
        verify(0, entry).assertFinds("records\t1", "recomputed\t1", "wrong\t0");
    }

    @Test
    void recomputesAChoiceFromTheMenu() throws Exception {
        verify(0, answered("1", "Asia/Kolkata", DEFAULT, "2026-11-22 15:30:00\n"))
                .assertFinds("records\t1", "recomputed\t1", "wrong\t0");
    }

    @Test
    void recomputesWithTheDefaultFormatOfTheTime() throws Exception {
        new Journals(directory)
                .add(
                        answered("UTC", "UTC", DEFAULT, "2026-11-22 10:00:00\n"),
                        answered("UTC", "UTC", "iso", "2026-11-22T10:00:00+00:00\n"))
                .close();
        var run = new Run(directory);
        assertEquals(0, run.of("--set", "answer.format=%A", "verify"), run.out());
        run.assertFinds("records\t2", "recomputed\t2", "wrong\t0");
    }

    @Test
    void recomputesPlaces() throws Exception {
        new Journals(directory)
                .add(
                        answered("paris tx", "America/Chicago", DEFAULT, "2026-11-22 04:00:00\n"),
                        answered("münchen +iso", "Europe/Berlin", "iso", "2026-11-22T11:00:00+01:00\n"))
                .close();
        var run = new Run(directory);
        assertEquals(0, run.of("verify"), run.out());
        run.assertFinds("records\t2", "recomputed\t2", "wrong\t0");
    }

    @Test
    void listsAPlaceThatWasTakenForAnother() throws Exception {
        Run run = verify(1, answered("paris tx", "Europe/Paris", DEFAULT, "2026-11-22 11:00:00\n"));
        assertEquals(
                "record 1\tzone Europe/Paris, recomputed America/Chicago",
                run.lines().get(0));
    }

    @Test
    void judgesByAnotherPlaceReleaseOnlyWhatZonesAnswered() throws Exception {
        Entry place = answered("paris tx", "Europe/Paris", DEFAULT, "whatever\n");
        place.placeRelease = "1999";
        Entry found = answered("places san", "", "", "whatever\n");
        found.placeRelease = "1999";
        Entry zone = answered("europe/paris", "Europe/Paris", DEFAULT, "2026-11-22 11:00:00\n");
        zone.placeRelease = "1999";
        Entry offset = answered("+05:30", "+05:30", DEFAULT, "2026-11-22 15:30:00\n");
        offset.placeRelease = "1999";
        Entry nothing = answered("", "UTC", DEFAULT, "2026-11-22 10:00:00\n");
        nothing.placeRelease = "1999";
        new Journals(directory).add(place, found, zone, offset, nothing).close();
        var run = new Run(directory);
        assertEquals(0, run.of("verify"), run.out());
        run.assertFinds(
                "records\t5",
                "recomputed\t3",
                "not recomputed: place release 1999, not " + PLACES.release() + "\t2",
                "wrong\t0");
    }

    @Test
    void listsAnAnswerThatWasWrong() throws Exception {
        verify(1, answered("Asia/Kolkata", "Asia/Kolkata", DEFAULT, "2026-11-22 15:30:01\n"))
                .assertFinds(
                        "record 1\tthe reply was not: 2026-11-22 15:30:00", "records\t1", "recomputed\t0", "wrong\t1");
    }

    @Test
    void listsAnAnswerOfAnotherZoneOrOutcome() throws Exception {
        Run run = verify(1, answered("Asia/Kolkata", "Asia/Tokyo", DEFAULT, "2026-11-22 15:30:00\n"));
        assertEquals(
                "record 1\tzone Asia/Tokyo, recomputed Asia/Kolkata",
                run.lines().get(0));
        Entry entry = answered("Asia/Kolkata", "Asia/Kolkata", DEFAULT, "2026-11-22 15:30:00\n");
        entry.outcome = "unknown-place";
        run = verify(1, entry);
        assertEquals(
                "record 2\toutcome unknown-place, recomputed ok", run.lines().get(1));
    }

    @Test
    void listsAnInstantThatWasNotAskedFor() throws Exception {
        Run run = verify(1, answered("UTC@0", "UTC", DEFAULT, "1970-01-01 00:00:00\n"));
        assertEquals(
                "record 1\tanswered 2026-11-22T10:00:00Z, recomputed 1970-01-01T00:00:00Z",
                run.lines().get(0));
    }

    @Test
    void doesNotJudgeWhatAnotherReleaseAnswered() throws Exception {
        Entry entry = answered("Asia/Kolkata", "Asia/Kolkata", DEFAULT, "whatever\n");
        entry.zoneRelease = "1999a";
        verify(0, entry)
                .assertFinds(
                        "records\t1",
                        "recomputed\t0",
                        "not recomputed: zone release 1999a, not " + ZONES.release() + "\t1",
                        "wrong\t0");
    }

    @Test
    void doesNotJudgeRepliesThatDependOnTheDaemonAtThatMoment() throws Exception {
        var journal = new Journals(directory);
        for (String request : new String[] {"status", "SYNC 1", "me", "version", "help", "menu", "+json"}) {
            journal.add(answered(request, "", request.equals("+json") ? "json" : "", "whatever\n"));
        }
        journal.close();
        var run = new Run(directory);
        assertEquals(0, run.of("verify"), run.out());
        run.assertFinds(
                "records\t7", "recomputed\t0", "not recomputed: depends on the daemon at that moment\t7", "wrong\t0");
    }

    @Test
    void doesNotJudgeOtherProtocolsWhoseTextIsNotKept() throws Exception {
        var journal = new Journals(directory);
        journal.add(badRequest("GET", "ERR bad-request " + ForeignProtocol.HTTP.problem() + "\n"));
        journal.add(badRequest("", "ERR bad-request " + ForeignProtocol.TLS.problem() + "\n"));
        journal.add(badRequest("SSH", "ERR bad-request " + ForeignProtocol.SSH.problem() + "\n"));
        journal.add(badRequest("", "ERR bad-request not UTF-8\n"));
        journal.close();
        var run = new Run(directory);
        assertEquals(0, run.of("verify"), run.out());
        run.assertFinds("records\t4", "recomputed\t0", "not recomputed: its text is not kept\t4", "wrong\t0");
    }

    @Test
    void listsABadRequestThatWasNone() throws Exception {
        verify(1, badRequest("GET", "ERR bad-request something else\n"));
        String http = "ERR bad-request " + ForeignProtocol.HTTP.problem() + "\n";
        verify(1, badRequest("GET / HTTP/1.1", http));
        Entry answered = badRequest("Paris", http);
        answered.outcome = "ok";
        Run run = verify(1, answered);
        assertTrue(run.lines().contains("wrong\t3"), run.out());
    }

    private static Entry badRequest(String request, String reply) throws Exception {
        Entry entry = answered(request, "", "", reply);
        entry.outcome = "bad-request";
        return entry;
    }

    @Test
    void doesNotJudgeAChoiceFromTheMenuThatDependsOnTheDaemon() throws Exception {
        verify(0, answered("2", "", "", "whatever\n"), "--set", "answer.menu=UTC, me", "verify");
    }

    @Test
    void doesNotJudgeErrorsOfTheConnectionNorOtherListeners() throws Exception {
        Entry late = answered("Par", "", "", "ERR timeout\n");
        late.outcome = "timeout";
        Entry daytime = answered("", "UTC", DEFAULT, "whatever\n");
        daytime.listener = io.timeserverd.journal.Listener.DAYTIME;
        new Journals(directory).add(late, daytime).close();
        var run = new Run(directory);
        assertEquals(0, run.of("verify"), run.out());
        assertTrue(run.lines().contains("not recomputed: an error of the connection\t1"), run.out());
        assertTrue(run.lines().contains("not recomputed: of a protocol without requests\t1"), run.out());
    }

    private static Entry overHttp(String target, String zone, String format, String body) throws Exception {
        Entry entry = answered(target, zone, format, body);
        entry.listener = io.timeserverd.journal.Listener.HTTP;
        return entry;
    }

    @Test
    void recomputesWhatWasAnsweredOverHttp() throws Exception {
        verify(0, overHttp("/Europe/Paris?format=iso", "Europe/Paris", "iso", "2026-11-22T11:00:00+01:00\n"));
        verify(0, overHttp("/Europe/Paris", "Europe/Paris", DEFAULT, "2026-11-22 11:00:00\n"));
        verify(0, overHttp("/?iso", "", "", "2026-11-22T10:00:00Z"));
        verify(1, overHttp("/Europe/Paris", "Europe/Paris", DEFAULT, "2026-11-22 12:00:00\n"));
    }

    @Test
    void refusesAConfigurationThatItCannotAnswerBy() throws Exception {
        Run run = verify(2, answered("UTC", "UTC", DEFAULT, "\n"), "--set", "answer.zone=Nowhere", "verify");
        assertTrue(run.err().contains("no place 'Nowhere'"), run.err());
    }
}
