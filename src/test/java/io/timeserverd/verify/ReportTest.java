package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a real daemon's journal, in a real Chromium. */
@Tag("verify")
class ReportTest {
    /** The width of A4 and of Letter without their margins, at 96 pixels to the inch. */
    private static final List<Integer> SHEETS = List.of(680, 702);

    @TempDir
    Path directory;

    private DaemonProcess daemon;
    private Chromium chromium;
    private String address;

    @BeforeEach
    void write() throws Exception {
        daemon = DaemonProcess.start(directory);
        for (String request : List.of("Europe/Paris", "Paris +iso", "<img src=//evil.example/>", "nowhere", "")) {
            daemon.ask(request);
        }
        Path file = directory.resolve("report.html");
        Programs.Result result = Programs.runAdmin(directory, "report", "--since", "1h", "--output", file.toString());
        assertEquals(0, result.status(), result::toString);
        chromium = Chromium.start(directory);
        address = file.toUri().toString();
    }

    @AfterEach
    void stop() {
        chromium.close();
        daemon.close();
    }

    private String shown(String selector) {
        return chromium.get(
                "[...document.querySelectorAll('" + selector + "')].map(each => each.textContent).join('|')");
    }

    private void assertFits(int width) {
        chromium.resize(width, 1000);
        assertEquals(Integer.toString(width), chromium.get("document.documentElement.scrollWidth"));
        String cut = chromium.get("[...document.querySelectorAll('.scroll')]"
                + ".filter(each => each.scrollWidth > each.clientWidth).map(each => each.textContent).join('|')");
        assertEquals("", cut);
    }

    @Test
    void isOnePageThatLoadsNothingAndFitsOnPaper() throws Exception {
        chromium.open(address);
        assertTrue(shown("title").startsWith("Time service report, "), shown("title"));
        assertTrue(shown(".card .value").startsWith("5|"), shown(".card .value"));
        assertTrue(shown("td").contains("|unknown-place|2|40.00 %|"), shown("td"));
        assertEquals("0", chromium.get("document.querySelectorAll('img, script').length"));
        assertTrue(shown("#daemon td").contains("source of the clock|system"), shown("#daemon td"));
        chromium.print();
        SHEETS.forEach(this::assertFits);
        var pdf = new String(chromium.pdf(), StandardCharsets.ISO_8859_1);
        assertTrue(pdf.startsWith("%PDF-"), () -> pdf.substring(0, 20));
        assertEquals(List.of(), chromium.complaints());
        assertEquals(
                List.of(address),
                chromium.requests().stream()
                        .filter(each -> !each.startsWith("data:"))
                        .toList());
    }
}
