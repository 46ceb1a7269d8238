package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new release of the zones, compiled by zic(8), replaces the old one while clients send requests as fast as they can. */
@Tag("verify")
class ZoneSwapTest {
    private static final int CLIENTS = 3;

    /** The largest number of requests of a client. */
    private static final int MOST_REQUESTS = 60_000;

    /** The smallest number of requests before the swap, and after it. */
    private static final int SOME_REQUESTS = 200;

    private static final String ZONE = "Test/Moving";
    private static final Map<String, String> OFFSETS = Map.of("2030a", "+0100\n", "2030b", "+0200\n");

    @TempDir
    Path directory;

    private Path tree;
    private Path newTree;
    private final AtomicBoolean enough = new AtomicBoolean();

    @BeforeEach
    void compile() throws Exception {
        tree = compile("2030a", "1:00");
        newTree = compile("2030b", "2:00");
    }

    private Path compile(String release, String offset) throws Exception {
        Path source = directory.resolve(release + ".txt");
        Files.writeString(source, "Zone UTC 0 - UTC\nZone " + ZONE + " " + offset + " - %z\n");
        Path compiled = directory.resolve(release);
        var zic = List.of("/usr/sbin/zic", "-d", compiled.toString(), source.toString());
        Programs.Result result = Programs.run("libc-bin", zic, "", Programs.Stdin.ENDS);
        assertEquals(0, result.status(), result::toString);
        Files.writeString(compiled.resolve("tzdata.zi"), "# version " + release + "\n");
        return compiled;
    }

    /** Replaces a file as package managers do. */
    private void put(String file, byte[] content) throws IOException {
        Path part = directory.resolve("part");
        Files.write(part, content);
        Files.move(part, tree.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    private void putNew(String file) throws IOException {
        put(file, Files.readAllBytes(newTree.resolve(file)));
    }

    @Test
    void everyReplyIsCorrectForItsRelease() throws Exception {
        var answers = new HashMap<String, String>();
        try (var daemon = DaemonProcess.start(directory, settings())) {
            ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
            try {
                var clients = new ArrayList<Future<Map<String, String>>>();
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(threads.submit(asking(daemon, i)));
                }
                swap(daemon);
                enough.set(true);
                for (Future<Map<String, String>> client : clients) {
                    answers.putAll(client.get());
                }
            } finally {
                threads.shutdownNow();
            }
            Ledger.awaitAllClosed(daemon);
            assertEquals(0, daemon.stop());
        }
        assertEveryAnswerIsRight(answers);
        assertVerifies();
    }

    private String[] settings() {
        return new String[] {"zones.path=" + tree, "zones.check=1s"};
    }

    /** Writes a broken file, then half of a good one, then the whole. */
    private void swap(DaemonProcess daemon) throws IOException {
        put(ZONE, new byte[] {'n', 'o'});
        String broken = "event=zones-refused path=" + tree + " reason=\"" + ZONE + ": ";
        daemon.log().await(broken);
        putNew("UTC");
        byte[] half = Files.readAllBytes(newTree.resolve(ZONE));
        put(ZONE, Arrays.copyOf(half, half.length / 2));
        daemon.log().await(broken);
        assertEquals("+0100\n", daemon.ask(ZONE + "@0 +%z"));
        putNew(ZONE);
        putNew("tzdata.zi");
        daemon.log().await("event=zones release=2030b source=" + tree + " before=2030a");
        for (int i = 0; i < SOME_REQUESTS; i++) {
            assertEquals("+0200\n", daemon.ask(ZONE + "@-" + i + " +%z"));
        }
        String log = daemon.log().toString();
        assertEquals(2, log.split("event=zones-refused", -1).length - 1, log);
    }

    /** Sends requests, each on a new connection, until there are enough; returns the replies by request. */
    private Callable<Map<String, String>> asking(DaemonProcess daemon, int client) {
        return () -> {
            var answers = new HashMap<String, String>();
            for (int i = 0; i < MOST_REQUESTS && !enough.get(); i++) {
                String request = ZONE + "@" + (1 + CLIENTS * i + client) + " +%z";
                answers.put(request, daemon.ask(request));
            }
            return answers;
        };
    }

    private void assertEveryAnswerIsRight(Map<String, String> answers) throws Exception {
        String export = admin("export", "--format", "jsonl", "--grep", "@");
        Set<String> releases = new HashSet<>();
        Set<String> recorded = new HashSet<>();
        for (String line : export.lines().toList()) {
            String request = field(line, "request");
            String answer = answers.get(request);
            if (answer != null) {
                assertEquals(OFFSETS.get(field(line, "zone_release")), answer, line);
                assertTrue(recorded.add(request), request);
                releases.add(field(line, "zone_release"));
            }
        }
        assertEquals(answers.keySet(), recorded);
        assertEquals(OFFSETS.keySet(), releases);
    }

    private static String field(String json, String name) {
        int start = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(start, json.indexOf('"', start));
    }

    private void assertVerifies() throws Exception {
        String report = admin("verify");
        assertTrue(report.contains("wrong\t0"), report);
        assertTrue(report.contains("not recomputed: zone release 2030a, not 2030b\t"), report);
    }

    private String admin(String... args) throws Exception {
        var words = new ArrayList<>(List.of("--set", "zones.path=" + tree));
        words.addAll(List.of(args));
        Programs.Result result = Programs.runAdmin(directory, words.toArray(new String[0]));
        assertEquals(
                0,
                result.status(),
                () -> result.err() + result.out().lines().limit(20).toList());
        return result.out();
    }
}
