package io.timeserverd.http;

import io.timeserverd.clock.Reading;
import io.timeserverd.http.HttpRequest.Method;
import io.timeserverd.place.Place;
import io.timeserverd.place.Places;
import io.timeserverd.place.Resolution;
import io.timeserverd.protocol.Answerer;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.Exchange.Next;
import io.timeserverd.protocol.Format;
import io.timeserverd.protocol.Json;
import io.timeserverd.protocol.Output;
import io.timeserverd.protocol.RequestParser;
import io.timeserverd.protocol.Responder;
import io.timeserverd.protocol.Timestamps;
import io.timeserverd.zone.Zone;
import io.timeserverd.zone.ZoneSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Answers each request with a whole response, by its path. Belongs to one thread. */
public final class Routes {
    private static final int MAX_PLACES = 20;
    private static final int MILLI_DIGITS = 3;

    private static final String HTML = "text/html";
    private static final String PLAIN = "text/plain";

    private static final String PAGE = "/page/";
    private static final String ZONES = "/api/timezone";
    private static final String TEXT_ENDING = ".txt";

    private static final Page FILES = new Page();

    private final Responder text;
    private final ZoneSet zones;
    private final Places places;
    private final Place home;
    private final boolean refusing;

    /** The body of the current response. It is made before the head, which has its length. */
    private final Output body = new Output();

    /**
     * @param text answers places, as on the text listener
     * @param home the place of a request that names no place
     * @param refusing whether requests for the time are refused while the clock is not synchronised
     */
    public Routes(Responder text, ZoneSet zones, Places places, Place home, boolean refusing) {
        this.text = text;
        this.zones = zones;
        this.places = places;
        this.home = home;
        this.refusing = refusing;
    }

    /**
     * Answers a request.
     *
     * @param clientIp the client's address, or empty
     * @param exchange has the client and the reading of the clock; takes the outcome
     */
    public void answer(HttpRequest request, String clientIp, Exchange exchange, Output out) {
        exchange.begin();
        body.clear();
        String path = request.path();
        if (request.method() == Method.OPTIONS) {
            options(request, exchange, out);
        } else if (path.equals("/")) {
            root(request, exchange, out);
        } else if (path.startsWith(PAGE)) {
            file(path.substring(PAGE.length()), request, exchange, out);
        } else if (path.equals("/favicon.ico")) {
            file("icon.svg", request, exchange, out);
        } else if (path.equals("/.well-known/time")) {
            httpsTime(request, exchange, out);
        } else if (path.equals("/api/places")) {
            places(request, exchange, out);
        } else if (path.equals("/api/sync")) {
            sync(request, exchange, out);
        } else if (path.equals("/api/ip") || path.equals("/api/ip" + TEXT_ENDING)) {
            worldTime(home.zone().id(), clientIp, request, exchange, out);
        } else if (path.equals(ZONES) || path.equals(ZONES + TEXT_ENDING) || path.startsWith(ZONES + '/')) {
            zones(clientIp, request, exchange, out);
        } else {
            place(request, exchange, out);
        }
    }

    /**
     * Answers a request on a listener for monitoring programs, without recording it.
     *
     * @param path the only path on this listener
     * @param type the media type of {@code content}
     */
    public static void monitoring(
            HttpRequest request, String path, String type, Exchange exchange, Output content, Output out) {
        exchange.isRecorded = false;
        boolean found = request.path().equals(path);
        Output body = found ? content : new Output().text("the only path here is " + path + "\n");
        HttpResponse.begin(found ? 200 : 404, exchange.reading, out)
                .field("Content-Type", found ? type : HttpResponse.TEXT)
                .field("Content-Length", body.length())
                .field("Cache-Control", "no-store")
                .connection(request.persistent(), request.isHttp11())
                .end();
        if (request.method() != Method.HEAD) {
            out.put(body);
        }
    }

    // ---- the page

    /** Browsers get the page, all other clients the time. */
    private void root(HttpRequest request, Exchange exchange, Output out) {
        if (UriDecoder.parameter(request.query(), "iso").isPresent()) {
            utcTiming(request, exchange, out);
        } else if (request.query().isEmpty()
                && Accept.best(request.accept(), List.of(PLAIN, HttpResponse.JSON, HTML))
                        .equals(HTML)) {
            file(Page.INDEX, request, exchange, out);
        } else {
            place(request, exchange, out);
        }
    }

    private void file(String name, HttpRequest request, Exchange exchange, Output out) {
        exchange.isRecorded = false;
        Optional<Page.File> file = FILES.find(name);
        if (file.isEmpty()) {
            fail(ErrorCode.UNKNOWN_PLACE, "no such file", exchange);
            send(HttpResponse.TEXT, request, exchange, out);
            return;
        }
        boolean known = Page.isKnown(file.get(), request.ifNoneMatch());
        var head = HttpResponse.begin(known ? 304 : 200, exchange.reading, out);
        Page.fields(file.get(), head);
        if (!known) {
            head.field("Content-Length", file.get().content().length());
        }
        head.connection(request.persistent(), request.isHttp11()).end();
        if (!known && request.method() == Method.GET) {
            out.put(file.get().content());
        }
    }

    private static void options(HttpRequest request, Exchange exchange, Output out) {
        exchange.isRecorded = false;
        HttpResponse.begin(204, exchange.reading, out)
                .field("Allow", HttpErrors.METHODS)
                .field("Access-Control-Allow-Origin", "*")
                .field("Access-Control-Allow-Methods", HttpErrors.METHODS)
                .field("Access-Control-Allow-Headers", "*")
                .field("Access-Control-Max-Age", "86400")
                .connection(request.persistent(), request.isHttp11())
                .end();
    }

    // ---- a place

    /** {@code /PLACE[@INSTANT][?format=FORMAT]}: answers as the text language does. */
    private void place(HttpRequest request, Exchange exchange, Output out) {
        Optional<String> format = format(request);
        String line = UriDecoder.decode(request.path().substring(1))
                + format.map(name -> " +" + name).orElse("");
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > RequestParser.MAX_BYTES) {
            fail(ErrorCode.TOO_LONG, "a request has at most " + RequestParser.MAX_BYTES + " bytes", exchange);
        } else {
            text.answer(bytes, 0, bytes.length, exchange, body);
        }
        if (exchange.next == Next.LATER) {
            return;
        }
        if (exchange.next != Next.GO_ON) { // keep, quit and menu make no sense in HTTP
            body.clear();
            exchange.begin();
            fail(ErrorCode.UNKNOWN_PLACE, "no place of that name", exchange);
        }
        boolean json = format.map("json"::equalsIgnoreCase).orElse(false)
                || Accept.best(request.accept(), List.of(PLAIN, HttpResponse.JSON))
                        .equals(HttpResponse.JSON);
        if (exchange.error.isPresent() && json) {
            errorAsJson(exchange);
        }
        boolean isJson = json && (exchange.error.isPresent() || exchange.format.equals("json"));
        send(isJson ? HttpResponse.JSON : HttpResponse.TEXT, request, exchange, out);
    }

    /** The format, without the plus of the text language, which a query decodes to a blank. */
    private static Optional<String> format(HttpRequest request) {
        Optional<String> named =
                UriDecoder.parameter(request.query(), "format").map(name -> name.replaceFirst("^[ +]+", ""));
        boolean json = named.isEmpty()
                && Accept.best(request.accept(), List.of(PLAIN, HttpResponse.JSON))
                        .equals(HttpResponse.JSON);
        return json ? Optional.of("json") : named.filter(name -> !name.isEmpty());
    }

    private void errorAsJson(Exchange exchange) {
        String code = exchange.error.orElseThrow().text();
        String message = body.toString().strip().replaceFirst("^ERR " + code + " ", "");
        body.clear();
        new Json(body)
                .open()
                .put("error", code)
                .put("message", message)
                .put("candidates", exchange.candidates)
                .close();
        body.put('\n');
    }

    // ---- other APIs

    /** MPEG-DASH UTCTiming, http-iso and http-xsdate (ISO/IEC 23009-1 section 5.8.4.11). */
    private void utcTiming(HttpRequest request, Exchange exchange, Output out) {
        if (!refusesTime(exchange)) {
            boolean millis = UriDecoder.parameter(request.query(), "ms").isPresent();
            Timestamps.zulu(exchange.reading.epochSecond(), exchange.reading.nano(), millis ? MILLI_DIGITS : 0, body);
        }
        send(HttpResponse.TEXT, request, exchange, out);
    }

    /** Time over HTTPS, by Poul-Henning Kamp: seconds since 1970 in a header field. */
    private void httpsTime(HttpRequest request, Exchange exchange, Output out) {
        if (refusesTime(exchange)) {
            send(HttpResponse.TEXT, request, exchange, out);
            return;
        }
        Reading reading = exchange.reading;
        HttpResponse.begin(204, reading, out)
                .uncachedForAllOrigins()
                .field("X-HTTPSTIME", String.format("%d.%06d", reading.epochSecond(), reading.nano() / 1000))
                .connection(request.persistent(), request.isHttp11())
                .end();
    }

    /** The places that {@code places} finds, as JSON. */
    private void places(HttpRequest request, Exchange exchange, Output out) {
        if (!exchange.maySearch) {
            exchange.next = Next.LATER;
            return;
        }
        String wanted = UriDecoder.parameter(request.query(), "q").orElse("").strip();
        List<Places.Found> found = wanted.isEmpty() ? List.of() : places.search(wanted, zones, MAX_PLACES);
        if (found.isEmpty() && !wanted.isEmpty() && places.resolve(wanted, zones) instanceof Resolution.Found zone) {
            found = List.of(new Places.Found(zone.place(), wanted));
        }
        Json json = new Json(body).open().openArray("places");
        for (Places.Found each : found) {
            json.openElement()
                    .put("name", each.place().name())
                    .put("region", each.place().region())
                    .put("country", each.place().country())
                    .put("country_code", each.place().countryCode())
                    .put("zone", each.place().zone().id())
                    .put("spelling", each.spelling())
                    .close();
        }
        json.closeArray().close();
        body.put('\n');
        send(HttpResponse.JSON, request, exchange, out);
    }

    /** The fields of {@code sync}, as JSON. */
    private void sync(HttpRequest request, Exchange exchange, Output out) {
        if (!refusesTime(exchange)) {
            Reading reading = exchange.reading;
            Json json = new Json(body).open();
            json.put("token", UriDecoder.parameter(request.query(), "token").orElse(""));
            Answerer.unixNanos(reading.instant(), json.key("receive_ns"));
            exchange.transmitTimeAt = json.key("transmit_ns").length();
            Answerer.unixNanos(reading.instant(), body);
            if (reading.errorBoundNs() == Reading.UNKNOWN) {
                json.putNull("error_bound_ns");
            } else {
                json.put("error_bound_ns", reading.errorBoundNs());
            }
            json.put("stratum", reading.stratum())
                    .put("leap", reading.leap().indicator())
                    .put("state", reading.state().text())
                    .close();
            body.put('\n');
        }
        send(exchange.error.isPresent() ? HttpResponse.TEXT : HttpResponse.JSON, request, exchange, out);
    }

    // ---- worldtimeapi.org

    private void zones(String clientIp, HttpRequest request, Exchange exchange, Output out) {
        String named = request.path().substring(ZONES.length());
        boolean isText = named.endsWith(TEXT_ENDING);
        String name = UriDecoder.decode(isText ? named.substring(0, named.length() - TEXT_ENDING.length()) : named);
        String id = name.isEmpty() ? name : name.substring(1);
        if (zones.find(id).isPresent()) {
            worldTime(id, clientIp, request, exchange, out);
            return;
        }
        List<String> ids = zones.ids().stream()
                .filter(each -> id.isEmpty() || each.startsWith(id + '/'))
                .toList();
        if (ids.isEmpty()) {
            unknownLocation(id, isText, exchange);
        } else if (isText) {
            ids.forEach(each -> body.text(each).put('\n'));
        } else {
            new Json(body).strings(ids);
            body.put('\n');
        }
        send(isText ? HttpResponse.TEXT : HttpResponse.JSON, request, exchange, out);
    }

    private void unknownLocation(String id, boolean isText, Exchange exchange) {
        fail(ErrorCode.UNKNOWN_PLACE, "unknown location " + Format.printable(id), exchange);
        if (!isText) {
            errorAsWorldTime();
        }
    }

    private void errorAsWorldTime() {
        String message = body.toString().strip().replaceFirst("^ERR [a-z-]+ ", "");
        body.clear();
        new Json(body).open().put("error", message).close();
        body.put('\n');
    }

    private void worldTime(String id, String clientIp, HttpRequest request, Exchange exchange, Output out) {
        boolean isText = request.path().endsWith(TEXT_ENDING);
        if (refusesTime(exchange)) {
            if (!isText) {
                errorAsWorldTime();
            }
        } else {
            if (places.resolve(id, zones) instanceof Resolution.Found found) {
                exchange.place = Optional.of(found.place());
                exchange.label = found.place().label();
            }
            Reading reading = exchange.reading;
            Zone zone = zones.find(id).orElse(home.zone());
            var time = new WorldTime(zone, clientIp, reading.epochSecond(), reading.nano());
            if (isText) {
                time.text(body);
            } else {
                time.json(body);
            }
        }
        send(isText ? HttpResponse.TEXT : HttpResponse.JSON, request, exchange, out);
    }

    // ---- responses

    private boolean refusesTime(Exchange exchange) {
        boolean refused = refusing && !exchange.reading.state().isTrusted();
        if (refused) {
            fail(ErrorCode.UNSYNCHRONISED, "the clock is not synchronised", exchange);
        }
        return refused;
    }

    private void fail(ErrorCode code, String problem, Exchange exchange) {
        exchange.fail(code, problem, body);
    }

    /** Writes the head, and the body unless the method is HEAD. */
    private void send(String type, HttpRequest request, Exchange exchange, Output out) {
        int status = exchange.error.map(HttpErrors::status).orElse(200);
        HttpResponse.begin(status, exchange.reading, out)
                .field("Content-Type", type)
                .field("Content-Length", body.length())
                .uncachedForAllOrigins()
                .connection(request.persistent(), request.isHttp11())
                .end();
        exchange.replyAt = out.length();
        if (request.method() == Method.HEAD) {
            exchange.transmitTimeAt = -1;
            return;
        }
        if (exchange.transmitTimeAt >= 0) {
            exchange.transmitTimeAt += out.length();
        }
        out.put(body);
    }
}
