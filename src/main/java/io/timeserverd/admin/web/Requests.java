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
    /** How many views may read the journal at once. */
    private static final int VIEWS = 2;

    /** How many downloads may run beside them. A download keeps its slot for as long as its browser does not read on. */
    private static final int DOWNLOADS = 2;

    /** Long enough for a replaced query to reach the end of its block, or for the query of another page to end. */
    private static final long PATIENCE_MS = 10_000;

    private static final String ASSETS = "/page/";
    private static final String TOKEN = "token";

    /** The parameter that names the page, so that each page has one query at a time. */
    private static final String PAGE = "page";

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON_LINES = "application/x-ndjson";

    /** The browser may load only what this server sends, and other pages may not frame it. */
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
    private final Slots views = new Slots(VIEWS, PATIENCE_MS);

    /** A download may last for hours, so none is waited for. */
    private final Slots downloads = new Slots(DOWNLOADS, 0);

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
            refuse(exchange, 405, "the console changes nothing: only GET is allowed");
            return;
        }
        String path = exchange.getRequestURI().getPath();
        try {
            Map<String, List<String>> parameters =
                    parameters(exchange.getRequestURI().getRawQuery());
            if (path.equals("/") && parameters.containsKey(TOKEN)) {
                enter(exchange, last(parameters, TOKEN));
            } else if (!guard.hasToken(exchange.getRequestHeaders().getOrDefault("Cookie", List.of()))) {
                refuse(exchange, 403, "open the address that timeserver-admin web has printed: it has the token");
            } else if (path.equals("/") || path.startsWith(ASSETS)) {
                sendFile(exchange, path.equals("/") ? Assets.INDEX : path.substring(ASSETS.length()));
            } else {
                sendResults(exchange, path, parameters);
            }
        } catch (NoResultsException e) {
            refuse(exchange, 400, e.getMessage());
        }
    }

    /** Redirects to an address without the token, so that neither the history nor an address that is passed on has it. */
    private void enter(HttpExchange exchange, String token) throws IOException {
        if (!guard.isToken(token)) {
            refuse(exchange, 403, "the token is wrong: timeserver-admin web makes a new one at each start");
            return;
        }
        exchange.getResponseHeaders().set("Set-Cookie", guard.setCookie());
        exchange.getResponseHeaders().set("Location", "/");
        exchange.sendResponseHeaders(303, -1);
    }

    private void sendFile(HttpExchange exchange, String name) throws IOException {
        Optional<byte[]> file = assets.find(name);
        if (file.isEmpty()) {
            refuse(exchange, 404, "no such page");
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
            case "/records.csv" -> download(exchange, owner, evidence.csv(parameters), "text/csv; charset=utf-8");
            case "/records.jsonl" -> download(exchange, owner, evidence.jsonLines(parameters), JSON_LINES);
            default -> refuse(exchange, 404, "no such page");
        }
    }

    private void download(HttpExchange exchange, String owner, Results results, String type)
            throws IOException, InterruptedException {
        Optional<Slots.Slot> slot = downloads.take(owner);
        if (slot.isEmpty()) {
            refuse(exchange, 503, "other downloads are running; try again when one has ended");
            return;
        }
        try (Slots.Slot taken = slot.get()) {
            String name = exchange.getRequestURI().getPath().substring(1);
            exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"" + name + "\"");
            write(exchange, results, type, taken::isWanted);
        }
    }

    /** When the browser goes away, the next line cannot be sent, which ends the query. */
    private void stream(HttpExchange exchange, String owner, Results results, String type)
            throws IOException, InterruptedException {
        Optional<Slots.Slot> slot = views.take(owner);
        if (slot.isEmpty()) {
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
