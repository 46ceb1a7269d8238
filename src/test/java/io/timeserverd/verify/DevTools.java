package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.fail;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Speaks the DevTools protocol with a browser's tab: commands, their results and events, all of them as JSON texts. */
final class DevTools implements WebSocket.Listener {
    private static final Pattern ID = Pattern.compile("^\\{\"id\":([0-9]+),");

    private final Map<Integer, CompletableFuture<String>> results = new ConcurrentHashMap<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;

    DevTools(URI tab) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(tab, this)
                .join();
    }

    /**
     * Runs a command and waits for its result.
     *
     * @param params a JSON object
     */
    String run(String method, String params) {
        int id = lastId.incrementAndGet();
        var result = new CompletableFuture<String>();
        results.put(id, result);
        String command = "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
        socket.sendText(command, true).join();
        String text = result.orTimeout(Programs.HANG_S, TimeUnit.SECONDS).join();
        return text.contains("\"error\":{\"code\"") ? fail(command + ": " + text) : text;
    }

    /** All events so far. */
    List<String> events() {
        return events;
    }

    void close() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
        message.append(part);
        if (isLast) {
            take(message.toString());
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(String text) {
        Matcher matcher = ID.matcher(text);
        if (matcher.find()) {
            results.remove(Integer.valueOf(matcher.group(1))).complete(text);
        } else {
            events.add(text);
        }
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        results.values().forEach(result -> result.completeExceptionally(error));
    }

    /** A JSON string. */
    static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
