package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's page in a real Chromium. */
@Tag("verify")
class PageTest {
    private static final String SHOWN = "document.getElementById('name').textContent == ";
    private static final String PINS = "[...document.querySelectorAll('#pins .name')].map(name => name.textContent)";

    @TempDir
    Path directory;

    private DaemonProcess daemon;
    private Chromium chromium;
    private String site;

    @BeforeEach
    void start() throws Exception {
        daemon = DaemonProcess.start(directory, "listen.http=127.0.0.1:0");
        site = "http://127.0.0.1:" + daemon.port("http") + "/";
        chromium = Chromium.start(directory);
    }

    @AfterEach
    void stop() {
        chromium.close();
        daemon.close();
    }

    /** Asserted at the end of each test: the page made requests to its server only and kept to its policy. */
    private void assertKeptToItself() {
        assertEquals(List.of(), chromium.complaints());
        List<String> requests = chromium.requests();
        assertTrue(requests.contains(site + "page/page.js"), requests::toString);
        assertEquals(
                List.of(),
                requests.stream().filter(address -> !address.startsWith(site)).toList());
    }

    @Test
    void showsTheTimeInAPlaceByTheServersClock() throws Exception {
        chromium.runFirst("const now = Date.now; Date.now = () => now() + 3_600_000");
        chromium.open(site + "#Asia/Kathmandu");
        chromium.await(SHOWN + "'Asia/Kathmandu'");
        chromium.await("/fast|ahead/.test(document.getElementById('verdict').textContent)");
        chromium.await("document.getElementById('clock-time').textContent == "
                + "new Date(now() + 20_700_000).toISOString().slice(11, 19)");
        assertTrue(chromium.get("document.title").endsWith(" Asia/Kathmandu"), () -> chromium.get("document.title"));
        assertKeptToItself();
    }

    @Test
    void measuresAClockThatIsRight() throws Exception {
        chromium.open(site);
        chromium.await("/(is right|agrees with the server’s) to within [0-9.]+\\sms/"
                + ".test(document.getElementById('verdict').textContent)");
        assertKeptToItself();
    }

    @Test
    void measuresAClockThatIsSlow() throws Exception {
        chromium.runFirst("const now = Date.now; Date.now = () => now() - 5000");
        chromium.open(site);
        chromium.await("/(4\\.9|5\\.0)[0-9]*\\ss (slow|behind)/.test(document.getElementById('verdict').textContent)");
        chromium.await(
                "/^This computer’s clock is .*, give or take/.test(document.getElementById('said').textContent)");
        assertKeptToItself();
    }

    @Test
    void findsAndPinsPlacesByKeyboardAlone() throws Exception {
        chromium.open(site);
        chromium.await("document.getElementById('name').textContent.trim() != ''");
        chromium.press(Chromium.Key.TAB, 2); // past the link to the default place
        pin("toky", "Tokyo");
        chromium.press(Chromium.Key.BACK_TAB, 1);
        pin("reykjav", "Reykjavík");
        chromium.press(Chromium.Key.TAB, 2); // past the explanation of the measurement, to "Arrange"
        chromium.press(Chromium.Key.ENTER, 1);
        chromium.press(Chromium.Key.TAB, 6); // past the first place and its three buttons, and the second place
        assertEquals("Move up Reykjavík", chromium.get("document.activeElement.getAttribute('aria-label')"));
        chromium.press(Chromium.Key.ENTER, 1);
        assertEquals("Reykjavík,Tokyo", chromium.get(PINS));
        assertEquals("Move up Reykjavík", chromium.get("document.activeElement.getAttribute('aria-label')"));

        chromium.open("about:blank");
        chromium.open(site);
        chromium.await(PINS + ".join() == 'Reykjavík,Tokyo'");
        chromium.await(
                "[...document.querySelectorAll('#pins .time')].every(time => /^\\d\\d:\\d\\d$/.test(time.textContent))");
        assertKeptToItself();
    }

    /** Starts in the search box: finds a place, chooses the first suggestion, and pins it with the next button. */
    private void pin(String typed, String name) throws InterruptedException {
        assertEquals("query", chromium.get("document.activeElement.id"));
        chromium.type(typed);
        chromium.await("!document.getElementById('suggestions').hidden");
        chromium.press(Chromium.Key.ARROW_DOWN, 1);
        chromium.press(Chromium.Key.ENTER, 1);
        chromium.await(SHOWN + "'" + name + "'");
        chromium.press(Chromium.Key.TAB, 1);
        chromium.press(Chromium.Key.ENTER, 1);
        chromium.await(PINS + ".includes('" + name + "')");
    }

    @Test
    void asksWhichPlaceIsMeant() throws Exception {
        chromium.open(site + "#Springfield");
        chromium.await("document.querySelectorAll('#trouble a').length > 1");
        chromium.get("document.querySelector('#trouble a').click()");
        chromium.await(SHOWN + "'Springfield'");
        chromium.await("document.getElementById('trouble').hidden");
        assertKeptToItself();
    }

    @Test
    void fitsANarrowPhoneInTheDark() throws Exception {
        chromium.resize(360, 740);
        chromium.dark();
        chromium.open(site + "#America/Argentina/ComodRivadavia");
        chromium.await(SHOWN + "'America/Argentina/ComodRivadavia'");
        chromium.get("document.getElementById('pin').click()");
        chromium.get("document.getElementById('arrange').click()");
        chromium.get("document.querySelector('summary').click()");
        chromium.await("document.querySelector('#pins .time').textContent != ''");
        assertEquals("360", chromium.get("document.documentElement.scrollWidth"));
        assertEquals("rgb(19, 19, 21)", chromium.get("getComputedStyle(document.body).backgroundColor"));
        assertKeptToItself();
    }

    @Test
    void goesOnWhenTheServerIsUnreachable() throws Exception {
        chromium.open(site + "#Tokyo");
        chromium.await("/to within/.test(document.getElementById('verdict').textContent)");
        chromium.await(SHOWN + "'Tokyo'");
        daemon.stop();
        chromium.get("dispatchEvent(new Event('online'))"); // measures at once
        chromium.await(
                "/has not answered since .* by the last measurement/.test(document.getElementById('notice').textContent)");
        String seconds = chromium.get("document.getElementById('seconds').textContent");
        chromium.await("document.getElementById('seconds').textContent != '" + seconds + "'");
        assertKeptToItself();
    }

    @Test
    void showsTheTimeWithoutScripts() throws Exception {
        chromium.withoutScripts();
        long before = Instant.now().getEpochSecond();
        chromium.open(site);
        chromium.await("/UTC/.test(document.querySelector('iframe')?.contentDocument?.body?.textContent)");
        String told = chromium.get("document.querySelector('iframe').contentDocument.body.textContent.trim()");
        var instant = Instant.parse(told.replace(" UTC", "Z").replace(' ', 'T'));
        assertTrue(instant.getEpochSecond() >= before && !instant.isAfter(Instant.now()), told);
        assertEquals("none", chromium.get("getComputedStyle(document.getElementById('page')).display"));
    }

    @Test
    void writesDurationsInPlainWords() throws Exception {
        chromium.open(site);
        assertWords("12 days 3 h", "duration(1_047_600_000)");
        assertWords("1 day", "duration(86_400_000)");
        assertWords("0.4 ms", "bound(0.305)");
        assertWords("5 ms", "bound(4.1)");
        assertWords("1.3 s", "bound(1203)");
        assertWords("812 ms", "measured(-812.4, 4.1)");
        assertWords("1.38 s", "measured(1382, 45)");
        assertWords("UTC−3:30", "fromUtc(-12600)");
        assertWords("UTC+5:45", "zoneNow({offset: 20700, abbreviation: '+0545'})");
        assertWords("IST, UTC+1", "zoneNow({offset: 3600, abbreviation: 'IST'})");
        assertWords("9 h 30 min behind here", "fromHere(-34200, 0)");
        assertWords("night, tomorrow, Wed 2 Dec", "dayThere(Date.UTC(2026, 11, 2, 5), Date.UTC(2026, 11, 1, 18))");
        assertWords("day", "dayThere(Date.UTC(2026, 11, 2, 6), Date.UTC(2026, 11, 2, 18))");
    }

    @Test
    void writesClockChangesInPlainWords() throws Exception {
        chromium.open(site);
        String lordHowe = "{unix: Date.UTC(2027, 3, 3, 15) / 1000, before: {offset: 39600}, after: {offset: 37800}}";
        assertWords(
                "Clocks go back 30 min on Sunday, 4 April 2027 at 02:00.",
                "changeOfClocks(" + lordHowe + ", Date.UTC(2027, 0, 1), false)");
        assertWords(
                "Clocks go back 30 min on Sunday, 4 April 2027 at 02:00, in 1 day 1 h.",
                "changeOfClocks(" + lordHowe + ", Date.UTC(2027, 3, 2, 13, 30), false)");
        assertWords(
                "Clocks go back 30 min in less than a minute",
                "changeOfClocks(" + lordHowe + ", Date.UTC(2027, 3, 3, 14, 59, 30), true)");
        assertWords("No change of clocks is planned.", "changeOfClocks(null, 0, false)");
    }

    @Test
    void claimsNoMoreAboutClocksThanIsKnown() throws Exception {
        chromium.open(site);
        assertWords("This computer’s clock is right to within 7 ms.", "verdict(-2, 3.5, 1).join('')");
        assertWords("This computer’s clock is 812 ms slow, give or take 5 ms.", "verdict(-812, 3.5, 1).join('')");
        assertWords(
                "This computer’s clock is 812 ms ahead of the server’s, give or take 4 ms.",
                "verdict(812, 3.5, null).join('')");
        assertWords("This computer’s clock agrees with the server’s to within 6 ms.", "verdict(2, 3.5, null).join('')");
        assertWords(
                "The server’s clock is synchronised; how exactly is not known.", "serverClock('synchronised', null)");
        assertWords("Whether the server’s clock is synchronised is not known.", "serverClock('unknown', 5)");
    }

    /** Asserts the text of a function in words.js. No-break spaces count as spaces. */
    private void assertWords(String expected, String call) {
        String said = chromium.get("import('/page/words.js').then(words => words." + call + ")");
        assertEquals(expected, said.replace('\u00a0', ' '), call);
    }
}
