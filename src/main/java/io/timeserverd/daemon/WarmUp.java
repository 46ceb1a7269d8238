package io.timeserverd.daemon;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import io.timeserverd.place.Places;
import io.timeserverd.protocol.Answerer;
import io.timeserverd.protocol.ClientFacts;
import io.timeserverd.protocol.Defaults;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.Output;
import io.timeserverd.protocol.Status;
import io.timeserverd.zone.ZoneSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Answers sample requests after the start, on a thread beside the loop. The JVM loads and links a class at its first use, which
 * would delay the first replies by up to a second on a slow core without the class archive.
 */
final class WarmUp {
    /** At least one request for each part of the code. */
    static final List<String> LINES = List.of(
            "Paris",
            "Paris, France +json",
            "Springfield",
            "Tokyo +long",
            "Europe/Paris +%A %d. %B %Y",
            "48.85,2.35 +rfc5322",
            "Paris@2027-03-01 12:00",
            "UTC+5:30 +tz",
            "no such place",
            "places springfield",
            "zones US",
            "menu",
            "me",
            "status",
            "help");

    private static final Reading READING =
            new Reading(Instant.EPOCH, ClockState.UNKNOWN, Reading.UNKNOWN, 0, Leap.NONE);
    private static final ClockFacts CLOCK = new ClockFacts("system", "", "", OptionalLong.empty(), List.of(), 0, 0);
    private static final ClientFacts CLIENT = new ClientFacts("", "", "", "", "");

    private WarmUp() {}

    /** Returns the reply to each of {@link #LINES}. */
    static List<String> run(ZoneSet zones, Places places) {
        var defaults = Defaults.of("UTC", "%F %T", List.of("UTC"), false, zones, places);
        var status = new Status("", 0, CLOCK, READING, zones.release(), zones.source(), "", "", Map.of());
        var answerer = new Answerer(defaults, zones, places, asked -> status);
        var exchange = new Exchange();
        exchange.reading = READING;
        exchange.client = () -> CLIENT;
        var replies = new ArrayList<String>();
        for (String line : LINES) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            var reply = new Output();
            answerer.answer(bytes, 0, bytes.length, exchange, reply);
            replies.add(reply.toString());
        }
        return replies;
    }
}
