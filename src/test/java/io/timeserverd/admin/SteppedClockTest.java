package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal whose clock stepped: ten years ahead for one record, then back to before the others, then right again. */
class SteppedClockTest {
    @TempDir
    Path directory;

    private Journals journal;

    private void write(boolean sealed) throws Exception {
        journal = new Journals(directory);
        for (String time : List.of(
                "2026-11-22T10:00:00Z",
                "2026-11-22T10:30:00Z",
                "2036-11-22T10:30:01Z",
                "2026-11-22T09:30:00Z",
                "2026-11-22T10:45:00Z",
                "2016-11-22T10:45:01Z")) {
            journal.add(Journals.entry(time, "192.0.2.7", "Europe/Paris"));
        }
        if (sealed) {
            journal.close();
        }
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private Run run(String... words) {
        var run = new Run(directory);
        assertEquals(0, run.of(words), run.err());
        return run;
    }

    private List<String> idsOf(String... options) {
        var words = new ArrayList<>(List.of("query"));
        words.addAll(List.of(options));
        return run(words.toArray(new String[0])).ids();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void queryFindsEachRecordByItsOwnTime(boolean sealed) throws Exception {
        write(sealed);
        assertEquals(List.of("1", "2", "3", "4", "5", "6"), idsOf());
        assertEquals(List.of("2", "3", "5"), idsOf("--since", "2026-11-22T10:15:00Z"));
        assertEquals(List.of("1", "4", "6"), idsOf("--until", "2026-11-22T10:15:00Z"));
        assertEquals(List.of("1", "4"), idsOf("--since", "2026-11-22T09:00:00Z", "--until", "2026-11-22T10:15:00Z"));
        assertEquals(List.of("3"), idsOf("--since", "2030-01-01"));
        assertEquals(List.of("6"), idsOf("--until", "2020-01-01"));
        assertEquals(List.of("5", "3"), idsOf("--since", "2026-11-22T10:15:00Z", "--reverse", "--limit", "2"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void statsTellTheEarliestAndTheLatestTime(boolean sealed) throws Exception {
        write(sealed);
        List<String> lines = run("stats").lines();
        assertTrue(lines.contains("requests\t6"), lines::toString);
        assertTrue(lines.contains("first\t2016-11-22T10:45:01.000Z"), lines::toString);
        assertTrue(lines.contains("last\t2036-11-22T10:30:01.000Z"), lines::toString);
        long requests = lines.stream()
                .filter(line -> line.startsWith("rate\t"))
                .mapToLong(line -> Long.parseLong(line.split("\t", -1)[3]))
                .sum();
        assertEquals(6, requests);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void topCountsHoursWhereverTheirRecordsAre(boolean sealed) throws Exception {
        write(sealed);
        run("top", "--by", "hour")
                .assertPrints(
                        "3\t50.0\t2026-11-22T10Z",
                        "1\t16.7\t2016-11-22T10Z",
                        "1\t16.7\t2026-11-22T09Z",
                        "1\t16.7\t2036-11-22T10Z");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void segmentsShowTheLeastAndTheGreatestTime(boolean sealed) throws Exception {
        write(sealed);
        String line = run("segments").out();
        String expected = "\t1\t6\t6\t2016-11-22T10:45:01.000000000Z\t2036-11-22T10:30:01.000000000Z\t";
        assertTrue(line.startsWith((sealed ? "sealed" : "active") + expected), line);
    }
}
