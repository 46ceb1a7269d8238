package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Query;
import io.timeserverd.zone.Offsets;
import io.timeserverd.zone.PosixZones;
import io.timeserverd.zone.Zone;
import io.timeserverd.zone.ZoneSet;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options that select records. A record must match every option that is given: one of its plain values, if it has
 * any, and none of its values with a {@code !}.
 */
final class Filters {
    /** The part of the help about filters, for each subcommand that has them. */
    static final String SEVERAL =
            "%nA filter takes several values, and selects records that have one of them: give it again, or put commas between"
                    + " values (not of --place and --grep). A ! before a value leaves out the records that have it; put it in"
                    + " single quotes: --outcome '!ok'.";

    @Mixin
    private final Period period = new Period();

    @Option(
            names = "--client",
            paramLabel = "CIDR",
            split = ",",
            converter = FilterConverters.OfClient.class,
            description = "Only requests of this address or block, as 192.0.2.0/24.")
    private List<Condition<Optional<InetAddress>>> clients = List.of();

    @Option(
            names = "--port",
            paramLabel = "N",
            split = ",",
            converter = FilterConverters.OfPort.class,
            description = "Only requests from this port of the client.")
    private List<Condition<Integer>> ports = List.of();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Only answers for this zone, as Europe/Paris. A POSIX rule with commas stands alone.")
    private List<String> zones = List.of();

    @Option(
            names = "--place",
            paramLabel = "TEXT",
            converter = FilterConverters.OfPlace.class,
            description =
                    "Only answers for places whose name, region or country contains TEXT; case, accents and spaces"
                            + " do not matter. With =TEXT, for the place with exactly this name.")
    private List<Condition<JournalRecord>> places = List.of();

    @Option(
            names = "--country",
            paramLabel = "COUNTRY",
            split = ",",
            converter = FilterConverters.OfCountry.class,
            description = "Only answers for this country, by its code or name, as FR or France: for its places, and for"
                    + " zones that were asked for by their names and that zone.tab lists for it.")
    private List<Condition<JournalRecord>> countries = List.of();

    @Option(
            names = "--listener",
            paramLabel = "LISTENER",
            split = ",",
            converter = FilterConverters.OfListener.class,
            completionCandidates = FilterConverters.OfListener.class,
            description = "Only requests that came in there: ${COMPLETION-CANDIDATES}.")
    private List<Condition<JournalRecord>> listeners = List.of();

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            split = ",",
            converter = FilterConverters.OfOutcome.class,
            completionCandidates = FilterConverters.OfOutcome.class,
            description = "Only requests that ended so: ok, error for every error, or the code of one:"
                    + " ${COMPLETION-CANDIDATES}.")
    private List<Condition<JournalRecord>> outcomes = List.of();

    @Option(
            names = "--grep",
            paramLabel = "TEXT",
            converter = FilterConverters.OfRequest.class,
            description =
                    "Only requests whose text contains TEXT, in any case; with =TEXT, that are exactly this text.")
    private List<Condition<JournalRecord>> requests = List.of();

    @Spec
    private CommandSpec spec;

    /** The options as they were given. */
    String words() {
        return spec.options().stream()
                .flatMap(option -> option.originalStringValues().stream()
                        .map(value -> option.longestName() + " " + TimeserverAdmin.quoted(value)))
                .collect(Collectors.joining(" "));
    }

    /** The query that the options ask for, oldest first and without a limit. */
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
        if (!clients.isEmpty()) {
            query = query.withClients(Condition.all(clients));
        }
        if (!ports.isEmpty()) {
            query = query.withPorts(Condition.all(ports)::test);
        }
        if (!zones.isEmpty()) {
            query = query.and(zones(settings));
        }
        for (List<Condition<JournalRecord>> conditions : List.of(places, countries, listeners, outcomes, requests)) {
            if (!conditions.isEmpty()) {
                query = query.and(Condition.all(conditions));
            }
        }
        return query;
    }

    private Predicate<JournalRecord> zones(Settings settings) {
        ZoneSet known = ZoneRules.load(settings.zones());
        Predicate<String> wanted = Condition.all(zones.stream()
                .flatMap(Filters::zones)
                .map(text -> Condition.<String>parse(text, value -> zoneId(value, known)::equals))
                .toList());
        return each -> wanted.test(each.zone());
    }

    /** Splits a list of zones. A POSIX TZ string has commas itself. */
    private static Stream<String> zones(String text) {
        return PosixZones.parse(Condition.plain(text)).isPresent() ? Stream.of(text) : Stream.of(text.split(",", -1));
    }

    /** The id of a zone in the spelling of the journal. An id that is unknown now may be in older records. */
    private static String zoneId(String text, ZoneSet known) {
        return Offsets.parse(text)
                .or(() -> PosixZones.parse(text))
                .or(() -> known.find(text))
                .map(Zone::id)
                .orElse(text);
    }
}
