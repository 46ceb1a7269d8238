package io.timeserverd.admin.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console over HTTP, before results that a test makes up. */
class ConsoleTest {
    private static final String RECORDS = "{\"id\":1}\n";

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch endless = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private Console console;
    private URI entry;
    private String cookie;

    /** Finds one record for whatever is asked for, but an overview and a download of port 1 without end. */
    private final class Made implements Evidence {
        @Override
        public Results status() {
            return text("{}");
        }

        @Override
        public Results overview(Map<String, List<String>> parameters) {
            return endless();
        }

        private Results endless() {
            return (out, wanted) -> {
                endless.countDown();
                try {
                    while (wanted.getAsBoolean()) {
                        out.write(RECORDS.getBytes(StandardCharsets.UTF_8));
                        out.flush();
                        Thread.onSpinWait();
                    }
                } finally {
                    ended.countDown();
                }
            };
        }

        @Override
        public Results records(Map<String, List<String>> parameters) throws NoResultsException {
            if (!parameters.equals(Map.of("client", List.of("a b&c", "d")))) {
                throw new NoResultsException("not " + parameters);
            }
            return text(RECORDS);
        }

        @Override
        public Results csv(Map<String, List<String>> parameters) {
            return parameters.isEmpty() ? text("id\r\n1\r\n") : endless();
        }

        @Override
        public Results jsonLines(Map<String, List<String>> parameters) {
            return text(RECORDS);
        }

        private Results text(String text) {
            return (out, wanted) -> out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @BeforeEach
    void start() throws Exception {
        console = Console.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Made());
        entry = URI.create(console.address());
        cookie = send(entry, Map.of())
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceFirst(";.*", "");
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private HttpResponse<String> send(URI address, Map<String, String> fields) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        fields.forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Asks for something without end, and reads no more than its first byte. */
    private Socket begin(String target) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), entry.getPort());
        socket.getOutputStream()
                .write(("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertTrue(socket.getInputStream().read() >= 0);
        return socket;
    }

    private HttpResponse<String> get(String target) throws Exception {
        return send(entry.resolve(target), Map.of("Cookie", cookie));
    }

    @Test
    void theTokenBecomesACookieAndLeavesTheAddress() throws Exception {
        HttpResponse<String> response = send(entry, Map.of());
        assertEquals(303, response.statusCode());
        assertEquals("/", response.headers().firstValue("Location").orElseThrow());
        HttpResponse<String> page = get("/");
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<title>timeserverd console</title>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/page/console.js",
                "/status",
                "/overview",
                "/records",
                "/records.csv",
                "/records.jsonl",
                "/x"
            })
    void givesNothingWithoutTheToken(String target) throws Exception {
        assertEquals(403, send(entry.resolve(target), Map.of()).statusCode());
        String wrong = cookie.replaceFirst("=", "=x");
        assertEquals(403, send(entry.resolve(target), Map.of("Cookie", wrong)).statusCode());
    }

    @Test
    void refusesAWrongToken() throws Exception {
        HttpResponse<String> response = send(entry.resolve("/?token=" + "x".repeat(32)), Map.of());
        assertEquals(403, response.statusCode());
        assertTrue(response.headers().firstValue("Set-Cookie").isEmpty());
        assertTrue(response.body().startsWith("the token is wrong"), response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/records.jsonl", "/page/style.css"})
    void refusesOtherSitesThatHaveTheCookie(String target) throws Exception {
        for (Map<String, String> fields : List.of(
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site"),
                Map.of("Origin", "http://attacker.example"))) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(entry.resolve(target)).header("Cookie", cookie);
            fields.forEach(request::header);
            assertEquals(
                    403, client.send(request.build(), BodyHandlers.ofString()).statusCode(), fields.toString());
        }
    }

    /** With a plain socket: the JDK's client sets the field itself. */
    @Test
    void refusesAnotherHostNameAlsoWithTheToken() throws Exception {
        assertTrue(
                raw("GET / HTTP/1.1\r\nHost: localhost:1\r\nCookie: " + cookie).startsWith("HTTP/1.1 200 "));
        for (String host : List.of("Host: attacker.example:" + entry.getPort() + "\r\n", "Host: \r\n", "")) {
            String response = raw("GET /status HTTP/1.1\r\n" + host + "Cookie: " + cookie);
            assertTrue(response.startsWith("HTTP/1.1 403 "), response);
        }
        String entering = raw("GET /?" + entry.getQuery() + " HTTP/1.1\r\nHost: attacker.example");
        assertTrue(entering.startsWith("HTTP/1.1 403 "), entering);
        assertFalse(entering.contains("Set-Cookie"), entering);
    }

    private String raw(String head) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), entry.getPort())) {
            socket.getOutputStream()
                    .write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void canOnlyBeRead() throws Exception {
        HttpRequest.Builder post = HttpRequest.newBuilder(entry.resolve("/records"))
                .header("Cookie", cookie)
                .POST(HttpRequest.BodyPublishers.ofString("x"));
        HttpResponse<String> response = client.send(post.build(), BodyHandlers.ofString());
        assertEquals(405, response.statusCode());
        assertEquals("GET", response.headers().firstValue("Allow").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page/console.js", "/status", "/page/nothing"})
    void everyResponseKeepsTheBrowserStrict(String target) throws Exception {
        HttpHeaders headers = get(target).headers();
        String policy = headers.firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals("no-store", headers.firstValue("Cache-Control").orElseThrow());
        assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElseThrow());
        assertEquals("no-referrer", headers.firstValue("Referrer-Policy").orElseThrow());
        assertEquals(
                "same-origin",
                headers.firstValue("Cross-Origin-Resource-Policy").orElseThrow());
    }

    @Test
    void passesParametersOnAndRefusalsBack() throws Exception {
        assertEquals(RECORDS, get("/records?client=a%20b%26c&page=1&client=d").body());
        HttpResponse<String> refused = get("/records?client=x");
        assertEquals(400, refused.statusCode());
        assertEquals("not {client=[x]}\n", refused.body());
    }

    @Test
    void downloadsAreFiles() throws Exception {
        HttpResponse<String> csv = get("/records.csv");
        assertEquals("id\r\n1\r\n", csv.body());
        assertEquals(
                "text/csv; charset=utf-8",
                csv.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(
                "attachment; filename=\"records.csv\"",
                csv.headers().firstValue("Content-Disposition").orElseThrow());
        assertEquals(RECORDS, get("/records.jsonl").body());
    }

    @Test
    void findsNothingElsewhere() throws Exception {
        for (String target :
                List.of("/nothing", "/page/", "/page/../Console.class", "/page/Console.class", "/records/")) {
            assertEquals(404, get(target).statusCode(), target);
        }
    }

    @Test
    void askingAgainEndsTheFormerQueryOfAPage() throws Exception {
        CompletableFuture<HttpResponse<Void>> former = client.sendAsync(
                HttpRequest.newBuilder(entry.resolve("/overview?page=1"))
                        .header("Cookie", cookie)
                        .build(),
                BodyHandlers.discarding());
        assertTrue(endless.await(10, TimeUnit.SECONDS));
        CompletableFuture<HttpResponse<InputStream>> later = client.sendAsync(
                HttpRequest.newBuilder(entry.resolve("/overview?page=1"))
                        .header("Cookie", cookie)
                        .build(),
                BodyHandlers.ofInputStream());
        assertEquals(200, former.get(10, TimeUnit.SECONDS).statusCode());
        later.get(10, TimeUnit.SECONDS).body().close();
    }

    @Test
    void tellsTheStatusWhileAllQueriesRun() throws Exception {
        var running = new ArrayList<Socket>();
        for (int n = 0; n < 2; n++) {
            running.add(begin("/overview?page=" + n));
        }
        assertEquals("{}", get("/status").body());
        for (Socket socket : running) {
            socket.close();
        }
    }

    @Test
    void downloadsThatNobodyReadsTakeNoSlotOfAView() throws Exception {
        try (Socket first = begin("/records.csv?port=1&page=1");
                Socket second = begin("/records.csv?port=1&page=2")) {
            assertTrue(first.isConnected() && second.isConnected());
            assertEquals(200, get("/records?client=a%20b%26c&client=d").statusCode());
            HttpResponse<String> third = get("/records.jsonl");
            assertEquals(503, third.statusCode());
            assertEquals("other downloads are running; try again when one has ended\n", third.body());
            assertTrue(third.headers().firstValue("Content-Disposition").isEmpty());
        }
    }

    @Test
    void aBrowserThatGoesAwayEndsItsQuery() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), entry.getPort())) {
            socket.getOutputStream()
                    .write(("GET /overview HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertTrue(endless.await(10, TimeUnit.SECONDS));
        }
        assertTrue(ended.await(10, TimeUnit.SECONDS));
    }
}
