package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Programs.Result;
import io.timeserverd.verify.Programs.Stdin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics, the dashboard and the alerts, with a real Prometheus. */
@Tag("verify")
class MetricsTest {
    private static final Pattern NAME = Pattern.compile("timeserverd_[a-z_]+");
    private static final Pattern SAMPLE_NAME = Pattern.compile("(?m)^timeserverd_[a-z_]+");
    private static final Pattern EXPRESSION = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Path SHIPPED = Path.of(System.getProperty("timeserverd.dist"), "share/doc/timeserverd");
    private static final Path RULES = SHIPPED.resolve("prometheus-alerts.yml");
    private static final Path DASHBOARD = SHIPPED.resolve("grafana-dashboard.json");

    @TempDir
    Path directory;

    private Chronyd server;
    private DaemonProcess daemon;

    /** Starts a daemon with a synchronised clock, so that all metrics exist. */
    @BeforeEach
    void start() throws Exception {
        server = Chronyd.server(directory);
        daemon = DaemonProcess.start(
                directory,
                "listen.http=127.0.0.1:0",
                "listen.metrics=127.0.0.1:0",
                "clock.source=ntp",
                "clock.servers=" + server.name());
        daemon.log().await("event=clock-synchronised");
    }

    @AfterEach
    void stop() {
        daemon.close();
        server.close();
    }

    private String metrics() throws Exception {
        String url = "http://127.0.0.1:" + daemon.port("metrics") + "/metrics";
        return succeeded(Programs.run("curl", List.of("curl", "-sSf", url), "", Stdin.ENDS));
    }

    private static String succeeded(Result result) {
        assertEquals(0, result.status(), result::toString);
        return result.out();
    }

    private static Result promtool(String stdin, String... words) throws Exception {
        List<String> command =
                Stream.concat(Stream.of("promtool"), Stream.of(words)).toList();
        return Programs.run("prometheus", command, stdin, Stdin.ENDS);
    }

    @Test
    void followTheAdviceOfPrometheus() throws Exception {
        Result checked = promtool(metrics(), "check", "metrics");
        assertEquals("", succeeded(checked) + checked.err());
    }

    @Test
    void alertsFireWhenTheyShould() throws Exception {
        succeeded(promtool("", "check", "rules", RULES.toString()));
        Files.copy(RULES, directory.resolve(RULES.getFileName()));
        Path tests = directory.resolve("alerts-test.yml");
        try (InputStream resource = MetricsTest.class.getResourceAsStream("alerts-test.yml")) {
            Files.copy(resource, tests);
        }
        succeeded(promtool("", "test", "rules", tests.toString()));
    }

    @Test
    void dashboardAndAlertsNameMetricsThatExist() throws Exception {
        Set<String> existing =
                SAMPLE_NAME.matcher(metrics()).results().map(MatchResult::group).collect(Collectors.toSet());
        assertEquals(Set.of(), missing(RULES, existing));
        assertEquals(Set.of(), missing(DASHBOARD, existing));
    }

    private static Set<String> missing(Path file, Set<String> existing) throws IOException {
        Stream<String> named = NAME.matcher(Files.readString(file)).results().map(MatchResult::group);
        TreeSet<String> missing = named.collect(Collectors.toCollection(TreeSet::new));
        assertFalse(missing.isEmpty(), file::toString);
        missing.removeAll(existing);
        return missing;
    }

    @Test
    void prometheusSeesTheValuesOfStatus() throws Exception {
        try (var prometheus = new Prometheus(directory, daemon, RULES)) {
            prometheus.await("up", "1");
            for (int i = 0; i < 20; i++) {
                daemon.ask("Tokyo");
            }
            daemon.ask("no-such-place");
            var ledger = Ledger.of(daemon); // it does not count its own request
            prometheus.await("timeserverd_requests_total{listener='text',outcome='unknown-place'}", "1");
            prometheus.await("sum(timeserverd_requests_total)", String.valueOf(ledger.count("answered") + 1));
            prometheus.await("timeserverd_journal_records_total", String.valueOf(ledger.count("journalled") + 1));
            prometheus.await("timeserverd_connections_accepted_total", String.valueOf(ledger.count("accepted")));
            prometheus.await("timeserverd_answer_seconds_count", String.valueOf(ledger.count("answered") + 1));
            prometheus.await("timeserverd_clock_state == 1", "1");
            prometheus.await("timeserverd_source_selected{source='" + server.name() + "'}", "1");

            List<MatchResult> expressions =
                    EXPRESSION.matcher(Files.readString(DASHBOARD)).results().toList();
            assertTrue(expressions.size() > 10, expressions::toString);
            for (MatchResult each : expressions) {
                String expression = each.group(1)
                        .replace("\\\"", "\"")
                        .replace("$instance", ".*")
                        .replace("$__rate_interval", "5s");
                assertTrue(prometheus.query(expression).contains("\"resultType\":\"vector\""), expression);
            }
        }
    }

    @Test
    void prometheusMissesNoScrapeInAMinute() throws Exception {
        try (var prometheus = new Prometheus(directory, daemon, RULES)) {
            prometheus.await("up", "1");
            for (int i = 0; i < 60; i++) {
                daemon.ask("Tokyo");
                Thread.sleep(1000);
            }
            prometheus.await("timeserverd_requests_total{listener='text',outcome='ok'}", "60");
            prometheus.await("min_over_time(up[5m])", "1");
            prometheus.await(
                    "count_over_time(timeserverd_requests_total{outcome='ok',listener='text'}[5m]) >= bool 100", "1");
            prometheus.await("resets(timeserverd_turn_seconds_count[5m])", "0");
            prometheus.await("changes(timeserverd_clock_state{state='synchronised'}[5m])", "0");
            assertFalse(prometheus.query("ALERTS").contains("alertname"));
        }
    }

    @Test
    void prometheusSeesThatTheDaemonIsDown() throws Exception {
        try (var prometheus = new Prometheus(directory, daemon, RULES)) {
            prometheus.await("up", "1");
            daemon.stop();
            prometheus.await("up", "0");
            prometheus.await("ALERTS{alertname='TimeserverdDown',alertstate='pending'}", "1");
        }
    }
}
