package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Programs.Result;
import io.timeserverd.verify.Programs.Stdin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every HTTP client gets the time, and its requests are in the journal. */
@Tag("verify")
class HttpClientsTest {
    private static DaemonProcess daemon;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        daemon = startIn(directory);
    }

    private static DaemonProcess startIn(Path directory) throws IOException {
        return DaemonProcess.start(
                directory, "listen.http=127.0.0.1:0", "listen.metrics=127.0.0.1:0", "answer.zone=Asia/Tokyo");
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    private static String url(DaemonProcess asked, String path) {
        return "http://127.0.0.1:" + asked.port("http") + path;
    }

    private static String outputOf(WebClient client, String path) throws Exception {
        return succeeded(client.get(url(daemon, path)));
    }

    private static String succeeded(Result result) {
        assertEquals(0, result.status(), result::toString);
        return result.out();
    }

    private static String curl(String... words) throws Exception {
        var command = new ArrayList<>(List.of("curl", "-sS"));
        Collections.addAll(command, words);
        return succeeded(Programs.run("curl", command, "", Stdin.ENDS));
    }

    @ParameterizedTest
    @EnumSource
    void printsTheTimeOfAPlace(WebClient client) throws Exception {
        var asked = RequestTime.now();
        asked.assertTimeIn("Europe/Paris", outputOf(client, "/Europe/Paris"));
    }

    @ParameterizedTest
    @EnumSource
    void printsTheTimeHereForTheRoot(WebClient client) throws Exception {
        var asked = RequestTime.now();
        asked.assertTimeIn("Asia/Tokyo", outputOf(client, "/"));
    }

    @ParameterizedTest
    @EnumSource
    void mayEscapeSpacesAndLetters(WebClient client) throws Exception {
        assertEquals("1969-12-31 21:00:00 -03\n", outputOf(client, "/S%C3%A3o%20Paulo@0?format=%25F%20%25T%20%25Z"));
    }

    @ParameterizedTest
    @EnumSource
    void failsForAPlaceThatIsUnknown(WebClient client) throws Exception {
        Result result = client.get(url(daemon, "/no-such-place"));
        assertNotEquals(0, result.status(), result::toString);
    }

    @Test
    void curlMaySendLettersUnescaped() throws Exception {
        assertEquals("0\n", curl(url(daemon, "/São_Paulo@0?format=unix")));
    }

    @Test
    void curlGetsAHeadWithoutABody() throws Exception {
        String head = curl("-I", url(daemon, "/Europe/Paris")).replace("\r\n", "\n");
        assertTrue(head.startsWith("HTTP/1.1 200 OK\n"), head);
        assertTrue(head.contains("\nContent-Length: 20\n"), head);
        assertTrue(head.endsWith("\n\n"), head);
    }

    @Test
    void curlKeepsItsConnection() throws Exception {
        String connects = "%{num_connects}\\n";
        String told = curl("-w", connects, url(daemon, "/UTC@0?format=unix"), url(daemon, "/UTC@1?format=unix"));
        assertEquals("0\n1\n1\n0\n", told);
    }

    /** htpdate finds the moment at which the second changes, by several requests on one connection. */
    @ParameterizedTest
    @ValueSource(strings = {"-q", "-q -0", "-q -p 1", "-q -p 4"})
    void htpdateFindsThisHostsClockRight(String options) throws Exception {
        String unprivileged = "setpriv --reuid=65534 --regid=65534 --clear-groups --bounding-set=-all --no-new-privs";
        String command = unprivileged + " htpdate " + options + " 127.0.0.1:" + daemon.port("http");
        String told = succeeded(Programs.run("htpdate", List.of(command.split(" ")), "", Stdin.ENDS));
        assertEquals("No time correction needed\n", told);
    }

    @Test
    void everyRequestIsJournalledAndCountedOnce(@TempDir Path directory) throws Exception {
        try (DaemonProcess another = startIn(directory)) {
            for (WebClient client : WebClient.values()) {
                assertEquals("0\n", succeeded(client.get(url(another, "/Tokyo@0?format=unix"))));
                client.get(url(another, "/no-such-place"));
            }
            String records = succeeded(Programs.runAdmin(directory, "query"));
            long each = WebClient.values().length;
            assertEquals(each, count(records, "\thttp\tok\tAsia/Tokyo\tTokyo, Tokyo, Japan\t/Tokyo@0?format=unix\n"));
            assertEquals(each, count(records, "\thttp\tunknown-place\t-\t-\t/no-such-place\n"));
            String metrics = curl("http://127.0.0.1:" + another.port("metrics") + "/metrics");
            assertTrue(metrics.contains("{listener=\"http\",outcome=\"ok\"} " + each + "\n"), metrics);
            assertTrue(metrics.contains("{listener=\"http\",outcome=\"unknown-place\"} " + each + "\n"), metrics);
            var ledger = Ledger.of(another);
            assertEquals(2L * each, ledger.count("answered"));
            assertEquals(2L * each, ledger.count("journalled"));
        }
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
