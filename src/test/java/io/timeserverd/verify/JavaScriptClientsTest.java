package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published JavaScript clients of similar services, in a foreign page in a real Chromium. */
@Tag("verify")
class JavaScriptClientsTest {
    private static final Path FETCHED = Path.of(System.getProperty("timeserverd.basedir"), "target/packages");
    private static final int SLOW_MS = 3_600_000;

    private static final String SLOW_CLOCK = """
            const Right = Date;
            Date = class extends Right {
              constructor(...given) { super(...(given.length ? given : [Date.now()])); }
              static now() { return Right.now() - %d; }
            };
            """.formatted(SLOW_MS);

    /** A second, because a Date header has no fractions, and another one for a busy machine. */
    private static final int WITHIN_MS = 2_000;

    @TempDir
    Path directory;

    private DaemonProcess daemon;
    private Website other;
    private Chromium chromium;

    @BeforeEach
    void start() throws Exception {
        daemon = DaemonProcess.start(directory, "listen.http=127.0.0.1:0");
        other = new Website();
        chromium = Chromium.start(directory);
    }

    @AfterEach
    void stop() {
        chromium.close();
        other.close();
        daemon.close();
    }

    private static String fetched(String name) throws IOException {
        Path file = FETCHED.resolve(name);
        assertTrue(Files.exists(file), () -> file + " is not there: run src/test/javascript/fetch target/packages");
        return Files.readString(file);
    }

    private String site() {
        return "http://127.0.0.1:" + daemon.port("http");
    }

    /** dash.js plays live streams, whose manifests name a server for the player's clock. */
    @ParameterizedTest
    @CsvSource({"http-iso, /?iso", "http-xsdate, /?iso&ms", "http-head, /"})
    void aPlayerMeasuresItsClock(String scheme, String target) throws Exception {
        String source = site() + target;
        String manifest =
                Website.resource("live.mpd").replace("SCHEME", scheme).replace("SOURCE", source.replace("&", "&amp;"));
        other.put("/player", "text/html", Website.resource("player.html"));
        other.put("/dash.js", "text/javascript", fetched("dash.js"));
        other.put("/live.mpd", "application/dash+xml", manifest);
        chromium.runFirst(SLOW_CLOCK);
        chromium.open(other.url("/player"));
        chromium.await("document.getElementById('offset').textContent != ''");
        double offset = Double.parseDouble(chromium.get("document.getElementById('offset').textContent"));
        assertEquals(SLOW_MS, offset, WITHIN_MS);
        assertTrue(
                chromium.requests().contains(source), () -> chromium.requests().toString());
    }

    /** world-timestamp is a client of worldtimeapi.org. */
    @Test
    void aClientOfWorldtimeapiReadsTheTime() throws Exception {
        String page = Website.resource("world-timestamp.html").replace("SITE", site());
        other.put("/reader", "text/html", page);
        other.put("/world-timestamp.js", "text/javascript", fetched("world-timestamp.js"));
        chromium.open(other.url("/reader"));
        double before = Double.parseDouble(chromium.get("Date.now()"));
        double microseconds =
                Double.parseDouble(chromium.get("worldTimestamp('Asia/Tokyo').then(t => t.utcMicroseconds)"));
        assertEquals(before, microseconds / 1000, WITHIN_MS);
        assertEquals(
                "540",
                chromium.get("worldTimestamp('Asia/Tokyo')"
                        + ".then(t => Math.round((t.microseconds - t.utcMicroseconds) / 60e6))"));
        assertEquals("Asia/Tokyo", chromium.get("worldTimestamp('Asia/Tokyo').then(t => t.response.timezone)"));
        assertEquals("Error: Not Found", chromium.get("worldTimestamp('Asia/Nowhere').catch(String)"));
    }
}
