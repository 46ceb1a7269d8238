package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import io.timeserverd.place.Places;
import io.timeserverd.zone.JvmZones;
import io.timeserverd.zone.ZoneSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Every line of the request language gets a reply or an error with a code. The control socket speaks the same language. */
public final class RequestFuzz {
    /** {@code zones} is the longest listing; a format makes 4 KiB at most. */
    private static final int LONGEST_REPLY = 64 * 1024;

    private static final ZoneSet ZONES = new JvmZones();
    private static final Places PLACES = Places.load();
    private static final Reading READING =
            new Reading(Instant.parse("2026-11-22T12:38:34.5Z"), ClockState.SYNCHRONISED, 2_000_000, 3, Leap.NONE);
    private static final ClockFacts CLOCK = new ClockFacts("system", "", "", OptionalLong.empty(), List.of(), 0, 0);
    private static final Answerer ANSWERER = new Answerer(
            Defaults.of("UTC", "%F %T", List.of("Europe/Paris", "UTC +iso"), false, ZONES, PLACES),
            ZONES,
            PLACES,
            asked -> new Status("1", 60, CLOCK, asked.reading, "2026f", "jvm", "1", "", Map.of("answered", 7L)));

    private RequestFuzz() {}

    /**
     * Tries one input.
     *
     * @param input lines; a byte 1 before them means that the client was sent a menu
     */
    public static void fuzzerTestOneInput(byte[] input) {
        var exchange = new Exchange();
        exchange.reading = READING;
        exchange.choosing = input.length > 0 && input[0] == 1;
        exchange.client = () -> new ClientFacts("192.0.2.1", "192.0.2.0/24", "30d", "1 of 256", "unlimited");
        for (int from = exchange.choosing ? 1 : 0; from <= input.length; ) {
            int end = from;
            while (end < input.length && input[end] != '\n') {
                end++;
            }
            answer(input, from, end, exchange);
            exchange.choosing = exchange.next == Exchange.Next.CHOOSE;
            from = end + 1;
        }
    }

    private static void answer(byte[] input, int from, int to, Exchange exchange) {
        var out = new Output();
        ANSWERER.answer(input, from, to, exchange, out);
        String reply = out.toString();
        assertTrue(out.length() <= LONGEST_REPLY, () -> "a reply of " + out.length() + " bytes");
        if (exchange.next == Exchange.Next.QUIT) {
            assertEquals("", reply);
            return;
        }
        assertTrue(reply.endsWith("\n"), reply);
        exchange.error.ifPresent(code -> {
            assertTrue(reply.startsWith("ERR " + code.text() + " "), reply);
            assertEquals(reply.length() - 1, reply.indexOf('\n'), reply);
        });
        assertTrue(reply.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\t'), reply);
        assertEquals(reply, new String(reply.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
}
