package io.timeserverd.protocol;

import io.timeserverd.clock.Reading;
import io.timeserverd.place.Place;
import io.timeserverd.zone.Countries.Country;
import io.timeserverd.zone.LocalType;
import io.timeserverd.zone.ZoneSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The replies of several lines; each ends with an empty line. */
final class Listings {
    static final byte[] HELP = """
            Send a place, read the time there:   [place] [@instant] [+format]
              place    Europe/Paris | UTC+5:30 | nothing for the server's default
              instant  UNIX seconds, or 2026-11-22T13:38:34 (there), or with an offset
              format   iso iso3 iso6 iso9  unix unix3 unix6 unix9  rfc5322 http mjd week
                       long (with zone and offset)  next (change of the clocks)  json
                       or %... as date(1): Europe/Paris +%A %H:%M
            Commands:
              menu           places to choose from, by number
              zones [text]   time zones that match; a country lists its own
              places text    places that match
              status         clock, zones, counters
              sync [token]   token t2 t3 bound stratum leap: for measuring a clock
              me             what is recorded about you
              version        releases of program and data
              keep           stay connected for more requests, until
              quit
            One request is a line of at most 256 bytes. Errors begin with ERR and a code.

            """.getBytes(StandardCharsets.US_ASCII);

    /** Lines of {@code places} at most. */
    private static final int PLACES_BOUND = 20;

    private static final Format TIME_THERE = ((Format.Valid) Format.parse("%Y-%m-%d %H:%M:%S %Z %z")).format();

    private final ZoneSet zones;

    Listings(ZoneSet zones) {
        this.zones = zones;
    }

    /** {@code zones country}: its zones, each with the time there. */
    void zonesOf(Country country, Instant now, Output out) {
        for (var id : country.zoneIds()) {
            zones.find(id).ifPresent(zone -> {
                out.text(zone.id()).put(' ');
                TIME_THERE.render(new Answer(now, Place.ofZone(zone), Listings::noStatus), out);
                out.put('\n');
            });
        }
        out.put('\n');
    }

    private static Status noStatus() {
        throw new IllegalStateException("not a format that tells the status");
    }

    /** {@code zones [text]}: the ids that contain the text. */
    void zones(String text, Exchange exchange, Output out) {
        ids(idsThatContain(text).toList(), "zone", text, exchange, out);
    }

    /** {@code places text}: while there is no directory of cities, the zones that are named after them. */
    void places(String text, Exchange exchange, Output out) {
        ids(idsThatContain(text).limit(PLACES_BOUND).toList(), "place", text, exchange, out);
    }

    private Stream<String> idsThatContain(String text) {
        var wanted = text.toLowerCase(Locale.ROOT).replace(' ', '_');
        return zones.ids().stream().filter(id -> id.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static void ids(List<String> ids, String what, String text, Exchange exchange, Output out) {
        if (ids.isEmpty()) {
            exchange.fail(ErrorCode.UNKNOWN_PLACE, "no " + what + " matches " + Format.printable(text), out);
            return;
        }
        ids.forEach(id -> out.text(id).put('\n'));
        out.put('\n');
    }

    static void status(Status status, Output out) {
        var clock = status.clock();
        out.text("clock: ").text(status.clockSource()).put('\n');
        out.text("state: ").text(clock.state().text()).put('\n');
        out.text("offset: ")
                .text(
                        status.clockOffsetNs().isPresent()
                                ? status.clockOffsetNs().getAsLong() + " ns"
                                : "unknown")
                .put('\n');
        out.text("error-bound: ").text(nanosOr(clock.errorBoundNs(), "unknown"));
        out.text(clock.errorBoundNs() == Reading.UNKNOWN ? "\n" : " ns\n");
        out.text("leap: ").text(clock.leap().name().toLowerCase(Locale.ROOT)).put('\n');
        out.text("zones: ")
                .text(status.zoneRelease())
                .text(" from ")
                .text(status.zoneSource())
                .put('\n');
        out.text("places: ").text(status.placeRelease()).put('\n');
        out.text("journal: ")
                .text(status.journalProblem().isEmpty() ? "ok" : status.journalProblem())
                .put('\n');
        out.text("version: ").text(status.version()).put('\n');
        out.text("uptime: ").number(status.uptimeSeconds()).text(" s\n");
        status.counters()
                .forEach(
                        (name, count) -> out.text(name).text(": ").number(count).put('\n'));
        out.put('\n');
    }

    static void version(Status status, Output out) {
        out.text("timeserverd ").text(status.version()).put('\n');
        out.text("zones ")
                .text(status.zoneRelease())
                .text(" from ")
                .text(status.zoneSource())
                .put('\n');
        out.text("places ").text(status.placeRelease()).text("\n\n");
    }

    static void me(ClientFacts facts, Output out) {
        out.text("address: ").text(facts.address()).put('\n');
        out.text("recorded: ").text(facts.recorded()).put('\n');
        out.text("for: ").text(facts.retention()).put('\n');
        out.text("quota: ").text(facts.quota()).text("\n\n");
    }

    static String nanosOr(long nanos, String unknown) {
        return nanos == Reading.UNKNOWN ? unknown : Long.toString(nanos);
    }

    /** An offset as {@code +01:00}. */
    static String offset(LocalType type) {
        return java.time.ZoneOffset.ofTotalSeconds(type.offsetSeconds()).getId().replace("Z", "+00:00");
    }
}
