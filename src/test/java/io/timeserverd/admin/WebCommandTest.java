package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code timeserver-admin web} over HTTP: what it finds is what the other subcommands find. */
class WebCommandTest {
    private static final String FROM = "2026-11-22T10:00:00.5Z";

    @TempDir
    Path directory;

    private Run run;
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @BeforeEach
    void prepare() {
        run = new Run(directory);
    }

    private interface Visit {
        void at(URI console) throws Exception;
    }

    /** Runs it, and visits it while it runs. */
    private void visit(Visit visit) {
        run.pausing(length -> {
            visit(visit, URI.create(run.lines().get(0)));
            return false;
        });
        assertEquals(0, run.of("web", "--listen", "127.0.0.1:0"), run::err);
        assertEquals("", run.err());
    }

    private void visit(Visit visit, URI console) throws InterruptedException {
        try {
            assertEquals(200, get(console).statusCode());
            visit.at(console);
        } catch (InterruptedException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            fail(e);
        }
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private List<String> lines(URI console, String target) throws IOException, InterruptedException {
        HttpResponse<String> response = get(console.resolve(target));
        assertEquals(200, response.statusCode(), response::body);
        return response.body().lines().toList();
    }

    private String export(String format, String... filters) {
        var export = new Run(directory);
        var words = new ArrayList<>(List.of("export", "--format", format));
        words.addAll(List.of(filters));
        assertEquals(0, export.of(words.toArray(new String[0])), export::err);
        return export.out();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "client=192.0.2.0/24, --client=192.0.2.0/24",
        "outcome=error, --outcome=error",
        "zone=Asia/Kolkata, --zone=Asia/Kolkata",
        "place=%3DParis%2C%20Ile-de-France%2C%20France, '--place==Paris, Ile-de-France, France'",
        "grep=pari, --grep=pari",
        "listener=daytime, --listener=daytime",
        "outcome=ok&outcome=!ok, '--outcome=ok,!ok'",
        "zone=Asia/Kolkata&zone=europe/paris, '--zone=Asia/Kolkata,Europe/Paris'",
        "country=!india, --country=!IN",
        "port=40000, --port=40000",
        "since=2026-11-22T11:00:00Z&until=2026-11-22T12:00:00Z, --since=2026-11-22T11:00:00Z --until=2026-11-22T12:00:00Z"
    })
    void downloadsAreWhatExportPrints(String parameters, String options) throws Exception {
        new Journals(directory).addThree().close();
        String[] filters = options.isEmpty()
                ? new String[0]
                : options.startsWith("--since") ? options.split(" ", -1) : new String[] {options};
        visit(console -> {
            assertEquals(
                    export("csv", filters),
                    get(console.resolve("/records.csv?" + parameters)).body());
            assertEquals(
                    export("jsonl", filters),
                    get(console.resolve("/records.jsonl?" + parameters)).body());
        });
    }

    @Test
    void anOverviewHasTheNewestRecordsAndTheTotals() throws Exception {
        new Journals(directory).addThree().close();
        visit(console -> {
            List<String> lines = lines(console, "/overview?outcome=ok");
            assertEquals(3, lines.size(), lines::toString);
            assertTrue(lines.get(0).startsWith("{\"id\":3,"), lines::toString);
            assertTrue(lines.get(1).startsWith("{\"id\":1,"), lines::toString);
            assertTrue(
                    lines.get(2)
                            .startsWith("{\"read\":3,\"total\":3,\"done\":true,\"problems\":[],\"since\":\""
                                    + FROM.replace(".5Z", ".500Z") + "\",\"until\":\"" + Run.NOW
                                    + "\",\"end\":4,\"records\":2,\"requests\":2,\"errors\":0,"),
                    lines::toString);
        });
    }

    @Test
    void anEmptyJournalHasAnOverviewToo() throws Exception {
        new Journals(directory).close();
        visit(console -> {
            List<String> lines = lines(console, "/overview");
            assertEquals(1, lines.size());
            assertTrue(lines.get(0).contains("\"done\":true"), lines::toString);
            assertTrue(lines.get(0).contains("\"end\":1,\"records\":0,"), lines::toString);
        });
    }

    @Test
    void newRecordsAreFoundWhileTheJournalGrows() throws Exception {
        try (Journals journal = new Journals(directory).addThree()) {
            visit(console -> {
                assertEquals(List.of("{\"end\":4}"), lines(console, "/records?after=3"));
                journal.addThree();
                List<String> lines = lines(console, "/records?after=3&outcome=ok");
                assertTrue(lines.get(0).startsWith("{\"id\":6,"), lines::toString);
                assertTrue(lines.get(1).startsWith("{\"id\":4,"), lines::toString);
                assertTrue(lines.get(2).endsWith("\"end\":7}"), lines::toString);
            });
        }
    }

    @Test
    void olderRecordsAreFoundAPageAtATime() throws Exception {
        try (var journal = new Journals(directory)) {
            for (int n = 0; n < 80; n++) {
                journal.addThree();
            }
        }
        visit(console -> {
            List<String> lines = lines(console, "/records?before=201");
            assertEquals(101, lines.size());
            assertTrue(lines.get(0).startsWith("{\"id\":200,"), lines::toString);
            assertTrue(lines.get(99).startsWith("{\"id\":101,"), lines::toString);
        });
    }

    @Test
    void theStatusIsThatOfTheDaemon() throws Exception {
        new Journals(directory).close();
        try (var control = new FakeControl(directory, "state: synchronised\nanswered: 7\nlost: 7\n\n")) {
            visit(console -> {
                String status = lines(console, "/status").get(0);
                for (String member : List.of(
                        "\"running\":true",
                        "\"clock_state\":\"synchronised\"",
                        "\"answered\":7",
                        "\"lost\":7",
                        "\"answers_add_up\":true",
                        "\"journal_path\":\"" + directory + "\"")) {
                    assertTrue(status.contains(member), () -> member + " in " + status);
                }
            });
            assertEquals(List.of("status\n"), control.asked());
        }
    }

    @Test
    void aDaemonThatDoesNotRunIsAStateOfItsOwn() throws Exception {
        new Journals(directory).close();
        visit(console -> {
            String status = lines(console, "/status").get(0);
            assertTrue(
                    status.startsWith("{\"running\":false,\"reason\":\"there is no such socket\",\"control_socket\":\""
                            + directory.resolve("control.sock") + "\""),
                    status);
            assertTrue(status.contains("\"journal_path\":\"" + directory + "\""), status);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client=nonsense",
                "since=yesterday-ish",
                "outcome=fine",
                "outcome=ok&outcome=fine",
                "nothing=1",
                "after=x",
                "before=1e3",
                "after=9223372036854775807"
            })
    void saysWhatIsWrongWithAView(String parameters) throws Exception {
        new Journals(directory).close();
        visit(console -> {
            for (String target : List.of("/overview?", "/records?", "/records.csv?", "/records.jsonl?")) {
                HttpResponse<String> response = get(console.resolve(target + parameters));
                assertEquals(400, response.statusCode());
                assertTrue(response.body().length() > 10, response.body());
            }
        });
    }

    @Test
    void saysThatTheJournalHasGone() throws Exception {
        new Journals(directory).close();
        visit(console -> {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
            HttpResponse<String> response = get(console.resolve("/overview"));
            assertEquals(400, response.statusCode());
            assertTrue(response.body().contains(directory.toString()), response.body());
            Files.createDirectory(directory);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:9998", "*:9998", "[::]:9998", "192.0.2.1:9998"})
    void listensOnLoopbackAddressesOnly(String address) {
        assertEquals(2, run.of("web", "--listen", address));
        assertTrue(run.err().contains("--listen must be a loopback address"), run.err());
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        new Journals(directory).close();
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(1, run.of("web", "--listen", "127.0.0.1:" + taken.getLocalPort()));
            assertTrue(run.err().startsWith("timeserver-admin: cannot listen on 127.0.0.1:"), run.err());
        }
    }

    @Test
    void saysAtOnceThatThereIsNoJournal() {
        assertEquals(1, new Run(directory.resolve("nowhere")).of("web", "--listen", "127.0.0.1:0"));
    }
}
