package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of a report that come from the chain of the journal. */
class ReportChainTest {
    @TempDir
    Path directory;

    private SeenReport report(int status, String... options) {
        return SeenReport.of(directory, status, options);
    }

    /** Reads three tables, of which the one in the middle is gone. */
    @Test
    void namesTheIdsThatAreGone() throws Exception {
        for (String hour : List.of("10", "11", "12")) {
            new Journals(directory, 1 << 20, 4 << 20)
                    .add(
                            ReportCommandTest.asked("2026-11-22T" + hour + ":00:00Z", "192.0.2.7", "ok"),
                            ReportCommandTest.asked("2026-11-22T" + hour + ":30:00Z", "192.0.2.7", "ok"))
                    .close();
        }
        List<Path> tables;
        try (Stream<Path> files = Files.list(directory)) {
            tables = files.filter(file -> file.toString().endsWith(".mapdb"))
                    .sorted()
                    .toList();
        }
        assertEquals(3, tables.size(), tables::toString);
        Files.delete(tables.get(1));
        SeenReport seen = report(1, "--since", "2026-11-22");
        assertEquals(
                List.of("2", "2026-11-22 10:30:00.000", "2026-11-22 12:00:00.000", "the chain does not say"),
                seen.row("3 to 4"));
        seen.assertSays("records 3 to 4 are missing");
        seen.assertSays("2 ids between the first and the last record have no record.");
        seen.assertDoesNotSay("Records from the beginning of the period were removed.");
    }

    @Test
    void namesWhatWasDeletedAndWhy() throws Exception {
        for (String hour : List.of("10", "11", "12")) {
            new Journals(directory, 1 << 20, 4 << 20)
                    .add(ReportCommandTest.asked("2026-11-22T" + hour + ":00:00Z", "192.0.2.7", "ok"))
                    .close();
        }
        assertEquals(0, new Run(directory).of("prune", "--before", "2026-11-22T11:30:00Z", "--yes"));
        SeenReport seen = report(0, "--since", "2026-11-22");
        assertEquals(List.of("2", "", "2026-11-22 12:00:00.000", "deleted by prune"), seen.row("1 to 2"));
        seen.assertSays("Records from the beginning of the period were removed.");
    }

    @Test
    void showsTheRunsOfTheDaemon() throws Exception {
        new Journals(directory).close();
        new Journals(directory).close();
        SeenReport seen = report(0, "--since", "2000-01-01", "--until", "3000-01-01");
        List<List<String>> stopped =
                seen.rows().stream().filter(row -> row.contains("stopped")).toList();
        assertEquals(2, stopped.size(), seen.rows()::toString);
        assertTrue(stopped.get(0).get(4).matches("[0-9.]+ s"), stopped::toString);
        seen.assertSays("The chain has no run before ");
    }

    @Test
    void saysWhatACheckpointProves(@TempDir Path keys) throws Exception {
        new Journals(directory)
                .add(ReportCommandTest.asked("2026-11-22T10:00:00Z", "192.0.2.7", "ok"))
                .close();
        report(0).assertSays("anything against someone who can write the journal");
        String key = keys.resolve("key").toString();
        assertEquals(0, new Run(directory).of("keygen", key));
        var checkpoint = new Run(directory);
        assertEquals(0, checkpoint.of("checkpoint", "--key", key), checkpoint.err());
        String file =
                Files.writeString(keys.resolve("checkpoint"), checkpoint.out()).toString();
        SeenReport seen = report(0, "--checkpoint", file, "--key", key + ".pub");
        assertEquals(
                List.of("all records up to 1, but for what is named here, are those that were sealed"),
                seen.row("proved"));
        Files.writeString(keys.resolve("checkpoint"), checkpoint.out().replace("last-id 1 ", "last-id 2 "));
        report(1, "--checkpoint", file, "--key", key + ".pub")
                .assertSays("is not signed by the key, or was changed since");
    }
}
