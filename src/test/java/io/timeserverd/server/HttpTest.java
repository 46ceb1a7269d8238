package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP listener, from the bytes of its clients to the journal. */
class HttpTest {
    private static final String HOST = " HTTP/1.1\r\nHost: time.example\r\n";

    private ServerFixture fixture;

    @AfterEach
    void close() throws Exception {
        if (fixture != null) {
            fixture.close(); // checks that the counters add up
        }
    }

    private TestClient connect(String... settings) throws Exception {
        if (fixture == null) {
            var all = new ArrayList<>(List.of("listen.http=127.0.0.1:0"));
            all.addAll(List.of(settings));
            fixture = new ServerFixture(all.toArray(String[]::new));
        }
        return fixture.connect("http");
    }

    /** The response to a request on a connection of its own. */
    private String get(String target, String... fields) throws Exception {
        TestClient client = connect();
        client.send("GET " + target + HOST + String.join("", List.of(fields)) + "Connection: close\r\n\r\n");
        return client.readToEnd();
    }

    private static String body(String response) {
        return response.substring(response.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void answersAPlace() throws Exception {
        assertEquals("""
                HTTP/1.1 200 OK
                Date: Sun, 22 Nov 2026 12:38:34 GMT
                Content-Type: text/plain; charset=utf-8
                Content-Length: 20
                Cache-Control: no-store
                Access-Control-Allow-Origin: *
                Access-Control-Expose-Headers: Date, X-HTTPSTIME
                X-Content-Type-Options: nosniff
                Connection: close

                2026-11-22 13:38:34
                """, get("/Europe/Paris").replace("\r\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "/, 2026-11-22 12:38:34",
        "/Paris?format=iso, 2026-11-22T13:38:34+01:00",
        "/Paris?format=%2Biso3, 2026-11-22T13:38:34.123+01:00",
        "/Paris?format=+iso, 2026-11-22T13:38:34+01:00",
        "/Paris?format=%25H:%25M, 13:38",
        "/Paris?format=%25H+%25M, 13 38",
        "/New%20York, 2026-11-22 07:38:34",
        "/New_York, 2026-11-22 07:38:34",
        "/UTC+2, 2026-11-22 14:38:34",
        "/Europe/Paris@2026-07-01T12:00, 2026-07-01 12:00:00",
        "/?iso, 2026-11-22T12:38:34Z",
        "/?iso&ms, 2026-11-22T12:38:34.123Z",
    })
    void answersAsTheTextLanguageDoes(String target, String line) throws Exception {
        assertEquals(line, body(get(target)).strip());
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere-at-all, 404, ERR unknown-place",
        "/Springfield, 300, ERR ambiguous",
        "/Paris?format=xyzzy, 400, ERR bad-format",
        "/Paris@yesterdayish, 400, ERR bad-instant",
        "/keep, 404, ERR unknown-place",
        "/menu, 404, ERR unknown-place",
        "/a%0Ab, 400, ERR bad-request",
        "/page/nothing.js, 404, ERR unknown-place",
    })
    void errorsHaveAStatusAndTheErrorLine(String target, int status, String line) throws Exception {
        String response = get(target);
        assertTrue(response.startsWith("HTTP/1.1 " + status + ' '), response);
        assertTrue(body(response).startsWith(line), response);
    }

    @Test
    void answersInJsonIfTheClientPrefersIt() throws Exception {
        String response = get("/Europe/Paris", "Accept: application/json\r\n");
        assertTrue(response.contains("Content-Type: application/json\r\n"), response);
        assertTrue(body(response).startsWith("{\"time\":\"2026-11-22T13:38:34.123456789+01:00\""), response);
        String error = get("/Springfield?format=json");
        assertTrue(body(error).startsWith("{\"error\":\"ambiguous\",\"message\":\"which one? "), error);
        assertTrue(body(error).contains("\"candidates\":[\"Springfield, Missouri\""), error);
    }

    @Test
    void aBrowserGetsThePageAndMayCacheIt() throws Exception {
        String page = get("/", "Accept: text/html,*/*;q=0.8\r\n");
        assertTrue(page.contains("Content-Security-Policy: default-src 'none'"), page);
        assertTrue(body(page).toLowerCase(Locale.ROOT).startsWith("<!doctype html>"), page);
        String tag = page.replaceFirst("(?s).*ETag: (\"[^\"]*\").*", "$1");
        String again = get("/", "Accept: text/html\r\nIf-None-Match: " + tag + "\r\n");
        assertTrue(again.startsWith("HTTP/1.1 304 Not Modified\r\n"), again);
        assertEquals("", body(again));
        assertTrue(fixture.journal.committed.isEmpty(), "files of the page are counted, not journalled");
    }

    @Test
    void headIsGetWithoutABody() throws Exception {
        TestClient client = connect();
        client.send("HEAD /" + HOST + "Connection: close\r\n\r\n");
        String response = client.readToEnd();
        assertTrue(response.contains("Content-Length: 20\r\n"), response);
        assertEquals("", body(response));
    }

    @Test
    void requestsOnOneConnectionAreAnsweredInOrder() throws Exception {
        TestClient client = connect();
        client.send("GET /?format=unix" + HOST + "\r\nGET /Paris?format=%25H" + HOST + "\r\n");
        client.readUntil("13\n");
        client.send("GET /Tokyo?format=%25H" + HOST + "Connection: close\r\n\r\n");
        assertTrue(client.readToEnd().endsWith("\r\n\r\n21\n"));
        assertEquals(
                List.of("ok /?format=unix", "ok /Paris?format=%25H", "ok /Tokyo?format=%25H"),
                fixture.journal.committed);
    }

    @Test
    void aPipelineMayBeCutAnywhere() throws Exception {
        String both =
                "GET /Paris?format=%25H" + HOST + "\r\nGET /Tokyo?format=%25H" + HOST + "Connection: close\r\n\r\n";
        for (int cut = 1; cut < both.length(); cut += 7) {
            TestClient client = connect();
            client.send(both.substring(0, cut));
            fixture.turn();
            client.send(both.substring(cut));
            String response = client.readToEnd();
            assertTrue(response.contains("\r\n\r\n13\nHTTP/1.1 200 OK"), response);
            assertTrue(response.endsWith("\r\n\r\n21\n"), response);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 40\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 44\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 44\r\n\r\n",
            })
    void readsNothingAfterAnUnclearRequest(String unclear) throws Exception {
        TestClient client = connect();
        client.send(unclear + "GET /Tokyo" + HOST + "\r\n");
        String response = client.readToEnd();
        assertTrue(response.startsWith("HTTP/1.1 4"), response);
        assertTrue(response.contains("Connection: close\r\n"), response);
        assertFalse(response.contains("200 OK"), response);
        assertEquals(List.of("bad-request "), fixture.journal.committed);
    }

    @Test
    void aSlowHeadTimesOut() throws Exception {
        TestClient client = connect();
        client.send("GET / HTTP/1.1\r\nHost:");
        fixture.turn();
        fixture.advance(Duration.ofSeconds(11));
        assertTrue(client.readToEnd().startsWith("HTTP/1.1 408 Request Timeout\r\n"));
    }

    @Test
    void closesAnIdleConnectionWithoutAResponse() throws Exception {
        TestClient client = connect();
        client.send("GET /?format=unix" + HOST + "\r\n");
        String response = client.readUntil("1795351114\n");
        fixture.advance(Duration.ofSeconds(61));
        assertEquals(response, client.readToEnd());
    }

    @Test
    void refusesTheTimeOfAnUnsynchronisedClock() throws Exception {
        TestClient client = connect("answer.unsynchronised=refuse");
        fixture.reading = new Reading(ServerFixture.NOW, ClockState.UNKNOWN, Reading.UNKNOWN, 0, Leap.UNKNOWN);
        client.send("GET /Paris" + HOST + "Connection: close\r\n\r\n");
        assertTrue(client.readToEnd().startsWith("HTTP/1.1 503 Service Unavailable\r\n"));
        assertTrue(get("/api/timezone/Europe/Paris").startsWith("HTTP/1.1 503"));
        assertTrue(get("/?iso").startsWith("HTTP/1.1 503"));
    }

    @Test
    void aClientOverItsQuotaGetsRetryAfter() throws Exception {
        connect("limits.rate=1", "limits.burst=1");
        get("/Paris");
        String response = get("/Paris");
        assertTrue(response.startsWith("HTTP/1.1 429 Too Many Requests\r\n"), response);
        assertTrue(response.contains("Retry-After: 1\r\n"), response);
    }

    @Test
    void aTrustedProxyNamesTheClientOfEachRequest() throws Exception {
        connect("access.proxies=127.0.0.1", "limits.rate=1", "limits.burst=1", "access.deny=192.0.2.66");
        String first = get("/Paris", "X-Forwarded-For: 192.0.2.1, 127.0.0.1\r\n");
        assertTrue(first.startsWith("HTTP/1.1 200"), first);
        assertTrue(get("/Paris", "X-Forwarded-For: 192.0.2.1\r\n").startsWith("HTTP/1.1 429"));
        assertTrue(get("/Paris", "Forwarded: for=192.0.2.2\r\n").startsWith("HTTP/1.1 200"));
        assertTrue(get("/Paris", "Forwarded: for=192.0.2.66\r\n").startsWith("HTTP/1.1 403"));
        assertEquals(List.of("192.0.2.1", "192.0.2.2", "192.0.2.66"), fixture.journal.clients);
    }

    /** Most proxies set one field and pass on the other as the client wrote it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"for=192.0.2.8", "for=unknown", "for=192.0.2.8, for=127.0.0.1", "by=192.0.2.8", "for=_hidden"})
    void refusesForwardingFieldsThatContradictEachOther(String forwarded) throws Exception {
        TestClient client = connect("access.proxies=127.0.0.1");
        client.send("GET /Rome" + HOST + "X-Forwarded-For: 192.0.2.1\r\n\r\n");
        client.send("GET /Paris" + HOST + "X-Forwarded-For: 192.0.2.7\r\nForwarded: " + forwarded + "\r\n\r\n");
        String response = client.readToEnd();
        assertTrue(
                response.contains("\r\n\r\nERR bad-request Forwarded and X-Forwarded-For name different clients"),
                response);
        assertEquals(List.of("192.0.2.1", "127.0.0.1"), fixture.journal.clients);
    }

    @Test
    void aProxyMaySetBothFields() throws Exception {
        connect("access.proxies=127.0.0.1");
        String both = "X-Forwarded-For: 192.0.2.7\r\nForwarded: for=192.0.2.6, for=\"192.0.2.7:4711\"\r\n";
        assertTrue(get("/Paris", both).startsWith("HTTP/1.1 200"));
        assertEquals(List.of("192.0.2.7"), fixture.journal.clients);
    }

    @Test
    void anUnclearRequestIsRecordedForTheProxy() throws Exception {
        TestClient client = connect("access.proxies=127.0.0.1");
        client.send("GET /Rome" + HOST + "X-Forwarded-For: 192.0.2.1\r\n\r\n");
        client.send("GET /Paris HTTP/1.1\r\n\r\n");
        assertTrue(client.readToEnd().contains("HTTP/1.1 400"));
        assertEquals(List.of("192.0.2.1", "127.0.0.1"), fixture.journal.clients);
    }

    @Test
    void ignoresForwardingFieldsOfOtherPeers() throws Exception {
        get("/Paris", "X-Forwarded-For: 192.0.2.1\r\n");
        assertEquals(List.of("127.0.0.1"), fixture.journal.clients);
    }

    @Test
    void clientsOnOneConnectionOfAProxyHaveTheirOwnAccounts() throws Exception {
        TestClient client = connect("access.proxies=127.0.0.1", "limits.rate=1", "limits.burst=1");
        for (int i = 1; i <= 3; i++) {
            client.send("GET /?format=n" + i + "%25H" + HOST + "X-Forwarded-For: 192.0.2." + i + "\r\n\r\n");
            client.readUntil("\r\n\r\nn" + i + "12\n");
        }
        assertEquals(List.of("192.0.2.1", "192.0.2.2", "192.0.2.3"), fixture.journal.clients);
    }

    @Test
    void aTrustedProxyMaySendThePROXYHeader() throws Exception {
        TestClient client = connect("access.proxies=127.0.0.1");
        client.send("PROXY TCP4 192.0.2.9 127.0.0.1 4711 80\r\nGET /Paris" + HOST + "Connection: close\r\n\r\n");
        assertTrue(client.readToEnd().startsWith("HTTP/1.1 200"));
        assertEquals(List.of("192.0.2.9"), fixture.journal.clients);
    }

    @Test
    void syncHasTheTimesOfReceiptAndTransmission() throws Exception {
        assertTrue(body(get("/api/sync?token=a%20b"))
                .startsWith(
                        "{\"token\":\"a b\",\"receive_ns\":1795351114123456789,\"transmit_ns\":1795351114123456789,"));
    }

    @Test
    void findsPlaces() throws Exception {
        String found = body(get("/api/places?q=lyon"));
        assertTrue(
                found.startsWith(
                        "{\"places\":[{\"name\":\"Lyon\",\"region\":\"Auvergne-Rhône-Alpes\",\"country\":\"France\","),
                found);
        assertEquals("{\"places\":[]}\n", body(get("/api/places?q=")));
        assertTrue(body(get("/api/places?q=UTC")).contains("\"zone\":\"UTC\""));
    }

    @Test
    void repliesInTheFormOfWorldtimeapi() throws Exception {
        assertTrue(body(get("/api/timezone/Europe/Paris")).contains("\"utc_offset\":\"+01:00\""));
        assertTrue(body(get("/api/timezone/Europe/Paris.txt")).contains("\nutc_offset: +01:00\n"));
        assertTrue(body(get("/api/timezone/America/Argentina")).startsWith("[\"America/Argentina/Buenos_Aires\","));
        assertTrue(body(get("/api/timezone.txt")).startsWith("Africa/Abidjan\n"));
        assertTrue(body(get("/api/ip")).contains("\"client_ip\":\"127.0.0.1\""));
        String unknown = get("/api/timezone/Europe/Atlantis");
        assertTrue(unknown.startsWith("HTTP/1.1 404"), unknown);
        assertEquals("{\"error\":\"unknown location 'Europe/Atlantis'\"}\n", body(unknown));
    }
}
