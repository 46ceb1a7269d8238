package io.timeserverd.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import io.timeserverd.http.HttpParser.Complete;
import io.timeserverd.http.HttpParser.Incomplete;
import io.timeserverd.http.HttpParser.Refused;
import io.timeserverd.http.HttpParser.Result;
import io.timeserverd.place.Places;
import io.timeserverd.protocol.Answerer;
import io.timeserverd.protocol.ClientFacts;
import io.timeserverd.protocol.Defaults;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.Output;
import io.timeserverd.protocol.Status;
import io.timeserverd.zone.JvmZones;
import io.timeserverd.zone.ZoneSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Parses random heads byte by byte, and checks the responses to complete ones. */
public final class HttpFuzz {
    private static final ZoneSet ZONES = new JvmZones();
    private static final Places PLACES = Places.load();
    private static final Defaults DEFAULTS = Defaults.of("UTC", "%F %T", List.of("Europe/Paris"), false, ZONES, PLACES);
    private static final Reading READING =
            new Reading(Instant.parse("2026-11-22T12:38:34Z"), ClockState.SYNCHRONISED, 1000, 2, Leap.NONE);
    private static final Routes ROUTES =
            new Routes(new Answerer(DEFAULTS, ZONES, PLACES, HttpFuzz::status), ZONES, PLACES, DEFAULTS.home(), false);

    private HttpFuzz() {}

    private static Status status(Exchange exchange) {
        var facts = new io.timeserverd.clock.ClockFacts("system", "", "", OptionalLong.empty(), List.of(), 0, 0);
        return new Status("0", 0, facts, exchange.reading, "", "", "", "", Map.of());
    }

    /**
     * Tries one input.
     *
     * @param input the bytes that a client sends
     */
    public static void fuzzerTestOneInput(byte[] input) {
        Result before = HttpParser.parse(input, 0, 0);
        for (int length = 1; length <= input.length; length++) {
            Result now = HttpParser.parse(input, 0, length);
            if (before instanceof Complete) {
                assertEquals(before, now, "more input changes a complete request");
            } else if (before instanceof Refused) {
                assertInstanceOf(Refused.class, now, "more input makes a refused request valid");
            }
            before = now;
        }
        if (before instanceof Incomplete) {
            assertTrue(input.length < HttpParser.MAX_BYTES + 2, "waits for more bytes than a head may have");
        } else if (before instanceof Complete complete) {
            assertTrue(complete.request().length() <= input.length);
            answer(complete.request());
        }
    }

    /** The response must have one head, and a body of the length that the head says. */
    private static void answer(HttpRequest request) {
        var exchange = new Exchange();
        exchange.reading = READING;
        exchange.client = () -> new ClientFacts("", "", "", "", "");
        var out = new Output();
        ROUTES.answer(request, "192.0.2.1", exchange, out);
        var response = new String(out.array(), 0, out.length(), StandardCharsets.ISO_8859_1);
        int end = response.indexOf("\r\n\r\n");
        assertTrue(response.startsWith("HTTP/1.1 ") && end > 0, response);
        String[] head = response.substring(0, end).split("\r\n", -1);
        int length = 0;
        for (String field : head) {
            assertTrue(field.indexOf('\n') < 0 && field.indexOf('\r') < 0, "a field of more than one line");
            length = field.startsWith("Content-Length: ") ? Integer.parseInt(field.substring(16)) : length;
        }
        boolean hasBody = request.method() == HttpRequest.Method.GET && !response.startsWith("HTTP/1.1 304");
        assertEquals(hasBody ? length : 0, response.length() - end - 4, "a body of another length");
    }
}
