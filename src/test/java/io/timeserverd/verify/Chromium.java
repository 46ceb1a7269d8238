package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A headless Chromium with one tab that a test controls. */
final class Chromium implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("ws://127\\.0\\.0\\.1:([0-9]+)/");
    private static final Pattern TAB = Pattern.compile("\"(ws://127\\.0\\.0\\.1:[0-9]+/devtools/page/[^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile("\"value\":\"([^\"]*)\"");
    private static final Pattern DATA = Pattern.compile("\"data\":\"([^\"]*)\"");
    private static final Pattern REQUESTED = Pattern.compile("\"request\":\\{\"url\":\"([^\"]*)\"");
    private static final int LOOK_AGAIN_MS = 50;

    /** Keys that type no character. */
    enum Key {
        TAB("'key':'Tab','windowsVirtualKeyCode':9"),
        BACK_TAB("'key':'Tab','windowsVirtualKeyCode':9,'modifiers':8"),
        ENTER("'key':'Enter','windowsVirtualKeyCode':13,'text':'\\r'"),
        ARROW_LEFT("'key':'ArrowLeft','windowsVirtualKeyCode':37"),
        ARROW_DOWN("'key':'ArrowDown','windowsVirtualKeyCode':40");

        private final String params;

        Key(String params) {
            this.params = params.replace('\'', '"');
        }
    }

    private final Process process;
    private final DevTools tab;

    private Chromium(Process process) throws IOException, InterruptedException {
        this.process = process;
        var log = new LogLines(process.getErrorStream());
        tab = new DevTools(tab(log.await("DevTools listening on")));
        for (String domain : List.of("Log", "Network", "Page", "Runtime")) {
            tab.run(domain + ".enable", "{}");
        }
    }

    /**
     * Starts a browser with an empty profile.
     *
     * @param directory for the profile
     */
    static Chromium start(Path directory) throws IOException, InterruptedException {
        List<String> command = command(directory, "--remote-debugging-port=0", "about:blank");
        ProcessBuilder builder = Programs.builder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = Programs.start(builder, "chromium");
        try {
            return new Chromium(process);
        } catch (IOException | RuntimeException | AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /**
     * The command of a Chromium that makes no requests of its own.
     *
     * @param directory for the profile
     * @param more further options, and the address
     */
    static List<String> command(Path directory, String... more) {
        var command = new ArrayList<>(List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + directory.resolve("chromium")));
        Collections.addAll(command, more);
        return command;
    }

    private static URI tab(String listening) throws IOException, InterruptedException {
        Matcher port = PORT.matcher(listening);
        assertTrue(port.find(), listening);
        var list = URI.create("http://127.0.0.1:" + port.group(1) + "/json/list");
        String tabs = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                .body();
        Matcher address = TAB.matcher(tabs);
        assertTrue(address.find(), tabs);
        return URI.create(address.group(1));
    }

    /** Opens an address; returns once its scripts run. */
    void open(String address) throws InterruptedException {
        tab.run("Page.navigate", "{\"url\":" + DevTools.quote(address) + "}");
        await("document.readyState == 'complete'");
    }

    /** Runs {@code script} in each page before its own. */
    void runFirst(String script) {
        tab.run("Page.addScriptToEvaluateOnNewDocument", "{\"source\":" + DevTools.quote(script) + "}");
    }

    void withoutScripts() {
        tab.run("Emulation.setScriptExecutionDisabled", "{\"value\":true}");
    }

    void dark() {
        tab.run(
                "Emulation.setEmulatedMedia",
                "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"dark\"}]}");
    }

    /** Shows the page as it looks on paper from now on. */
    void print() {
        tab.run("Emulation.setEmulatedMedia", "{\"media\":\"print\"}");
    }

    /** The printed page. */
    byte[] pdf() {
        Matcher data = DATA.matcher(tab.run("Page.printToPDF", "{}"));
        assertTrue(data.find());
        return Base64.getDecoder().decode(data.group(1));
    }

    void resize(int width, int height) {
        tab.run(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":" + width + ",\"height\":" + height + ",\"deviceScaleFactor\":1,\"mobile\":true}");
    }

    void type(String text) {
        tab.run("Input.insertText", "{\"text\":" + DevTools.quote(text) + "}");
    }

    void press(Key key, int times) {
        for (int i = 0; i < times; i++) {
            tab.run("Input.dispatchKeyEvent", "{\"type\":\"keyDown\"," + key.params + "}");
            tab.run("Input.dispatchKeyEvent", "{\"type\":\"keyUp\"," + key.params + "}");
        }
    }

    /** The value of a JavaScript expression, or of its promise, as a string. */
    String get(String expression) {
        // The value must not have quotes and escapes, so that it can be cut out of the JSON.
        String plain = "Promise.resolve(" + expression + ").then(value => encodeURIComponent(String(value)))";
        String result =
                tab.run("Runtime.evaluate", "{\"awaitPromise\":true,\"expression\":" + DevTools.quote(plain) + "}");
        Matcher value = VALUE.matcher(result);
        return value.find()
                ? URLDecoder.decode(value.group(1), StandardCharsets.UTF_8)
                : fail(expression + ": " + result);
    }

    /** Waits until an expression is true. */
    void await(String expression) throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(Programs.HANG_S);
        while (!get(expression).equals("true")) {
            if (System.nanoTime() - deadlineNs > 0) {
                fail("never true: " + expression + "; the page:\n" + get("document.body.innerText"));
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
    }

    /** The addresses of all requests. */
    List<String> requests() {
        return tab.events().stream()
                .filter(event -> event.startsWith("{\"method\":\"Network.requestWillBeSent\""))
                .flatMap(event -> REQUESTED.matcher(event).results())
                .map(Chromium::address)
                .toList();
    }

    private static String address(MatchResult request) {
        return request.group(1);
    }

    /** Exceptions of scripts, and complaints of the browser, except those about the network. */
    List<String> complaints() {
        return tab.events().stream()
                .filter(event -> event.startsWith("{\"method\":\"Runtime.exceptionThrown\"")
                        || (event.startsWith("{\"method\":\"Log.entryAdded\"")
                                && !event.contains("\"source\":\"network\"")))
                .toList();
    }

    /** Lets it end by itself, so that none of its processes still writes into the profile. */
    @Override
    public void close() {
        try {
            tab.run("Browser.close", "{}");
            process.waitFor(Programs.HANG_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            tab.close();
            Programs.end(process);
        }
    }
}
