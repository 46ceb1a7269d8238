package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.timeserverd.clock.ClockState;
import io.timeserverd.journal.Entry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsCommandTest {
    @TempDir
    Path directory;

    @Test
    void sumsUpWhatMatches() throws Exception {
        new Journals(directory).addThree().close();
        var run = new Run(directory);
        assertEquals(0, run.of("stats", "--since", "2026-11-22T11:00:00Z"));
        run.assertPrints(
                "records\t2",
                "requests\t2",
                "first\t2026-11-22T11:00:00.000Z",
                "last\t2026-11-22T12:00:00.000Z",
                "clients\t2",
                "errors\t1 (50.00%)",
                "outcome ok\t1",
                "outcome unknown-place\t1",
                "clock synchronised\t1 (100.00%)",
                "rate\t2026-11-22T11:00:00Z\t300\t1\t1",
                "rate\t2026-11-22T11:05:00Z\t300\t0\t0",
                "rate\t2026-11-22T11:10:00Z\t300\t0\t0",
                "rate\t2026-11-22T11:15:00Z\t300\t0\t0",
                "rate\t2026-11-22T11:20:00Z\t300\t0\t0",
                "rate\t2026-11-22T11:25:00Z\t300\t0\t0",
                "rate\t2026-11-22T11:30:00Z\t300\t0\t0",
                "rate\t2026-11-22T11:35:00Z\t300\t0\t0",
                "rate\t2026-11-22T11:40:00Z\t300\t0\t0",
                "rate\t2026-11-22T11:45:00Z\t300\t0\t0",
                "rate\t2026-11-22T11:50:00Z\t300\t0\t0",
                "rate\t2026-11-22T11:55:00Z\t300\t0\t0",
                "rate\t2026-11-22T12:00:00Z\t300\t1\t0");
    }

    @Test
    void tellsHowGoodTheClockWas() throws Exception {
        Entry good = Journals.entry("2026-11-22T10:00:00Z", "192.0.2.7", "UTC");
        good.errorBoundNs = 1_000;
        Entry poor = Journals.entry("2026-11-22T10:00:00Z", "192.0.2.7", "UTC");
        poor.clockState = ClockState.HOLDOVER;
        poor.errorBoundNs = 2_000_000;
        new Journals(directory).add(good, good, good, poor).close();
        var run = new Run(directory);
        assertEquals(0, run.of("stats"));
        assertEquals(
                List.of(
                        "clock synchronised\t3 (75.00%)",
                        "clock holdover\t1 (25.00%)",
                        "bound p50\t0.000001023 s",
                        "bound p90\t0.002000000 s",
                        "bound p99\t0.002000000 s",
                        "bound max\t0.002000000 s"),
                run.lines().stream()
                        .filter(line -> line.startsWith("clock ") || line.startsWith("bound "))
                        .toList());
    }

    @Test
    void drawsAChartOnATerminal() throws Exception {
        new Journals(directory)
                .add(
                        Journals.entry("2026-11-22T10:00:00Z", "192.0.2.7", "UTC"),
                        Journals.entry("2026-11-22T10:00:01Z", "192.0.2.7", "UTC"),
                        Journals.entry("2026-11-22T10:00:01Z", "192.0.2.7", "UTC"))
                .close();
        Run run = new Run(directory).onTerminal();
        assertEquals(0, run.of("stats"));
        List<String> lines = run.lines();
        assertEquals("FROM                  REQUESTS  A SECOND  ERRORS", lines.get(lines.size() - 3));
        assertEquals(
                "2026-11-22T10:00:00Z         1      1.00       0  " + "█".repeat(15), lines.get(lines.size() - 2));
        assertEquals(
                "2026-11-22T10:00:01Z         2      2.00       0  " + "█".repeat(30), lines.get(lines.size() - 1));
    }

    @Test
    void saysThatThereIsNothing() throws Exception {
        new Journals(directory).close();
        var run = new Run(directory);
        assertEquals(0, run.of("stats"));
        assertEquals(List.of("records\t0", "requests\t0"), run.lines());
    }
}
