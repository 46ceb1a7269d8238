package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Programs.Stdin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Chromium accepts nothing from the text listener as an HTTP response, neither for a web page nor for its address bar. */
@Tag("verify")
class BrowserTest {
    /** A request whose reply would begin like an HTTP response. */
    private static final String DISGUISED = "/@1721304000+%nHTTP/1.1%_4j%nContent-Type:text/plain%n%n%F";

    private static final String IMAGE = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>";
    private static final Pattern SAID = Pattern.compile("<li>([^<]*)</li>");

    /** In the virtual time of pages, which stands still while a request is open. */
    private static final int BUDGET_MS = 5000;

    @TempDir
    Path directory;

    private DaemonProcess daemon;
    private Website strangers;

    @BeforeEach
    void start() throws IOException {
        daemon = DaemonProcess.start(directory);
        strangers = new Website();
        strangers.put("/", "text/html", Website.resource("attack.html").replace("SERVICE", service()));
        strangers.put("/image.svg", "image/svg+xml", IMAGE);
    }

    @AfterEach
    void stop() {
        strangers.close();
        daemon.close();
    }

    private String service() {
        return "http://127.0.0.1:" + daemon.port();
    }

    @Test
    void aForeignPageReadsAndRunsNothing() throws Exception {
        Programs.Result result = browse(strangers.url("/"));
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
    void theAddressBarShowsNothingOfTheService() throws Exception {
        for (String target : List.of(DISGUISED, "/", "/tokyo")) {
            Programs.Result result = browse(service() + target);
            assertTrue(result.err().contains("Page load failed: net::ERR_"), result::toString);
            assertEquals("", result.out());
        }
    }

    /** The document at the address after its scripts have run. */
    private Programs.Result browse(String address) throws IOException, InterruptedException {
        List<String> command = Chromium.command(directory, "--virtual-time-budget=" + BUDGET_MS, "--dump-dom", address);
        return Programs.run("chromium", command, "", Stdin.ENDS);
    }
}
