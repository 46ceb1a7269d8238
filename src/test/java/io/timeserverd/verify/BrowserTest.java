package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.timeserverd.verify.Programs.Stdin;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web page gets nothing from the service that a real Chromium takes for a response, and neither does its address bar. */
@Tag("verify")
class BrowserTest {
    /** A request whose reply begins as a response of HTTP does. */
    private static final String DISGUISED = "/@1721304000+%nHTTP/1.1%_4j%nContent-Type:text/plain%n%n%F";

    private static final String IMAGE = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>";
    private static final Pattern SAID = Pattern.compile("<li>([^<]*)</li>");

    /** Of the time that pages see, which stands still while something is on its way. */
    private static final int BUDGET_MS = 5000;

    @TempDir
    Path directory;

    private DaemonProcess daemon;
    private HttpServer strangers;

    @BeforeEach
    void start() throws IOException {
        daemon = DaemonProcess.start(directory);
        strangers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        strangers.createContext("/", exchange -> respond(exchange, "text/html", page()));
        strangers.createContext("/image.svg", exchange -> respond(exchange, "image/svg+xml", IMAGE));
        strangers.start();
    }

    @AfterEach
    void stop() {
        strangers.stop(0);
        daemon.close();
    }

    private static void respond(HttpExchange exchange, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String page() throws IOException {
        try (InputStream page = BrowserTest.class.getResourceAsStream("attack.html")) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8).replace("SERVICE", service());
        }
    }

    private String service() {
        return "http://127.0.0.1:" + daemon.port();
    }

    @Test
    void aPageOfAStrangerReadsAndRunsNothing() throws Exception {
        Programs.Result result =
                browse("http://127.0.0.1:" + strangers.getAddress().getPort() + "/");
        List<String> said = SAID.matcher(result.out())
                .results()
                .map(BrowserTest::text)
                .sorted()
                .toList();
        assertEquals(
                List.of("fetch failed", "fetch without CORS failed", "image failed", "script failed"),
                said,
                result::toString);
    }

    private static String text(MatchResult item) {
        return item.group(1);
    }

    @Test
    void nothingOfTheServiceIsShown() throws Exception {
        for (String target : List.of(DISGUISED, "/", "/tokyo")) {
            Programs.Result result = browse(service() + target);
            assertTrue(result.err().contains("Page load failed: net::ERR_"), result::toString);
            assertEquals("", result.out());
        }
    }

    /** The document at the address, as it is when its scripts have run. */
    private Programs.Result browse(String address) throws IOException, InterruptedException {
        var command = Chromium.command(directory, "--virtual-time-budget=" + BUDGET_MS, "--dump-dom", address);
        return Programs.run("chromium", command, "", Stdin.ENDS);
    }
}
