package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.timeserverd.journal.LargeJournal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console of {@code timeserver-admin web} in a real Chromium, with a running daemon. */
@Tag("verify")
class ConsolePageTest {
    /** True when the page has read its view completely, and again after each other view. */
    private static final String LOADED = "document.body.dataset.loadedMs !== undefined";

    private static final String TOTAL = "document.getElementById('total').textContent";
    private static final String ROWS = "document.querySelectorAll('#rows .record').length";

    @TempDir
    Path directory;

    private Chromium chromium;
    private ConsoleProcess console;

    @BeforeEach
    void start() throws Exception {
        chromium = Chromium.start(directory);
    }

    @AfterEach
    void stop() {
        if (console != null) {
            console.close();
        }
        chromium.close();
    }

    private void open() throws Exception {
        console = ConsoleProcess.start(directory);
        chromium.open(console.entry());
        chromium.await(LOADED);
    }

    /** Asserted at the end of each test: the page made requests to its server only and kept to its policy. */
    private void assertKeptToItself() {
        assertEquals(List.of(), chromium.complaints());
        assertEquals(
                List.of(),
                chromium.requests().stream()
                        .filter(address -> !address.startsWith(console.at("")))
                        .toList());
    }

    /** Writes records of two hours ago, one a second, of at most 300 clients. */
    private void writeJournal(int records) throws Exception {
        LargeJournal.write(
                directory.resolve("journal"), records, Instant.now().minusSeconds(7200), Duration.ofSeconds(records));
    }

    /** Waits until the page shows another view completely. */
    private void awaitView(String change) throws InterruptedException {
        chromium.get("delete document.body.dataset.loadedMs, " + change);
        chromium.await(LOADED);
    }

    @Test
    void theFirstScreenShowsDaemonAndJournal() throws Exception {
        try (var daemon = DaemonProcess.start(directory)) {
            daemon.ask("Asia/Tokyo");
            daemon.ask("Nowhereville");
            open();
            assertEquals(console.at(""), chromium.get("location.href"));
            assertEquals("2 requests, 50.0\u00a0% errors", chromium.get(TOTAL));
            chromium.await("/clock/.test(document.getElementById('state').textContent)");
            chromium.await("/Up for/.test(document.getElementById('counters').textContent)");
            assertEquals("Asia/Tokyo", chromium.get("document.querySelector('.top-zone button.value').textContent"));
            assertEquals("2", chromium.get(ROWS));
            assertEquals("", chromium.get("document.cookie"));

            daemon.ask("Europe/Paris"); // appears by itself
            chromium.await(ROWS + " == 3");
            assertEquals("Europe/Paris", chromium.get("document.querySelector('#rows td:nth-child(3)').textContent"));
            assertEquals(0, daemon.stop());
            chromium.await("document.getElementById('state').textContent == 'The daemon does not run'");
        }
        assertKeptToItself();
    }

    @Test
    void showsWhatIsSelectedAndHasItInTheAddress() throws Exception {
        writeJournal(5000);
        open();
        assertTrue(chromium.get(TOTAL).startsWith("5,000 requests"), () -> chromium.get(TOTAL));
        assertEquals("100", chromium.get(ROWS));

        String count = chromium.get("document.querySelector('.top-client td').textContent");
        awaitView("document.querySelector('.top-client button.value').click()");
        assertTrue(chromium.get(TOTAL).startsWith(count + " request"), () -> chromium.get(TOTAL));
        assertEquals("1", chromium.get("document.querySelectorAll('#chips li').length"));

        awaitView("document.querySelector('#chips button').click()");
        assertTrue(chromium.get(TOTAL).startsWith("5,000 requests"), () -> chromium.get(TOTAL));
        awaitView("history.back()");
        assertTrue(chromium.get(TOTAL).startsWith(count + " request"), () -> chromium.get(TOTAL));
        awaitView("document.querySelector('#chips button').click()");

        awaitView(drag("pointerdown", 0.90) + "," + drag("pointermove", 0.92) + "," + drag("pointerup", 0.93));
        String range = chromium.get("location.hash");
        assertTrue(range.matches("#since=[^&]*Z&until=[^&]*Z"), range);
        awaitView("document.querySelector('.top-outcome button.value').click()");
        String leftOut = "document.querySelector('.top-client button.value')";
        for (int n = 0; n < 2; n++) {
            awaitView(leftOut + ".dispatchEvent(new MouseEvent('click', {bubbles: true, shiftKey: true}))");
        }
        assertEquals(
                "2",
                chromium.get("[...document.querySelectorAll('#chips li')]"
                        + ".filter(chip => chip.textContent.startsWith('Client not ')).length"));
        String view = chromium.get("location.hash");
        String total = chromium.get(TOTAL);
        assertDownloads();

        chromium.open("about:blank");
        chromium.open(console.at(view));
        chromium.await(LOADED);
        assertEquals(total, chromium.get(TOTAL));
        assertEquals(view, chromium.get("location.hash"));
        assertKeptToItself();
    }

    private static String drag(String event, double part) {
        return "(plot => plot.dispatchEvent(new PointerEvent('" + event + "', {pointerId: 1, bubbles: true, clientX:"
                + " plot.getBoundingClientRect().left + plot.clientWidth * " + part
                + "})))(document.querySelector('#plot"
                + " svg'))";
    }

    /** The downloads are equal to the output of {@code export} with the filters in the address. */
    private void assertDownloads() throws Exception {
        String[] filters = chromium.get(
                        "[...new URLSearchParams(location.hash.slice(1))].map(([name, value]) => '--' + name +"
                                + " '=' + value).join('\\n')")
                .split("\n", -1);
        for (String format : List.of("csv", "jsonl")) {
            var words = new String[filters.length + 2];
            words[0] = "export";
            words[1] = "--format=" + format;
            System.arraycopy(filters, 0, words, 2, filters.length);
            Programs.Result exported = Programs.runAdmin(directory, words);
            assertEquals(0, exported.status(), exported::toString);
            String loaded =
                    chromium.get("fetch(document.getElementById('" + format + "').href).then(reply => reply.text())");
            assertFalse(loaded.isEmpty());
            assertEquals(exported.out(), loaded);
        }
    }

    @Test
    void escapesTextFromClients() throws Exception {
        String evil = "<img src=x onerror=alert(1)>\t\u202ex";
        try (var daemon = DaemonProcess.start(directory)) {
            daemon.ask(new String(evil.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            open();
            assertEquals(0, daemon.stop());
        }
        String shown = "<img src=x onerror=alert(1)>\\t\\u202ex";
        assertEquals(shown, chromium.get("document.querySelector('.top-request button.value').textContent"));
        assertEquals(shown, chromium.get("document.querySelector('#rows td:nth-child(3)').textContent"));
        chromium.get("document.querySelector('#rows .record').click()");
        assertEquals("true", chromium.get("document.querySelector('#rows .time').getAttribute('aria-expanded')"));
        String fields = "[...document.querySelectorAll('.fields dt')].map(dt => dt.textContent)";
        assertEquals("19", chromium.get(fields + ".length"));
        assertEquals(
                shown,
                chromium.get(
                        "[...document.querySelectorAll('.fields div')].find(div => div.textContent.startsWith('Request<'))"
                                + ".lastChild.textContent"));
        awaitView("document.querySelector('.top-request button.value').click()");
        assertTrue(chromium.get(TOTAL).startsWith("1 request,"), () -> chromium.get(TOTAL));
        assertEquals("Request " + shown + " ×", chromium.get("document.querySelector('#chips button').textContent"));
        assertEquals("0", chromium.get("document.querySelectorAll('main img').length"));
        assertKeptToItself();
    }

    @Test
    void aFilterThatMakesNoSenseShowsNothingOfTheViewBefore() throws Exception {
        writeJournal(100);
        open();
        chromium.get("location.hash = '#client=nobody'");
        chromium.await("!document.getElementById('trouble').hidden");
        assertEquals("Nothing is shown", chromium.get(TOTAL));
        assertEquals("none", chromium.get("getComputedStyle(document.getElementById('records')).display"));
        awaitView("location.hash = '#client=192.0.2.0/24'");
        assertEquals("block", chromium.get("getComputedStyle(document.getElementById('records')).display"));
    }

    @Test
    void allFieldsOfALongRequestFitThePage() throws Exception {
        try (var daemon = DaemonProcess.start(directory)) {
            daemon.ask("x".repeat(250));
            open();
            assertEquals(0, daemon.stop());
        }
        chromium.get("document.querySelector('#rows .record').click()");
        assertEquals("true", chromium.get("document.documentElement.scrollWidth <= innerWidth"));
    }

    @Test
    void worksByKeyboardInTheDarkOnANarrowScreen() throws Exception {
        writeJournal(5000);
        chromium.dark();
        chromium.resize(360, 740);
        open();
        assertEquals("360", chromium.get("document.documentElement.scrollWidth"));
        chromium.get("document.querySelector('#plot svg').focus()");
        chromium.press(Chromium.Key.ARROW_LEFT, 14); // to a stretch that has requests
        String described = chromium.get("document.activeElement.getAttribute('aria-valuetext')");
        assertTrue(described.matches(".*–.*: [0-9,]+ ok.*"), described);
        chromium.get("delete document.body.dataset.loadedMs");
        chromium.press(Chromium.Key.ENTER, 1);
        chromium.await(LOADED);
        assertTrue(chromium.get("location.hash").startsWith("#since="), () -> chromium.get("location.hash"));
        assertEquals(
                "true",
                chromium.get(
                        "[...document.querySelectorAll('button, a, input, select, svg[role]')].every(element =>"
                                + " element.textContent.trim() || element.getAttribute('aria-label') || element.labels?.length)"));
        assertKeptToItself();
    }

    /** A browser with an open console visits a foreign page. */
    @Test
    void aForeignPageGetsNothing() throws Exception {
        writeJournal(100);
        open();
        var strangers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        strangers.createContext("/", exchange -> {
            byte[] page =
                    ("<title>stranger</title><a href='" + console.at("") + "'>go</a>").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        strangers.start();
        try {
            // To cookies, another port of this host is the same site, but another name is another site.
            for (String host : List.of("127.0.0.1", "localhost")) {
                chromium.open("http://" + host + ":" + strangers.getAddress().getPort() + "/");
                for (String target : List.of("status", "records.jsonl", "page/console.js")) {
                    String tried = "fetch('" + console.at(target) + "', {credentials: 'include', mode: ";
                    assertEquals("refused", chromium.get(tried + "'cors'}).then(() => 'read', () => 'refused')"));
                    assertEquals("refused", chromium.get(tried + "'no-cors'}).then(() => 'read', () => 'refused')"));
                }
                chromium.get("document.querySelector('a').click()");
                chromium.await("document.body?.innerText.startsWith('another site sent you here')");
            }
        } finally {
            strangers.stop(0);
        }
    }

    /** Prints how long each step takes. */
    @Test
    @Tag("long")
    void tenMillionRecordsStayUsable() throws Exception {
        LargeJournal.write(directory.resolve("journal"), 10_000_000, Instant.now(), Duration.ofDays(10));
        console = ConsoleProcess.start(directory);
        long firstMs = millis(() -> {
            chromium.open(console.entry());
            chromium.await(LOADED);
        });
        long clickMs = millis(() -> awaitView("document.querySelector('.top-client button.value').click()"));
        String day = chromium.get(TOTAL);
        long allMs = millis(() -> awaitView("document.querySelector('[data-since=all]').click()"));
        System.out.println("console, 10,000,000 records: first screen " + firstMs + " ms, click on the top client "
                + clickMs + " ms (" + day + "), that client in all " + allMs + " ms (" + chromium.get(TOTAL) + ")");
        assertTrue(firstMs < 2000, firstMs + " ms");
        assertTrue(clickMs < 1000, clickMs + " ms");
        assertKeptToItself();
    }

    private interface Step {
        void run() throws Exception;
    }

    private static long millis(Step step) throws Exception {
        long startNs = System.nanoTime();
        step.run();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
    }
}
