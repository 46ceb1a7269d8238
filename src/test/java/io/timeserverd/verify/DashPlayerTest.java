package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A player of live MPEG-DASH streams, dash.js in a real Chromium, sets its clock by the daemon that a manifest names. */
@Tag("verify")
class DashPlayerTest {
    private static final Path PLAYER = Path.of(System.getProperty("timeserverd.basedir"), "target/packages/dash.js");
    private static final int SLOW_MS = 3_600_000;

    /** The second that a Date header lacks, and as much for a busy machine. */
    private static final int WITHIN_MS = 2_000;

    @TempDir
    Path directory;

    private DaemonProcess daemon;
    private Website broadcaster;
    private Chromium chromium;

    @BeforeEach
    void start() throws Exception {
        assertTrue(Files.exists(PLAYER), () -> PLAYER + " is not there: run src/test/player/fetch target/packages");
        daemon = DaemonProcess.start(directory, "listen.http=127.0.0.1:0");
        broadcaster = new Website();
        broadcaster.put("/page", "text/html", Website.resource("player.html"));
        broadcaster.put("/dash.js", "text/javascript", Files.readString(PLAYER));
        chromium = Chromium.start(directory);
    }

    @AfterEach
    void stop() {
        chromium.close();
        broadcaster.close();
        daemon.close();
    }

    @ParameterizedTest
    @CsvSource({"http-iso, /?iso", "http-xsdate, /?iso&ms", "http-head, /"})
    void findsHowSlowItsClockIs(String scheme, String target) throws Exception {
        var source = "http://127.0.0.1:" + daemon.port("http") + target;
        var manifest =
                Website.resource("live.mpd").replace("SCHEME", scheme).replace("SOURCE", source.replace("&", "&amp;"));
        broadcaster.put("/live.mpd", "application/dash+xml", manifest);
        chromium.runFirst("const now = Date.now; Date.now = () => now() - " + SLOW_MS);
        chromium.open(broadcaster.url("/page"));
        chromium.await("document.getElementById('offset').textContent != ''");
        double offset = Double.parseDouble(chromium.get("document.getElementById('offset').textContent"));
        assertEquals(SLOW_MS, offset, WITHIN_MS);
        assertTrue(
                chromium.requests().contains(source), () -> chromium.requests().toString());
        var journal = Programs.runAdmin(directory, "query");
        assertEquals(0, journal.status(), journal::toString);
        assertTrue(journal.out().contains("\thttp\tok\t"), journal::toString);
    }
}
