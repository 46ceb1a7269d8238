package io.timeserverd.admin;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import io.timeserverd.conf.Addresses;
import io.timeserverd.conf.Settings;
import io.timeserverd.http.HttpParser;
import io.timeserverd.http.HttpRequest;
import io.timeserverd.http.Routes;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Listener;
import io.timeserverd.place.Places;
import io.timeserverd.protocol.Answerer;
import io.timeserverd.protocol.ClientFacts;
import io.timeserverd.protocol.Defaults;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.ForeignProtocol;
import io.timeserverd.protocol.Output;
import io.timeserverd.protocol.Request;
import io.timeserverd.protocol.Request.Verb;
import io.timeserverd.protocol.RequestParser;
import io.timeserverd.protocol.Status;
import io.timeserverd.zone.Offsets;
import io.timeserverd.zone.PosixZones;
import io.timeserverd.zone.ZoneSet;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Answers recorded requests again and compares the replies with their checksums. A reply that depends on more than its
 * record and the rules of its release is not judged at all.
 */
final class Recomputation {
    /** The result for one record. */
    sealed interface Verdict {}

    /** The reply was what it should have been. */
    record Same() implements Verdict {}

    /** The reply cannot be recomputed. */
    record Beyond(String why) implements Verdict {}

    /** The reply was not what it should have been. */
    record Differs(String how) implements Verdict {}

    private static final Verdict SAME = new Same();
    private static final Verdict SUMMARY = new Beyond("a summary");
    private static final Verdict OTHER_LISTENER = new Beyond("of a protocol without requests");
    private static final Verdict NO_BODY = new Beyond("an answer without a body");
    private static final Verdict CIRCUMSTANCES = new Beyond("an error of the connection");
    private static final Verdict TEXT_NOT_KEPT = new Beyond("its text is not kept");
    private static final Verdict MOMENTARY = new Beyond("depends on the daemon at that moment");

    /** Commands whose replies depend on settings, or on the release of the program. */
    private static final Set<Verb> MOMENTARY_VERBS = EnumSet.of(Verb.HELP, Verb.MENU);

    /** Errors that do not follow from the request alone, or whose request was cut off. */
    private static final Set<String> CIRCUMSTANTIAL = Stream.of(
                    ErrorCode.TOO_LONG,
                    ErrorCode.TIMEOUT,
                    ErrorCode.RATE_LIMITED,
                    ErrorCode.BUSY,
                    ErrorCode.DENIED,
                    ErrorCode.JOURNAL_UNAVAILABLE,
                    ErrorCode.SHUTTING_DOWN,
                    ErrorCode.INTERNAL)
            .map(ErrorCode::text)
            .collect(Collectors.toUnmodifiableSet());

    /** The most answerers that are kept, one for each default format and state. Few journals have more. */
    private static final int MAX_ANSWERERS = 64;

    private final ZoneSet zones;
    private final Places places;

    /** The release of {@link #places}, which would read it from a file each time. */
    private final String placeRelease;

    private final Settings.Answer settings;
    private final Map<Circumstances, Answerer> answerers = new HashMap<>();
    private final Map<Circumstances, Routes> sites = new HashMap<>();
    private final Exchange exchange = new Exchange();
    private final Output out = new Output();
    private final CRC32C crc = new CRC32C();

    /** Whether the last recomputed reply depends on something that only the daemon knew at that moment. */
    private boolean momentary;

    /**
     * What a record implies about the settings at its time.
     *
     * @param format the format of a request that named none
     * @param refusing whether the daemon gave no time while its clock was not synchronised
     */
    private record Circumstances(String format, boolean refusing) {}

    /**
     * @param settings the defaults where request and record leave something open
     * @throws IllegalArgumentException when a place or format in them cannot be understood
     */
    Recomputation(ZoneSet zones, Places places, Settings.Answer settings) {
        this.zones = zones;
        this.places = places;
        this.placeRelease = places.release();
        this.settings = settings;
        exchange.client = () -> {
            momentary = true;
            return new ClientFacts("", "", "", "", "");
        };
        answerer(new Circumstances(settings.format(), false));
    }

    private Answerer answerer(Circumstances circumstances) {
        if (answerers.size() >= MAX_ANSWERERS) {
            answerers.clear();
            sites.clear();
        }
        return answerers.computeIfAbsent(circumstances, key -> {
            return new Answerer(defaults(key), zones, places, asking -> {
                momentary = true;
                var noClock = new ClockFacts("", "", "", OptionalLong.empty(), List.of(), 0, 0);
                return new Status("", 0, noClock, asking.reading, "", "", "", "", Map.of());
            });
        });
    }

    private Defaults defaults(Circumstances key) {
        return Defaults.of(settings.zone(), key.format(), settings.menu(), key.refusing(), zones, places);
    }

    Verdict judge(JournalRecord record) {
        if (record.summary()) {
            return SUMMARY;
        }
        if (record.listener() != Listener.TEXT && record.listener() != Listener.HTTP) {
            return OTHER_LISTENER;
        }
        if (!record.zoneRelease().equals(zones.release())) {
            return new Beyond("zone release " + record.zoneRelease() + ", not " + zones.release());
        }
        if (CIRCUMSTANTIAL.contains(record.outcome())) {
            return CIRCUMSTANCES;
        }
        if (record.listener() == Listener.HTTP) {
            return judgeHttp(record);
        }
        Request request = RequestParser.parse(record.request(), 0, record.request().length);
        if (!record.placeRelease().equals(placeRelease) && asksForPlaces(request)) {
            return new Beyond("place release " + record.placeRelease() + ", not " + placeRelease);
        }
        return request instanceof Request.Command command && MOMENTARY_VERBS.contains(command.verb())
                ? MOMENTARY
                : recompute(record, request);
    }

    /** Judges a record of HTTP, whose checksum is that of the body. */
    private Verdict judgeHttp(JournalRecord record) {
        if (record.replyCrc() == 0) {
            return NO_BODY;
        }
        if (!record.placeRelease().equals(placeRelease)) {
            return new Beyond("place release " + record.placeRelease() + ", not " + placeRelease);
        }
        String head =
                "GET " + new String(record.request(), StandardCharsets.UTF_8) + " HTTP/1.1\r\nHost: a\r\nAccept: ";
        boolean refused = record.outcome().equals(ErrorCode.UNSYNCHRONISED.text());
        String how = "";
        // The format shows whether the client preferred JSON. A record of an error does not show it.
        boolean isText = record.outcome().equals(Entry.OK) && !record.format().equals("json");
        for (String accept : isText ? List.of("*/*") : List.of("*/*", "application/json")) {
            byte[] bytes = (head + accept + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
            if (!(HttpParser.parse(bytes, 0, bytes.length) instanceof HttpParser.Complete complete)) {
                return TEXT_NOT_KEPT;
            }
            Routes site = site(new Circumstances(httpFormat(record, complete.request()), refused));
            String client = record.client().map(Addresses::text).orElse("");
            Optional<String> difference =
                    difference(record, () -> site.answer(complete.request(), client, exchange, out));
            if (momentary) {
                return MOMENTARY;
            }
            if (difference.isEmpty()) {
                return SAME;
            }
            how = how.isEmpty() ? difference.get() : how;
        }
        return new Differs(how);
    }

    private Routes site(Circumstances circumstances) {
        Answerer answerer = answerer(circumstances);
        return sites.computeIfAbsent(
                circumstances,
                key -> new Routes(answerer, zones, places, defaults(key).home(), key.refusing()));
    }

    /** The default format as it was, where the reply depends on it. */
    private String httpFormat(JournalRecord record, HttpRequest request) {
        boolean byDefault = !request.query().contains("format=")
                && Defaults.formatProblem(record.format()).isEmpty();
        return byDefault ? record.format() : settings.format();
    }

    /** Whether the reply may depend on the place data. Ids of zones, offsets and TZ strings are looked up before it. */
    private boolean asksForPlaces(Request request) {
        if (request instanceof Request.Command command) {
            return command.verb() == Verb.PLACES
                    || (command.verb() == Verb.ZONES && !command.argument().isEmpty());
        }
        if (request instanceof Request.Time time) {
            String place = time.place().isEmpty() ? settings.zone() : time.place();
            return Offsets.parse(place)
                    .or(() -> PosixZones.parse(place))
                    .or(() -> zones.find(place))
                    .isEmpty();
        }
        return false;
    }

    private Verdict recompute(JournalRecord record, Request request) {
        boolean refused = record.outcome().equals(ErrorCode.UNSYNCHRONISED.text());
        Answerer answerer = answerer(new Circumstances(formatOf(record, request), refused));
        String how = "";
        // A number may have been a choice from the menu. The record does not say.
        for (Boolean choosing : List.of(false, true)) {
            Optional<String> difference = difference(record, () -> {
                exchange.choosing = choosing;
                answerer.answer(record.request(), 0, record.request().length, exchange, out);
            });
            if (momentary) {
                return MOMENTARY;
            }
            if (difference.isEmpty()) {
                return SAME;
            }
            how = how.isEmpty() ? difference.get() : how;
        }
        return isWithoutItsText(record) ? TEXT_NOT_KEPT : new Differs(how);
    }

    /**
     * Whether the request was not kept: bytes that are not text, or another protocol, of which one word is kept at
     * most.
     */
    private boolean isWithoutItsText(JournalRecord record) {
        if (!record.outcome().equals(ErrorCode.BAD_REQUEST.text()) || !ForeignProtocol.mayBeKept(record.request())) {
            return false;
        }
        for (ForeignProtocol protocol : ForeignProtocol.values()) {
            out.clear();
            exchange.refuse(ErrorCode.BAD_REQUEST, protocol.problem(), out);
            if (isReply(record)) {
                return true;
            }
        }
        return record.request().length == 0; // bytes that are not text
    }

    /** The default format as it was, where the reply depends on it. */
    private String formatOf(JournalRecord record, Request request) {
        boolean byDefault = request instanceof Request.Time time
                && time.format().isEmpty()
                && Defaults.formatProblem(record.format()).isEmpty();
        return byDefault ? record.format() : settings.format();
    }

    /**
     * Recomputes a reply. Returns how it differs from the record; empty if it does not.
     *
     * @param answering writes the reply into {@link #out}
     */
    private Optional<String> difference(JournalRecord record, Runnable answering) {
        exchange.reading = new Reading(record.answered(), record.clockState(), record.errorBoundNs(), 0, Leap.UNKNOWN);
        exchange.choosing = false;
        momentary = false;
        out.clear();
        answering.run();
        momentary |= exchange.transmitTimeAt >= 0;
        String outcome = exchange.error.map(ErrorCode::text).orElse(Entry.OK);
        if (!outcome.equals(record.outcome())) {
            return Optional.of("outcome " + record.outcome() + ", recomputed " + outcome);
        }
        if (!exchange.format.equals(record.format())) {
            return Optional.of("format '" + record.format() + "', recomputed '" + exchange.format + "'");
        }
        String zone = exchange.place.map(place -> place.zone().id()).orElse("");
        if (!zone.equals(record.zone())) {
            return Optional.of("zone " + record.zone() + ", recomputed " + zone);
        }
        if (!exchange.instant().equals(record.answered())) {
            return Optional.of("answered " + record.answered() + ", recomputed " + exchange.instant());
        }
        return isReply(record) ? Optional.empty() : Optional.of("the reply was not: " + reply());
    }

    /** Whether {@link #out} has the reply that was sent. */
    private boolean isReply(JournalRecord record) {
        crc.reset();
        int from = replyFrom();
        crc.update(out.array(), from, out.length() - from);
        return (int) crc.getValue() == record.replyCrc();
    }

    /** Where the part of the reply begins that has the checksum: for HTTP, the body. */
    private int replyFrom() {
        return exchange.replyFrom(0);
    }

    private String reply() {
        int from = replyFrom();
        return new String(out.array(), from, out.length() - from, StandardCharsets.UTF_8).strip();
    }
}
