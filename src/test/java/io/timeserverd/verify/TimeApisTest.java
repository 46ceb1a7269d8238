package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.timeserverd.verify.Programs.Stdin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Web pages of other origins, video players and devices can use this service like the services that they know. */
@Tag("verify")
class TimeApisTest {
    private static DaemonProcess daemon;
    private static Chromium chromium;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        daemon = DaemonProcess.start(
                directory, "listen.http=127.0.0.1:0", "listen.metrics=127.0.0.1:0", "answer.zone=Asia/Tokyo");
        chromium = Chromium.start(directory);
        chromium.open("http://127.0.0.1:" + daemon.port("metrics") + "/"); // another port is another origin
    }

    @AfterAll
    static void stop() {
        chromium.close();
        daemon.close();
        assertEquals(List.of(), chromium.complaints());
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + daemon.port("http") + path;
    }

    /** MPEG-DASH's http-iso, http-xsdate and http-head (ISO/IEC 23009-1 section 5.8.4.11), and HTTPSTIME. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /?iso             | GET  | text => Date.parse(text)
                    /?iso&ms          | GET  | text => Date.parse(text)
                    /                 | HEAD | (text, fields) => Date.parse(fields.get('Date'))
                    /.well-known/time | GET  | (text, fields) => 1000 * fields.get('X-HTTPSTIME')
                    /api/ip           | GET  | text => Date.parse(JSON.parse(text).datetime)
                    """)
    void aPageOfAnotherOriginReadsTheTime(String path, String method, String reading) {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String told = chromium.get("fetch('" + url(path) + "', {method: '" + method + "', cache: 'no-store'})"
                + ".then(async reply => (" + reading + ")(await reply.text(), reply.headers))"
                + ".then(ms => new Date(ms).toISOString())");
        var instant = Instant.parse(told);
        assertFalse(instant.isBefore(before), told);
        assertFalse(instant.isAfter(Instant.now()), told);
    }

    /** An additional header field makes the browser send an OPTIONS request first. */
    @Test
    void aPageOfAnotherOriginMaySendAdditionalFields() {
        String told = chromium.get("fetch('" + url("/UTC@0?format=unix")
                + "', {headers: {'X-Requested-With': 'a page'}})" + ".then(reply => reply.text())");
        assertEquals("0\n", told);
    }

    /** Devices add the offsets to the UNIX time, or cut the date-time into pieces. */
    @ParameterizedTest
    @CsvSource({"Europe/Dublin", "Africa/Casablanca", "America/St_Johns", "Asia/Tokyo", "America/Argentina/Salta"})
    void aDeviceSetsItsClock(String zone) throws Exception {
        assertEquals("True True True\n", python("""
                import json, time, urllib.request
                def get(ending): return urllib.request.urlopen("URL" + ending).read().decode()
                it = json.loads(get(""))
                local = time.gmtime(it["unixtime"] + it["raw_offset"] + it["dst_offset"])
                cut = [int(it["datetime"][a:b]) for a, b in ((0, 4), (5, 7), (8, 10), (11, 13), (14, 16), (17, 19))]
                text = dict(line.split(": ", 1) for line in get(".txt").splitlines() if not line.endswith(": "))
                print(list(local[:6]) == cut, (local.tm_wday + 1) % 7 == it["day_of_week"],
                      text["timezone"] == it["timezone"] == "ZONE")
                """.replace("URL", url("/api/timezone/" + zone))
                .replace("ZONE", zone)));
    }

    private static String python(String script) throws IOException, InterruptedException {
        Programs.Result result = Programs.run("python3", List.of("python3", "-c", script), "", Stdin.ENDS);
        assertEquals(0, result.status(), result::toString);
        return result.out();
    }

    @Test
    void aDeviceFindsItsZoneInTheLists() throws Exception {
        assertEquals("Asia/Tokyo\n", python("""
                import json, urllib.request
                def get(path): return json.loads(urllib.request.urlopen("URL" + path).read())
                assert set(get("/timezone/Asia")) < set(get("/timezone/")) == set(get("/timezone"))
                assert "America/Argentina/Salta" in get("/timezone/America")
                print(get("/ip")["timezone"])
                """.replace("URL", url("/api"))));
    }
}
