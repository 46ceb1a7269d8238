package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.Listener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --json} prints has the numbers of the tables. */
class JsonOutputTest {
    @TempDir
    Path directory;

    private Run run(int status, String... words) {
        var run = new Run(directory);
        assertEquals(status, run.of(words), run.out() + run.err());
        return run;
    }

    private static String cell(Run table, String name) {
        return table.lines().stream()
                .filter(line -> line.startsWith(name + "\t"))
                .findFirst()
                .orElseThrow()
                .split("\t", -1)[1];
    }

    private static String member(String json, String key) {
        Matcher found = Pattern.compile("\"" + key + "\":([^,}]+)").matcher(json);
        assertTrue(found.find(), () -> key + " in " + json);
        return found.group(1);
    }

    @Test
    void statsIsOneObject() throws Exception {
        Entry good = Journals.entry("2026-11-22T10:00:00Z", "192.0.2.7", "UTC");
        good.errorBoundNs = 1_000;
        Entry poor = Journals.entry("2026-11-22T10:00:01.5Z", "192.0.2.8", "UTC");
        poor.clockState = ClockState.HOLDOVER;
        poor.errorBoundNs = 2_000_000;
        Entry wrong = Journals.entry("2026-11-22T10:00:01Z", "192.0.2.8", "Nowhere");
        wrong.outcome = "unknown-place";
        new Journals(directory).add(good, good, poor, wrong).close();
        run(0, "stats", "--json")
                .assertPrints("{\"records\":4,\"requests\":4,\"first\":\"2026-11-22T10:00:00.000000000Z\","
                        + "\"last\":\"2026-11-22T10:00:01.500000000Z\",\"clients\":2,\"errors\":1,"
                        + "\"outcomes\":{\"ok\":3,\"unknown-place\":1},"
                        + "\"clock_states\":{\"synchronised\":2,\"holdover\":1},"
                        + "\"error_bound_ns\":{\"p50\":1023,\"p90\":2000000,\"p99\":2000000,\"max\":2000000},"
                        + "\"interval_s\":1,\"rate\":[{\"start\":\"2026-11-22T10:00:00Z\",\"requests\":2,\"errors\":0},"
                        + "{\"start\":\"2026-11-22T10:00:01Z\",\"requests\":2,\"errors\":1}]}");
        Run table = run(0, "stats");
        assertEquals("4", cell(table, "requests"));
        assertEquals("2", cell(table, "clients"));
        assertEquals("1 (25.00%)", cell(table, "errors"));
        assertEquals("2 (66.67%)", cell(table, "clock synchronised"));
        assertEquals("0.000001023 s", cell(table, "bound p50"));
    }

    @Test
    void statsOfNothingHasNulls() throws Exception {
        new Journals(directory).close();
        assertEquals(
                List.of(
                        "{\"records\":0,\"requests\":0,\"first\":null,\"last\":null,\"clients\":0,\"errors\":0,"
                                + "\"outcomes\":{},\"clock_states\":{},\"error_bound_ns\":null,\"interval_s\":null,\"rate\":[]}"),
                run(0, "stats", "--json").lines());
    }

    @Test
    void topHasNullForRecordsWithoutAValue() throws Exception {
        Entry wrong = Journals.entry("2026-11-22T10:00:01Z", "192.0.2.8", "Nowhere");
        wrong.outcome = "unknown-place";
        wrong.place = "";
        Entry dash = Journals.entry("2026-11-22T10:00:01Z", "192.0.2.8", "-");
        dash.place = "";
        new Journals(directory).add(wrong, dash).close();
        run(0, "top", "--by", "place", "--json").assertPrints("{\"place\":null,\"count\":2,\"of\":2}");
        run(0, "top", "--by", "request", "--json")
                .assertPrints(
                        "{\"request\":\"-\",\"count\":1,\"of\":2}", "{\"request\":\"Nowhere\",\"count\":1,\"of\":2}");
    }

    @Test
    void segmentsIsAnObjectForEach() throws Exception {
        new Journals(directory).addThree().close();
        Path damaged =
                Files.writeString(directory.resolve("0000000000000000004-0000000000000000009.mapdb"), "no table");
        List<String> lines = run(1, "segments", "--json").lines();
        List<String> table = run(1, "segments").lines();
        assertEquals(2, lines.size());
        String[] cells = table.get(0).split("\t", -1);
        assertTrue(
                lines.get(0)
                        .startsWith("{\"state\":\"sealed\",\"first_id\":1,\"last_id\":3,\"records\":3,\"earliest\":\""
                                + cells[4] + "\",\"latest\":\"" + cells[5] + "\",\"bytes\":" + cells[6] + ",\"file\":\""
                                + directory),
                lines.get(0));
        assertEquals(
                "{\"state\":\"damaged\",\"first_id\":4,\"last_id\":null,\"records\":0,\"earliest\":null,\"latest\":null,"
                        + "\"bytes\":8,\"file\":\"" + damaged + "\",\"checked\":\"outline\"}",
                lines.get(1));
    }

    @Test
    void pruneListsWhatItWouldDelete() throws Exception {
        new Journals(directory).addThree().close();
        List<String> lines =
                run(0, "prune", "--client", "192.0.2.7", "--dry-run", "--json").lines();
        String ofClient = run(0, "prune", "--client", "192.0.2.7", "--dry-run")
                .lines()
                .get(0)
                .split("\t", -1)[3];
        assertEquals(1, lines.size());
        assertEquals(ofClient, member(lines.get(0), "records_of_client"));
        assertEquals("3", member(lines.get(0), "records"));
    }

    @Test
    void verifyIsOneObjectWithFindingsAndTheChain() throws Exception {
        for (int part = 0; part < 2; part++) {
            try (var journal = new Journals(directory)) {
                Entry entry = Journals.entry("2026-11-22T10:00:00Z", "192.0.2." + part, "Nowhere");
                entry.listener = Listener.DAYTIME;
                journal.add(entry, entry);
                journal.add(Journals.entry("2026-11-22T10:00:00Z", "192.0.2.9", "Asia/Kolkata"));
            }
        }
        run(0, "prune", "--client", "192.0.2.1", "--yes");
        Run table = run(1, "verify");
        String json = run(1, "verify", "--json").out();
        for (String name : List.of("records", "recomputed", "wrong")) {
            assertEquals(cell(table, name), member(json.substring(json.indexOf("],\"wrong\"")), name));
        }
        assertEquals(
                table.lines().stream()
                        .filter(line -> line.startsWith("record "))
                        .count(),
                Pattern.compile("\\{\"where\":\"record ")
                        .matcher(json)
                        .results()
                        .count());
        assertTrue(json.startsWith("{\"findings\":[{\"where\":\"record 3\",\"what\":\""), json);
        assertTrue(json.endsWith("]}]}\n"), json);
        assertEquals("null", member(json, "proved_to_id"));
        assertEquals(cell(table, "chain: entries").replaceFirst(",.*", ""), member(json, "entries"));
        assertEquals(cell(table, "chain: records"), member(json.substring(json.indexOf("\"head\"")), "records"));
        assertTrue(
                json.contains(
                        "\"removals\":[{\"kind\":\"removed\",\"first_id\":4,\"last_id\":5,\"records\":2,\"reason\":\"prune\","),
                json);
    }

    @Test
    void verifySaysUpToWhichIdACheckpointProves(@TempDir Path elsewhere) throws Exception {
        new Journals(directory).addThree().close();
        Path key = elsewhere.resolve("key");
        run(0, "keygen", key.toString());
        Path checkpoint = Files.writeString(
                elsewhere.resolve("checkpoint"),
                run(0, "checkpoint", "--key", key.toString()).out());
        var verify = new Run(directory);
        verify.of("verify", "--json", "--checkpoint", checkpoint.toString(), "--key", key + ".pub");
        assertEquals("3", member(verify.out(), "proved_to_id"));
    }
}
