package io.timeserverd.protocol;

import io.timeserverd.clock.Reading;
import io.timeserverd.place.Place;
import io.timeserverd.place.Places;
import io.timeserverd.place.Places.Country;
import io.timeserverd.zone.Countries;
import io.timeserverd.zone.LocalType;
import io.timeserverd.zone.Offsets;
import io.timeserverd.zone.Zone;
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
              place    Paris | Paris, Texas | Japan | Europe/Paris | EST | UTC+5:30
                       or nothing for the server's default
              instant  now | UNIX seconds | 14:30 | 2026-11-22 | 2026-11-22T13:38:34
                       there, or with an offset, an abbreviation or a zone after it
              format   iso iso3 iso6 iso9  unix unix3 unix6 unix9  rfc5322 http mjd week
                       long (with zone and place)  next (change of the clocks)  json
                       tz (for TZ=)  or as date(1) has it: Europe/Paris +%A %H:%M
            Commands:
              menu           places to choose from, by number
              zones [text]   time zones that match; a country's, with the time in each
              places text    places that match, with what to type for each
              status         state of the clock, releases
              sync [token]   token t2 t3 bound stratum leap: for measuring a clock
              me             what is recorded about you
              version        releases of program and data
              keep           stay connected for more requests, until
              quit
            One request is a line of at most 256 bytes. Errors begin with ERR and a code.

            """.getBytes(StandardCharsets.US_ASCII);

    /** The most lines of {@code places}. */
    static final int PLACES_BOUND = 20;

    private static final Format TIME_THERE = ((Format.Valid) Format.parse("%Y-%m-%d %H:%M:%S %Z %z")).format();

    private final ZoneSet zones;
    private final Places places;

    Listings(ZoneSet zones, Places places) {
        this.zones = zones;
        this.places = places;
    }

    /**
     * {@code zones country}: its zones, each with the time there. Zones whose clocks agree from now on are listed together,
     * all but the first of them indented.
     */
    void zonesOf(Country country, Instant now, Output out) {
        // The zone tree may be newer than the place data.
        List<String> ids = zones.countries()
                .find(country.code())
                .map(Countries.Country::zoneIds)
                .orElse(country.zones());
        zonesOf(
                Stream.concat(Stream.of(country.zone()), ids.stream())
                        .distinct()
                        .toList(),
                now,
                out);
    }

    /** {@code zones region}: the same for a part of a country. */
    void zonesOf(List<String> ids, Instant now, Output out) {
        List<Zone> found = ids.stream().flatMap(id -> zones.find(id).stream()).toList();
        for (List<Zone> group : places.byBehaviour(found, zones)) {
            for (int i = 0; i < group.size(); i++) {
                timeIn(group.get(i), now, i == 0 ? out : out.text("  "));
            }
        }
        out.put('\n');
    }

    /** {@code zones place}: its zone, with the time there. */
    void zoneOf(Place place, Instant now, Output out) {
        timeIn(place.zone(), now, out);
        out.put('\n');
    }

    private static void timeIn(Zone zone, Instant now, Output out) {
        out.text(zone.id()).put(' ');
        TIME_THERE.render(new Answer(now, Place.ofZone(zone), Listings::noStatus), out);
        out.put('\n');
    }

    private static Status noStatus() {
        throw new IllegalStateException("this format needs no status");
    }

    /** {@code places text}: the spelling that selects each alone, what it is, and its zone. */
    static void places(List<Places.Found> found, Output out) {
        lines(
                found.stream()
                        .map(each -> String.join(
                                " | ",
                                each.spelling(),
                                each.place().label(),
                                each.place().zone().id()))
                        .toList(),
                out);
    }

    /** The ids of zones that contain a text, sorted. */
    List<String> idsThatContain(String text) {
        String wanted = text.toLowerCase(Locale.ROOT).replace(' ', '_');
        return zones.ids().stream()
                .filter(id -> id.toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    }

    /** Whether zone ids begin with it and a slash. Two letters are the code of a country. */
    boolean isArea(String text) {
        String beginning = text + "/";
        return text.length() > 2
                && zones.ids().stream().anyMatch(id -> id.regionMatches(true, 0, beginning, 0, beginning.length()));
    }

    static void lines(List<String> lines, Output out) {
        lines.forEach(line -> out.text(line).put('\n'));
        out.put('\n');
    }

    /** @param full whether to add what is only for the operator: servers, paths, problems, counters */
    static void status(Status status, boolean full, Output out) {
        ClockListing.put(status.source(), status.clock(), full, out);
        out.text("zones: ").text(status.zoneRelease());
        out.text(full ? " from " + status.zoneSource() : "").put('\n');
        out.text("places: ").text(status.placeRelease()).put('\n');
        if (full) {
            out.text("journal: ")
                    .text(status.journalProblem().isEmpty() ? "ok" : status.journalProblem())
                    .put('\n');
        }
        out.text("version: ").text(status.version()).put('\n');
        out.text("uptime: ").number(status.uptimeSeconds()).text(" s\n");
        if (full) {
            status.counters()
                    .forEach((name, count) ->
                            out.text(name).text(": ").number(count).put('\n'));
        }
        out.put('\n');
    }

    static void version(Status status, List<String> attribution, Output out) {
        out.text("timeserverd ").text(status.version()).put('\n');
        out.text("zones ").text(status.zoneRelease()).put('\n');
        out.text("places ").text(status.placeRelease()).put('\n');
        lines(attribution, out);
    }

    static void me(ClientFacts facts, Output out) {
        out.text("address: ").text(facts.address()).put('\n');
        out.text("recorded: ").text(facts.recorded()).put('\n');
        out.text("for: ").text(facts.retention()).put('\n');
        out.text("connections: ").text(facts.connections()).put('\n');
        out.text("quota: ").text(facts.quota()).text("\n\n");
    }

    static String nanosOr(long nanos, String unknown) {
        return nanos == Reading.UNKNOWN ? unknown : Long.toString(nanos);
    }

    /** An offset as {@code +01:00}. */
    static String offset(LocalType type) {
        return Offsets.text(type.offsetSeconds());
    }
}
