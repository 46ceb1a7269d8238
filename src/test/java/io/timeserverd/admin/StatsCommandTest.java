package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
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
    void drawsAChartOnATerminal() throws Exception {
        new Journals(directory)
                .add(
                        Journals.entry("2026-11-22T10:00:00Z", "192.0.2.7", "UTC"),
                        Journals.entry("2026-11-22T10:00:01Z", "192.0.2.7", "UTC"),
                        Journals.entry("2026-11-22T10:00:01Z", "192.0.2.7", "UTC"))
                .close();
        var run = new Run(directory).onTerminal();
        assertEquals(0, run.of("stats"));
        var lines = run.lines();
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
        run.assertPrints("records\t0", "requests\t0");
    }
}
