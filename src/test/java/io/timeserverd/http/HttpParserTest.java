package io.timeserverd.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.http.HttpParser.Complete;
import io.timeserverd.http.HttpParser.Incomplete;
import io.timeserverd.http.HttpParser.Refused;
import io.timeserverd.http.HttpParser.Result;
import io.timeserverd.http.HttpRequest.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpParserTest {
    private static final String HEAD = "GET /Europe/Paris?format=iso HTTP/1.1\r\nHost: time.example:8080\r\n\r\n";

    private static Result parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HttpParser.parse(bytes, 0, bytes.length);
    }

    private static HttpRequest request(String text) {
        return assertInstanceOf(Complete.class, parse(text), text).request();
    }

    private static int refused(String text) {
        return assertInstanceOf(Refused.class, parse(text), text).status();
    }

    @Test
    void readsAHead() {
        HttpRequest request = request(HEAD + "GET /next");
        assertEquals(Method.GET, request.method());
        assertEquals("/Europe/Paris", request.path());
        assertEquals("format=iso", request.query());
        assertTrue(request.persistent());
        assertTrue(request.isHttp11());
        assertEquals(HEAD.length(), request.length());
        assertEquals(
                "/Europe/Paris?format=iso",
                HEAD.substring(request.target().from(), request.target().to()));
    }

    @Test
    void everyPartOfAHeadIsIncomplete() {
        for (int i = 0; i < HEAD.length(); i++) {
            assertInstanceOf(Incomplete.class, parse(HEAD.substring(0, i)), HEAD.substring(0, i));
        }
    }

    @Test
    void skipsOneEmptyLineBeforeTheHead() {
        assertEquals(HEAD.length() + 2, request("\r\n" + HEAD).length());
        assertEquals(400, refused("\r\n\r\n" + HEAD));
    }

    @Test
    void takesThePathOfAnAbsoluteUri() {
        String text = "GET http://time.example/UTC HTTP/1.1\r\nHost: other\r\n\r\n";
        HttpRequest request = request(text);
        assertEquals("/UTC", request.path());
        assertEquals(
                "/UTC", text.substring(request.target().from(), request.target().to()));
    }

    @Test
    void acceptsUtf8InAPathAsCurlSendsIt() {
        assertEquals(
                "/Zürich", request("GET /Zürich HTTP/1.1\r\nHost: a\r\n\r\n").path());
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1, '', true",
        "HTTP/1.1, Connection: close, false",
        "HTTP/1.1, 'Connection: Keep-Alive, Close', false",
        "HTTP/1.0, '', false",
        "HTTP/1.0, Connection: keep-alive, true",
        "HTTP/1.2, '', true",
    })
    void persistenceDependsOnVersionAndConnectionField(String version, String field, boolean persistent) {
        String line = field.isEmpty() ? "" : field + "\r\n";
        assertEquals(
                persistent,
                request("GET / " + version + "\r\nHost: a\r\n" + line + "\r\n").persistent());
    }

    @Test
    void http10NeedsNoHost() {
        assertFalse(request("GET / HTTP/1.0\r\n\r\n").isHttp11());
    }

    @Test
    void findsTheClientsThatProxiesName() {
        assertEquals(
                List.of("192.0.2.60", "[2001:db8::17]:4711", "unknown"),
                request("""
                        GET / HTTP/1.1\r
                        Host: a\r
                        Forwarded: for=192.0.2.60;proto=http, for="[2001:db8::17]:4711", by=203.0.113.1\r
                        \r
                        """).forwarded());
        String twice = "X-Forwarded-For: 198.51.100.1, 192.0.2.1\r\nX-Forwarded-For: 192.0.2.2\r\n\r\n";
        assertEquals(
                List.of("198.51.100.1", "192.0.2.1", "192.0.2.2"),
                request("GET / HTTP/1.1\r\nHost: a\r\n" + twice).forwardedFor());
    }

    /** Heads that two parsers may read in two ways (RFC 9112 section 11), and input that is not HTTP. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n folded\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\rX: 1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\u0000\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nnocolon\r\n\r\n",
                "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
                "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / http/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\nHost: a\n\n",
                "GET /#a HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET Paris HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET http:///UTC HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /\r\n\r\n",
                "\u0016\u0003\u0001",
                " GET / HTTP/1.1\r\n\r\n",
            })
    void refusesUnclearHeads(String text) {
        assertEquals(400, refused(text));
    }

    @Test
    void refusesUnsupportedRequestsWithTheirStatus() {
        assertEquals(405, refused("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"));
        assertEquals(501, refused("BREW / HTTP/1.1\r\nHost: a\r\n\r\n"));
        assertEquals(505, refused("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".replace("PRI *", "GET /")));
        assertEquals(413, refused("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"));
        assertEquals(417, refused("GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n"));
        assertEquals(
                0,
                request("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                        .query()
                        .length());
    }

    @Test
    void refusesTooLongHeads() {
        assertEquals(414, refused("GET /" + "a".repeat(3000)));
        assertEquals(414, refused("GET /" + "a".repeat(3000) + " HTTP/1.1\r\nHost: a\r\n\r\n"));
        assertEquals(431, refused("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(8192)));
        assertEquals(431, refused("GET / HTTP/1.1\r\nHost: a\r\n" + "X: 1\r\n".repeat(101) + "\r\n"));
        assertInstanceOf(Incomplete.class, parse("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(8000)));
    }

    /** Parsing must also take no more bytes than there are. */
    @Test
    void parsesRandomBytesWithoutAnException() {
        var random = new Random(13);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = (HEAD + "X-Forwarded-For: 1, 2\r\n\r\n").getBytes(StandardCharsets.UTF_8);
            for (int flips = random.nextInt(6); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int to = random.nextInt(bytes.length + 1);
            if (HttpParser.parse(bytes, 0, to) instanceof Complete complete) {
                assertTrue(complete.request().length() <= to);
            }
        }
    }
}
