package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exports the journals of two instances to a real ClickHouse, as the documentation shows. */
@Tag("verify")
@Timeout(300)
class ClickHouseTest {
    private static final Path DOCUMENTS = Path.of(System.getProperty("timeserverd.dist"), "share/doc/timeserverd");

    /** The command in the documentation that the export runs for each batch. */
    private static final Pattern COMMAND = Pattern.compile("COMMAND=(clickhouse-client .*)");

    private static final List<String> INSTANCES = List.of("a", "b");

    /** The fields of a line of the export, in its order. */
    private static final String FIELDS =
            "id, time, answered, ifNull(client, ''), listener, request, outcome, place, country,"
                    + " zone, format, zone_release, place_release, clock_state, ifNull(toString(error_bound_ns), ''), reply_crc32c,"
                    + " ifNull(toString(port), ''), requests, last_time, host, instance";

    private static final Pattern QUERY = Pattern.compile("(?m)^--   (SELECT (?:.*\\n--   )*.*);");

    @TempDir
    Path directory;

    private static final int LOOK_AGAIN_MS = 200;

    private ClickHouse store;
    private final List<DaemonProcess> daemons = new ArrayList<>();
    private Export export;

    @BeforeEach
    void start() throws Exception {
        store = new ClickHouse(directory);
        store.run(DOCUMENTS.resolve("clickhouse.sql"));
        Files.createDirectory(directory.resolve("journal"));
        for (String instance : INSTANCES) {
            daemons.add(startDaemon(instance));
        }
        export = startExport();
    }

    @AfterEach
    void end() {
        export.close();
        daemons.forEach(DaemonProcess::close);
        store.close();
    }

    private DaemonProcess startDaemon(String instance) throws IOException {
        return DaemonProcess.start(
                directory,
                "journal.path=" + directory.resolve("journal").resolve(instance),
                "listen.control=" + directory.resolve(instance),
                "journal.segment=256KiB");
    }

    private Export startExport() throws IOException {
        return new Export(admin(
                "export",
                "--follow",
                "--state",
                directory.resolve("state").toString(),
                "--host",
                "h",
                "--to",
                command()));
    }

    private List<String> admin(String... words) {
        var all = new ArrayList<>(List.of("--instance", String.join(",", INSTANCES)));
        all.addAll(List.of(words));
        all.addAll(List.of("--format", "jsonl"));
        return Programs.admin(directory, all.toArray(new String[0]));
    }

    private String command() throws IOException {
        Matcher documented = COMMAND.matcher(Files.readString(DOCUMENTS.resolve("shipping.md")));
        assertTrue(documented.find());
        return documented
                .group(1)
                .replace("clickhouse-client", store.clientCommand())
                .replace(" --host store", "");
    }

    @Test
    void everyRecordArrivesAlthoughProcessesAreKilled() throws Exception {
        try (var first = new Load(() -> daemons.get(0).port());
                var second = new Load(() -> daemons.get(1).port())) {
            awaitMore(500);
            export.kill();
            export = startExport();
            awaitMore(500);
            export.killCommand("clickhouse");
            awaitMore(500);
            daemons.get(1).signal("KILL");
            daemons.get(1).awaitExit();
            daemons.set(1, startDaemon("b"));
            store.kill();
            store.start();
            awaitMore(500);
            assertEquals(0, export.stop(), export.errors());
            export = startExport();
            awaitMore(500);
            assertTrue(first.isAsking() && second.isAsking());
        }
        for (DaemonProcess daemon : daemons) {
            assertEquals(0, daemon.stop());
        }
        List<String> journals = wholeExport();
        awaitCount("requests", journals.size());
        assertEquals(0, export.stop(), export.errors());
        assertEquals(
                journals,
                store.query(
                        "SELECT " + FIELDS + " FROM timeserver.requests ORDER BY instance, id FORMAT TabSeparated"));
        assertDocumentedQueriesRun();
        store.query("OPTIMIZE TABLE timeserver.records FINAL");
        assertEquals(List.of(String.valueOf(journals.size())), store.query("SELECT count() FROM timeserver.records"));
        System.out.println(journals.size() + " records in ClickHouse");
    }

    private long count(String table) throws Exception {
        return Long.parseLong(
                store.query("SELECT count() FROM timeserver." + table).get(0));
    }

    /** Waits until this many more records have arrived, some of them twice. */
    private void awaitMore(long more) throws Exception {
        awaitCount("records", count("records") + more);
    }

    private void awaitCount(String table, long wanted) throws Exception {
        long startNs = System.nanoTime();
        while (count(table) < wanted) {
            boolean hangs = System.nanoTime() - startNs > TimeUnit.SECONDS.toNanos(Programs.HANG_S);
            assertFalse(hangs, () -> "no record arrives; the export says: " + export.errors());
            Thread.sleep(LOOK_AGAIN_MS);
        }
    }

    /** The export of all instances, in the order of ids. */
    private List<String> wholeExport() throws Exception {
        var lines = new ArrayList<String>();
        for (String instance : INSTANCES) {
            Programs.Result whole =
                    Programs.runAdmin(directory, "--instance", instance, "export", "--format", "csv", "--host", "h");
            assertEquals(0, whole.status(), whole::toString);
            whole.out().lines().skip(1).map(line -> line.replace(',', '\t')).forEach(lines::add);
        }
        return lines;
    }

    private void assertDocumentedQueriesRun() throws Exception {
        Matcher queries = QUERY.matcher(Files.readString(DOCUMENTS.resolve("clickhouse.sql")));
        var missing = List.<String>of();
        int found = 0;
        for (; queries.find(); found++) {
            missing = store.query(queries.group(1).replace("\n--   ", "\n"));
            assertFalse(missing.isEmpty(), queries.group(1));
        }
        assertEquals(2, found);
        assertTrue(missing.stream().allMatch(line -> line.endsWith("\t0")), missing::toString);
    }
}
