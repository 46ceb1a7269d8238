package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that stands for several requests counts as that many. */
class SummariesTest {
    @TempDir
    Path directory;

    @BeforeEach
    void write() throws Exception {
        new Journals(directory)
                .add(
                        Journals.entry("2026-11-22T10:00:00Z", "198.51.100.1", "UTC"),
                        Journals.entry("2026-11-22T10:00:01Z", "198.51.100.1", ""),
                        Journals.summary("2026-11-22T10:00:02Z", "192.0.2.66", "bad-request", 996),
                        Journals.summary("2026-11-22T10:00:03Z", "192.0.2.66", "ok", 2))
                .close();
    }

    private Run run(String... words) {
        var run = new Run(directory);
        assertEquals(0, run.of(words), run.err());
        return run;
    }

    @Test
    void statsCountRequestsAndErrors() {
        List<String> lines = run("stats").lines();
        assertEquals(
                List.of(
                        "records\t4",
                        "requests\t1000",
                        "first\t2026-11-22T10:00:00.000Z",
                        "last\t2026-11-22T10:00:03.999Z",
                        "clients\t2",
                        "errors\t996 (99.60%)",
                        "outcome bad-request\t996",
                        "outcome ok\t4"),
                lines.subList(0, 8));
        assertTrue(lines.contains("rate\t2026-11-22T10:00:02Z\t1\t996\t996"), lines::toString);
    }

    @Test
    void topCountsRequests() {
        run("top", "--by", "client").assertPrints("998\t99.8\t192.0.2.66", "2\t0.2\t198.51.100.1");
        run("top", "--by", "hour").assertPrints("1000\t100.0\t2026-11-22T10Z");
    }

    @Test
    void topTellsAnEmptyRequestFromOneThatIsNotKept() {
        run("top", "--by", "request").assertPrints("998\t99.8\t-", "1\t0.1\t", "1\t0.1\tUTC");
    }

    @Test
    void tablesSayHowManyRequestsOneStandsFor() {
        List<String> lines = run("query", "--client", "192.0.2.66").lines();
        assertEquals("(996 requests)", lines.get(0).split("\t", -1)[7]);
        assertEquals("(2 requests)", lines.get(1).split("\t", -1)[7]);
    }

    @Test
    void csvAndJsonHaveTheNumberAndTheLastTime() {
        List<String> csv = run("export", "--format", "csv").lines();
        assertTrue(csv.get(3).endsWith(",0,40000,996,2026-11-22T10:00:02.999000000Z"), csv.get(3));
        List<String> json = run("export", "--format", "jsonl").lines();
        String end = ",\"port\":40000,\"requests\":996,\"last_time\":\"2026-11-22T10:00:02.999000000Z\"}";
        assertTrue(json.get(2).endsWith(end), json.get(2));
    }

    @Test
    void verifyDoesNotRecomputeThem(@TempDir Path other) throws Exception {
        new Journals(other)
                .add(Journals.summary("2026-11-22T10:00:02Z", "192.0.2.66", "ok", 996))
                .close();
        var run = new Run(other);
        assertEquals(0, run.of("verify"), run.out());
        List<String> answers =
                run.lines().stream().filter(line -> !line.startsWith("chain: ")).toList();
        assertEquals(List.of("records\t1", "recomputed\t0", "not recomputed: a summary\t1", "wrong\t0"), answers);
    }
}
