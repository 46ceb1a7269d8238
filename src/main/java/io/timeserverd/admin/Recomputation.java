package io.timeserverd.admin;

import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Listener;
import io.timeserverd.place.Places;
import io.timeserverd.protocol.Answerer;
import io.timeserverd.protocol.ClientFacts;
import io.timeserverd.protocol.Defaults;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.Output;
import io.timeserverd.protocol.Request;
import io.timeserverd.protocol.Request.Verb;
import io.timeserverd.protocol.RequestParser;
import io.timeserverd.protocol.Status;
import io.timeserverd.zone.ZoneSet;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Answers recorded requests once more and holds the replies against their checksums. A reply that depends on more than its
 * record and the rules of its release is not judged at all.
 */
final class Recomputation {
    /** What came of one record. */
    sealed interface Verdict {}

    /** The reply was what it should have been. */
    record Same() implements Verdict {}

    /** The reply cannot be recomputed. */
    record Beyond(String why) implements Verdict {}

    /** The reply was not what it should have been. */
    record Differs(String how) implements Verdict {}

    private static final Verdict SAME = new Same();
    private static final Verdict OTHER_LISTENER = new Beyond("not of the text listener");
    private static final Verdict CIRCUMSTANCES = new Beyond("an error of the connection");
    private static final Verdict MOMENTARY = new Beyond("tells of the daemon as it was");

    /** Their replies depend on settings, or on the release of the program or of its place data. */
    private static final Set<Verb> MOMENTARY_VERBS = EnumSet.of(Verb.HELP, Verb.MENU, Verb.PLACES);

    /** Errors that no request brings about by itself, or whose request was cut off. */
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

    private final ZoneSet zones;
    private final List<Answerer> serving;
    private final List<Answerer> refusing;
    private final Exchange exchange = new Exchange();
    private final Output out = new Output();
    private final CRC32C crc = new CRC32C();

    /** Whether the reply that was just recomputed tells what only the daemon of that moment knew. */
    private boolean momentary;

    /**
     * @param settings what is answered where a request leaves it open; where a reply was in the default format, that
     *     may have been the standard one too
     * @throws IllegalArgumentException when a place or format in them cannot be understood
     */
    Recomputation(ZoneSet zones, Places places, Settings.Answer settings) {
        this.zones = zones;
        var standard = Settings.defaults().answer().format();
        var formats = Stream.of(settings.format(), standard).distinct().toList();
        serving = formats.stream()
                .map(format -> answerer(settings, format, false, places))
                .toList();
        refusing = formats.stream()
                .map(format -> answerer(settings, format, true, places))
                .toList();
        exchange.client = () -> {
            momentary = true;
            return new ClientFacts("", "", "", "");
        };
    }

    private Answerer answerer(Settings.Answer settings, String format, boolean refusing, Places places) {
        var defaults = Defaults.of(settings.zone(), format, settings.menu(), refusing, zones, places);
        return new Answerer(defaults, zones, places, asking -> {
            momentary = true;
            return new Status("", 0, "", asking.reading, OptionalLong.empty(), "", "", "", "", Map.of());
        });
    }

    Verdict judge(JournalRecord record) {
        if (record.listener() != Listener.TEXT) {
            return OTHER_LISTENER;
        }
        if (!record.zoneRelease().equals(zones.release())) {
            return new Beyond("zone release " + record.zoneRelease() + ", not " + zones.release());
        }
        if (CIRCUMSTANTIAL.contains(record.outcome())) {
            return CIRCUMSTANCES;
        }
        var request = RequestParser.parse(record.request(), 0, record.request().length);
        return request instanceof Request.Command command && MOMENTARY_VERBS.contains(command.verb())
                ? MOMENTARY
                : recompute(record);
    }

    private Verdict recompute(JournalRecord record) {
        var refused = record.outcome().equals(ErrorCode.UNSYNCHRONISED.text());
        var how = "";
        for (var answerer : refused ? refusing : serving) {
            // A number may have been chosen from the menu, which the record does not tell.
            for (var choosing : List.of(false, true)) {
                var difference = difference(record, answerer, choosing);
                if (momentary) {
                    return MOMENTARY;
                }
                if (difference.isEmpty()) {
                    return SAME;
                }
                how = how.isEmpty() ? difference.get() : how;
            }
        }
        return new Differs(how);
    }

    private Optional<String> difference(JournalRecord record, Answerer answerer, boolean choosing) {
        exchange.reading = new Reading(record.answered(), record.clockState(), record.errorBoundNs(), 0, Leap.UNKNOWN);
        exchange.choosing = choosing;
        momentary = false;
        out.clear();
        answerer.answer(record.request(), 0, record.request().length, exchange, out);
        momentary |= exchange.transmitTimeAt >= 0;
        var outcome = exchange.error.map(ErrorCode::text).orElse(Entry.OK);
        if (!outcome.equals(record.outcome())) {
            return Optional.of("outcome " + record.outcome() + ", recomputed " + outcome);
        }
        var zone = exchange.place.map(place -> place.zone().id()).orElse("");
        if (!zone.equals(record.zone())) {
            return Optional.of("zone " + record.zone() + ", recomputed " + zone);
        }
        if (!exchange.instant.equals(record.answered())) {
            return Optional.of("answered " + record.answered() + ", recomputed " + exchange.instant);
        }
        crc.reset();
        crc.update(out.array(), 0, out.length());
        return (int) crc.getValue() == record.replyCrc()
                ? Optional.empty()
                : Optional.of("the reply was not: " + reply());
    }

    private String reply() {
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8).strip();
    }
}
