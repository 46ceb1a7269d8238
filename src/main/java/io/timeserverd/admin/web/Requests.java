package io.timeserverd.admin.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Answers the requests of browsers. */
final class Requests implements HttpHandler {
    /** How many views may be read at once. */
    private static final int SLOTS = 2;

    /** For a query that is replaced to come to the end of its block, or another page's to end. */
    private static final long PATIENCE_MS = 10_000;

    private static final String ASSETS = "/page/";
    private static final String TOKEN = "token";

    /** Names the page that asks, so that it has one query at a time. */
    private static final String PAGE = "page";

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON_LINES = "application/x-ndjson";

    /** Nothing but what this server sends, and no frame around it. */
    private static final Map<String, String> FIELDS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Referrer-Policy",
            "no-referrer",
            "X-Content-Type-Options",
            "nosniff",
            "Cache-Control",
            "no-store");

    private final Guard guard;
    private final Assets assets;
    private final Evidence evidence;
    private final Slots slots = new Slots(SLOTS, PATIENCE_MS);

    Requests(Guard guard, Assets assets, Evidence evidence) {
        this.guard = guard;
        this.assets = assets;
        this.evidence = evidence;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            FIELDS.forEach(exchange.getResponseHeaders()::set);
            answer(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        Optional<String> problem =
                guard.problem(name -> exchange.getRequestHeaders().getOrDefault(name, List.of()));
        if (problem.isPresent()) {
            refuse(exchange, 403, problem.get());
            return;
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            refuse(exchange, 405, "the console can only be read");
            return;
        }
        String path = exchange.getRequestURI().getPath();
        try {
            Map<String, List<String>> parameters =
                    parameters(exchange.getRequestURI().getRawQuery());
            if (path.equals("/") && parameters.containsKey(TOKEN)) {
                enter(exchange, last(parameters, TOKEN));
            } else if (!guard.hasToken(exchange.getRequestHeaders().getOrDefault("Cookie", List.of()))) {
                refuse(
                        exchange,
                        403,
                        "first open the address that timeserver-admin web has printed: its token lets you in");
            } else if (path.equals("/") || path.startsWith(ASSETS)) {
                sendFile(exchange, path.equals("/") ? Assets.INDEX : path.substring(ASSETS.length()));
            } else {
                sendResults(exchange, path, parameters);
            }
        } catch (NoResultsException e) {
            refuse(exchange, 400, e.getMessage());
        }
    }

    /** The token leaves the address bar: what is sent to a colleague, or stays in the history, has none. */
    private void enter(HttpExchange exchange, String token) throws IOException {
        if (!guard.isToken(token)) {
            refuse(exchange, 403, "the token is wrong: timeserver-admin web has a new one each time that it starts");
            return;
        }
        exchange.getResponseHeaders().set("Set-Cookie", guard.setCookie());
        exchange.getResponseHeaders().set("Location", "/");
        exchange.sendResponseHeaders(303, -1);
    }

    private void sendFile(HttpExchange exchange, String name) throws IOException {
        Optional<byte[]> file = assets.find(name);
        if (file.isEmpty()) {
            refuse(exchange, 404, "there is nothing here");
            return;
        }
        send(exchange, 200, Assets.type(name), file.get());
    }

    private void sendResults(HttpExchange exchange, String path, Map<String, List<String>> parameters)
            throws IOException, InterruptedException, NoResultsException {
        String owner = path + " " + last(parameters, PAGE);
        parameters.remove(PAGE);
        switch (path) {
            case "/status" -> write(exchange, evidence.status(), "application/json", () -> true); // reads no journal
            case "/overview" -> stream(exchange, owner, evidence.overview(parameters), JSON_LINES);
            case "/records" -> stream(exchange, owner, evidence.records(parameters), JSON_LINES);
            case "/records.csv" -> {
                attach(exchange, "records.csv");
                stream(exchange, owner, evidence.csv(parameters), "text/csv; charset=utf-8");
            }
            case "/records.jsonl" -> {
                attach(exchange, "records.jsonl");
                stream(exchange, owner, evidence.jsonLines(parameters), JSON_LINES);
            }
            default -> refuse(exchange, 404, "there is nothing here");
        }
    }

    private static void attach(HttpExchange exchange, String name) {
        exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }

    /** A browser that goes away ends the query at its next line, since that cannot be sent. */
    private void stream(HttpExchange exchange, String owner, Results results, String type)
            throws IOException, InterruptedException {
        Optional<Slots.Slot> slot = slots.take(owner);
        if (slot.isEmpty()) {
            exchange.getResponseHeaders().remove("Content-Disposition");
            refuse(exchange, 503, "other pages of the console are busy; try again");
            return;
        }
        try (Slots.Slot taken = slot.get()) {
            write(exchange, results, type, taken::isWanted);
        }
    }

    private static void write(HttpExchange exchange, Results results, String type, BooleanSupplier wanted)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        results.write(exchange.getResponseBody(), wanted);
    }

    private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
        send(exchange, status, TEXT, (why + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** The values of each name, in the order of the query. */
    private static Map<String, List<String>> parameters(String query) {
        var parameters = new HashMap<String, List<String>>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters
                            .computeIfAbsent(decoded(pair.substring(0, equals)), name -> new ArrayList<>())
                            .add(decoded(pair.substring(equals + 1)));
                }
            }
        }
        return parameters;
    }

    /** The last value of a name, or an empty text. */
    private static String last(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of(""));
        return values.get(values.size() - 1);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
