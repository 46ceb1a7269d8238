package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.timeserverd.verify.Programs.Stdin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented commands for Vector and Fluent Bit deliver what the documentation says. */
@Tag("verify")
class ShippingDocumentTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("timeserverd.basedir"), "src/doc/shipping.md");
    private static final Pattern VECTOR_COMMAND = Pattern.compile("command = \\[\"timeserver-admin\", (.*)\\]");
    private static final Pattern TOML = Pattern.compile("In `vector\\.toml`:\n\n((?:    .*\n|\n)+)");

    @TempDir
    Path directory;

    private String document;

    @BeforeEach
    void record() throws Exception {
        document = Files.readString(DOCUMENT);
        try (var daemon = DaemonProcess.start(directory)) {
            daemon.ask("@1 +unix");
            daemon.ask("S\u00c3\u00a3o Paulo");
            assertEquals(0, daemon.stop());
        }
    }

    @Test
    void vectorGetsLines() throws Exception {
        Matcher command = VECTOR_COMMAND.matcher(document);
        assertTrue(command.find());
        String state = directory.resolve("state").toString();
        String[] words = Arrays.stream(command.group(1).replace("\"", "").split(", ", 0))
                .map(word -> word.startsWith("/var/lib/") ? state : word)
                .toArray(String[]::new);
        try (var export = new Export(Programs.admin(directory, words))) {
            export.awaitId(2);
            assertEquals(0, export.stop(), export.errors());
            assertEquals(2, export.lines().size());
        }
    }

    @Test
    void configurationsAreValidToml() throws Exception {
        Matcher parts = TOML.matcher(document);
        int found = 0;
        for (; parts.find(); found++) {
            String toml = parts.group(1).replaceAll("(?m)^    ", "");
            Programs.Result parsed = Programs.run(
                    "python3",
                    List.of(
                            "python3",
                            "-c",
                            "import sys, tomllib; print(tomllib.loads(sys.stdin.read())['sources']['timeserver']['type'])"),
                    toml,
                    Stdin.ENDS);
            assertEquals(0, parsed.status(), parsed::toString);
        }
        assertEquals(2, found);
    }

    @Test
    void vectorGetsBatches() throws Exception {
        assertEquals(2, received("9880").lines().count());
    }

    @Test
    void fluentBitGetsArrays() throws Exception {
        Programs.Result read = Programs.run(
                "python3",
                List.of("python3", "-c", "import json, sys; print([each['request'] for each in json.load(sys.stdin)])"),
                received("9881"),
                Stdin.ENDS);
        assertEquals("['@1 +unix', 'S\u00e3o Paulo']\n", read.out(), read::toString);
    }

    /** The data that the documented command for this port sends. */
    private String received(String port) throws IOException, InterruptedException {
        Matcher command = Pattern.compile("COMMAND=(.*curl .*127\\.0\\.0\\.1:" + port + "/.*)")
                .matcher(document);
        assertTrue(command.find());
        BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        server.start();
        try {
            var words = new ArrayList<>(List.of("export", "--format", "jsonl", "--state"));
            words.add(directory.resolve("state").toString());
            words.add("--to");
            words.add(command.group(1)
                    .replace(port, String.valueOf(server.getAddress().getPort())));
            Programs.Result result = Programs.runAdmin(directory, words.toArray(new String[0]));
            assertEquals(0, result.status(), result::toString);
            return bodies.poll(Programs.HANG_S, TimeUnit.SECONDS);
        } finally {
            server.stop(0);
        }
    }
}
