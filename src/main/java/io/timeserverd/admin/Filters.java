package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.conf.Cidr;
import io.timeserverd.conf.Parsed;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.AddressRange;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Listener;
import io.timeserverd.journal.Query;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.zone.Offsets;
import io.timeserverd.zone.PosixZones;
import io.timeserverd.zone.Zone;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say which records are meant. A record must satisfy all of them. */
final class Filters {
    /** Before a text that must be the whole. */
    static final String EXACTLY = "=";

    @Mixin
    private final Period period = new Period();

    @Option(
            names = "--client",
            paramLabel = "CIDR",
            converter = CidrConverter.class,
            description = "Only requests of this address or block, as 192.0.2.0/24.")
    private Optional<Cidr> client = Optional.empty();

    @Option(names = "--zone", paramLabel = "ZONE", description = "Only answers for this zone, as Europe/Paris.")
    private Optional<String> zone = Optional.empty();

    @Option(
            names = "--place",
            paramLabel = "TEXT",
            description = "Only answers for places whose name, region or country contains TEXT, in any case; with"
                    + " =TEXT, for the place with exactly this name.")
    private Optional<String> place = Optional.empty();

    @Option(
            names = "--listener",
            paramLabel = "LISTENER",
            converter = ListenerConverter.class,
            completionCandidates = ListenerConverter.class,
            description = "Only requests that came in there: ${COMPLETION-CANDIDATES}.")
    private Optional<Listener> listener = Optional.empty();

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            converter = OutcomeConverter.class,
            completionCandidates = OutcomeConverter.class,
            description = "Only requests that ended so: ok, error for every error, or the code of one:"
                    + " ${COMPLETION-CANDIDATES}.")
    private Optional<Outcome> outcome = Optional.empty();

    @Option(
            names = "--grep",
            paramLabel = "TEXT",
            description =
                    "Only requests whose text contains TEXT, in any case; with =TEXT, that are exactly this text.")
    private Optional<String> grep = Optional.empty();

    /** What the options ask for, oldest first and without a limit. */
    Query query(Instant now, DisplayZone zoneOfTimes, Settings settings) {
        var query = Query.all();
        Optional<Instant> since = period.since(now, zoneOfTimes);
        Optional<Instant> until = period.until(now, zoneOfTimes);
        if (since.isPresent()) {
            query = query.withSince(since.get());
        }
        if (until.isPresent()) {
            query = query.withUntil(until.get());
        }
        if (client.isPresent()) {
            query = query.withClient(
                    new AddressRange(client.get().network(), client.get().prefix()));
        }
        if (zone.isPresent()) {
            query = query.withZone(zoneId(zone.get(), settings));
        }
        for (var condition : List.of(
                place.map(text -> contains(text, JournalRecord::place)),
                listener.map(wanted -> (Predicate<JournalRecord>) each -> each.listener() == wanted),
                outcome.map(wanted -> (Predicate<JournalRecord>) each -> wanted.matches(each.outcome())),
                grep.map(text -> contains(text, JournalRecord::requestText)))) {
            if (condition.isPresent()) {
                query = query.and(condition.get());
            }
        }
        return query;
    }

    /** An id as the journal has it; one that is not known now may have been at its time. */
    private static String zoneId(String text, Settings settings) {
        return Offsets.parse(text)
                .or(() -> PosixZones.parse(text))
                .or(() -> ZoneRules.load(settings.zones()).find(text))
                .map(Zone::id)
                .orElse(text);
    }

    private static Predicate<JournalRecord> contains(String text, Function<JournalRecord, String> field) {
        if (text.startsWith(EXACTLY)) {
            var whole = text.substring(EXACTLY.length());
            return each -> field.apply(each).equals(whole);
        }
        var wanted = text.toLowerCase(Locale.ROOT);
        return each -> field.apply(each).toLowerCase(Locale.ROOT).contains(wanted);
    }

    /** How a request ended. */
    private record Outcome(String code) {
        static final String ERROR = "error";

        boolean matches(String recorded) {
            return code.equals(ERROR) ? !recorded.equals(Entry.OK) : recorded.equals(code);
        }
    }

    static final class CidrConverter implements ITypeConverter<Cidr> {
        @Override
        public Cidr convert(String text) {
            var parsed = Cidr.parse(text);
            if (parsed instanceof Parsed.Bad<Cidr> bad) {
                throw new TypeConversionException(String.join("; ", bad.problems()));
            }
            return ((Parsed.Ok<Cidr>) parsed).value();
        }
    }

    private static final class ListenerConverter implements ITypeConverter<Listener>, Iterable<String> {
        private final List<String> words =
                Arrays.stream(Listener.values()).map(Listener::text).toList();

        @Override
        public Listener convert(String text) {
            return Listener.values()[Words.index(words, text)];
        }

        @Override
        public Iterator<String> iterator() {
            return words.iterator();
        }
    }

    private static final class OutcomeConverter implements ITypeConverter<Outcome>, Iterable<String> {
        private final List<String> words = Stream.concat(
                        Stream.of(Entry.OK, Outcome.ERROR),
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::text))
                .toList();

        @Override
        public Outcome convert(String text) {
            return new Outcome(words.get(Words.index(words, text)));
        }

        @Override
        public Iterator<String> iterator() {
            return words.iterator();
        }
    }
}
