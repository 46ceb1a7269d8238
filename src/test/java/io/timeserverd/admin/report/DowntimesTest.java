package io.timeserverd.admin.report;

import static io.timeserverd.admin.report.RunsTest.at;
import static io.timeserverd.admin.report.RunsTest.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.admin.sums.Tally;
import io.timeserverd.journal.Chain;
import io.timeserverd.journal.ChainEntry;
import io.timeserverd.journal.ChainEntry.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DowntimesTest {
    private static final DaemonNow SILENT = DaemonNow.silent("", "there is no such socket");
    private static final DaemonNow RUNNING = new DaemonNow("", "", Map.of(), List.of(), List.of());

    /** For a period from 09:00 to 12:00. */
    private static Figures figures(String instance, ChainEntry... entries) {
        var figures = new Figures(new Span(at("09:00:00"), at("12:00:00")));
        figures.begin(instance, Optional.of(new Chain(List.of(entries), Optional.empty())));
        figures.end();
        return figures;
    }

    private static List<String> sentences(String made, DaemonNow daemon, ChainEntry... entries) {
        return Downtimes.sentences(at(made), figures("", entries), List.of(daemon));
    }

    @Test
    void nameTheTimeAfterTheLastStop() {
        assertEquals(
                List.of(
                        "The daemon was down for 5 s at most between its runs.",
                        "The daemon was down for 38 min after its last stop, at 2026-11-22 11:22:00."),
                sentences(
                        "12:30:00",
                        SILENT,
                        entry(Kind.START, "09:00:00"),
                        entry(Kind.STOP, "10:00:00"),
                        entry(Kind.START, "10:00:05"),
                        entry(Kind.STOP, "11:22:00")));
    }

    @Test
    void nameTheTimeAfterTheLastSignOfADaemonThatIsGone() {
        assertEquals(
                List.of("The daemon left no sign for 1 h 30 min after its last one, at 2026-11-22 10:30:00."),
                sentences("12:30:00", SILENT, entry(Kind.START, "09:00:00"), entry(Kind.RECORDS, "10:30:00")));
    }

    @Test
    void areNoneWhileTheDaemonRuns() {
        assertEquals(
                List.of(),
                sentences("12:30:00", RUNNING, entry(Kind.START, "09:00:00"), entry(Kind.RECORDS, "10:30:00")));
    }

    @Test
    void leaveOutWhatIsToCome() {
        assertEquals(
                List.of("The daemon was down for 8 min after its last stop, at 2026-11-22 11:22:00."),
                sentences("11:30:00", SILENT, entry(Kind.START, "09:00:00"), entry(Kind.STOP, "11:22:00")));
    }

    @Test
    void leaveOutAStopAtTheEndOfThePeriodOrBehindIt() {
        for (String stop : List.of("12:00:00", "12:10:00")) {
            assertEquals(
                    List.of(), sentences("12:30:00", SILENT, entry(Kind.START, "09:00:00"), entry(Kind.STOP, stop)));
        }
    }

    @Test
    void areInTheSummary() {
        Figures figures = figures("b", entry(Kind.START, "09:00:00"), entry(Kind.STOP, "11:22:00"));
        var head = new ReportHead("h", List.of(Path.of("/journal")), at("12:30:00"), "p", "report");
        var check = new Check(0, 0, new Tally(1), new Few<>(1), List.of());
        String page = ReportPage.of(head, figures, check, List.of(SILENT));
        assertTrue(
                page.contains(
                        "\"#availability\">Instance b was down for 38 min after its last stop, at 2026-11-22 11:22:00."),
                page);
    }
}
