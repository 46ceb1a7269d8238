package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journals of several instances can be read as one. */
class MergeTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    /** More records than are read from one journal at a time. */
    private static final int RECORDS = 3000;

    @TempDir
    Path directory;

    /** Requests as they came in: three to instance a, one to b, and so on. */
    private final List<String> requests = new ArrayList<>();

    @BeforeEach
    void record() throws Exception {
        Files.createDirectory(directory.resolve("a"));
        Files.createDirectory(directory.resolve("b"));
        try (var a = new Journals(directory.resolve("a"));
                var b = new Journals(directory.resolve("b"))) {
            for (int i = 0; i < RECORDS; i++) {
                String request = "@" + i;
                requests.add(request);
                (i % 4 == 3 ? b : a).add(Journals.entry(START.plusMillis(i).toString(), "192.0.2.7", request));
            }
        }
    }

    @Test
    void recordsComeInTheOrderOfTheirTimes() {
        assertEquals(requests, query());
    }

    @Test
    void theNewestFirst() {
        Collections.reverse(requests);
        assertEquals(requests, query("--reverse"));
    }

    @Test
    void aLimitIsOneForAll() {
        assertEquals(requests.subList(0, 10), query("--limit", "10"));
    }

    @Test
    void aFilterIsForEach() {
        List<String> expected =
                requests.stream().filter(request -> request.startsWith("@299")).toList();
        assertEquals(expected, query("--grep", "@299"));
    }

    @Test
    void oneInstanceIsReadByItself() {
        var run = new Run(directory);
        assertEquals(0, run.of("--instance", "b", "query", "--limit", "1"), run.err());
        assertTrue(run.out().startsWith("1\t"), run.out());
        assertTrue(run.out().endsWith("\t@3\n"), run.out());
    }

    @Test
    void segmentsAndVerifyTakeAll() {
        var segments = new Run(directory);
        assertEquals(0, segments.of("--instance", "a,b", "segments"), segments.err());
        assertEquals(2, segments.lines().size());
        var verify = new Run(directory);
        verify.of("--instance", "a,b", "verify");
        assertTrue(verify.lines().contains("records\t" + RECORDS), verify.out());
    }

    @Test
    void verifyNamesTheInstanceThatARowIsAbout() {
        List<String> both = verify("a,b");
        assertTrue(both.containsAll(List.of("record 1 of a", "chain of a: records")));
        assertTrue(both.containsAll(List.of("record 1 of b", "chain of b: records")));
        assertTrue(verify("a").containsAll(List.of("record 1", "chain: records")));
    }

    /** The names of the rows. */
    private List<String> verify(String instances) {
        var run = new Run(directory);
        assertEquals(1, run.of("--instance", instances, "verify"), run.err());
        return run.lines().stream().map(line -> line.split("\t", -1)[0]).toList();
    }

    @Test
    void whatIsForOneDaemonTakesOne() {
        var run = new Run(directory);
        assertEquals(2, run.of("--instance", "a,b", "status"));
        assertTrue(run.err().contains("one --instance at a time"), run.err());
    }

    @Test
    void aMissingInstanceIsNamed() {
        var run = new Run(directory);
        assertEquals(1, run.of("--instance", "a,c", "query"));
        assertTrue(run.err().contains(directory.resolve("c").toString()), run.err());
    }

    private List<String> query(String... options) {
        var words = new ArrayList<>(List.of("--instance", "a,b", "query"));
        words.addAll(List.of(options));
        var run = new Run(directory);
        assertEquals(0, run.of(words.toArray(new String[0])), run.err());
        return run.lines().stream()
                .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                .toList();
    }
}
