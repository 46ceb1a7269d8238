package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Prometheus that scrapes one daemon, with the shipped alert rules. */
final class Prometheus implements AutoCloseable {
    private static final Pattern VALUE = Pattern.compile("\"value\":\\[[0-9.]+,\"([^\"]*)\"\\]");
    private static final int LOOK_AGAIN_MS = 100;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path log;
    private final int port;
    private final Process process;

    Prometheus(Path directory, DaemonProcess daemon, Path rules) throws IOException {
        port = FreePort.find();
        log = directory.resolve("prometheus.log");
        Path conf = directory.resolve("prometheus.yml");
        Files.writeString(conf, """
                global: {scrape_interval: 500ms, scrape_timeout: 500ms, evaluation_interval: 500ms}
                rule_files: [%s]
                scrape_configs:
                  - job_name: timeserverd
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """.formatted(rules, daemon.port("metrics")));
        List<String> command = List.of(
                "prometheus",
                "--config.file=" + conf,
                "--storage.tsdb.path=" + directory.resolve("prometheus"),
                "--web.listen-address=127.0.0.1:" + port);
        ProcessBuilder builder =
                Programs.builder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        process = Programs.start(builder, "prometheus");
    }

    /** The reply of its API. */
    String get(String path) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + port + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    /** The reply of its API to an expression, which must be valid. */
    String query(String expression) throws IOException, InterruptedException {
        String said = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        assertTrue(said.startsWith("{\"status\":\"success\""), () -> expression + ": " + said);
        return said;
    }

    /** The only value of an expression, or none. */
    private Optional<String> value(String expression) throws IOException, InterruptedException {
        try {
            Matcher value = VALUE.matcher(query(expression));
            return value.find() ? Optional.of(value.group(1)) : Optional.empty();
        } catch (IOException e) {
            if (!process.isAlive()) {
                fail("Prometheus has ended: " + Files.readString(log), e);
            }
            return Optional.empty(); // it does not listen yet
        }
    }

    /** Waits until an expression has the value. */
    void await(String expression, String expected) throws IOException, InterruptedException {
        long startNs = System.nanoTime();
        Optional<String> value = value(expression);
        while (!value.equals(Optional.of(expected))) {
            Optional<String> last = value;
            boolean hangs = System.nanoTime() - startNs > TimeUnit.SECONDS.toNanos(Programs.HANG_S);
            assertTrue(!hangs, () -> expression + " should be " + expected + " and is " + last);
            Thread.sleep(LOOK_AGAIN_MS);
            value = value(expression);
        }
    }

    @Override
    public void close() {
        Programs.end(process);
    }
}
