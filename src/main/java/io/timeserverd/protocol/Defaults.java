package io.timeserverd.protocol;

import io.timeserverd.place.Place;
import io.timeserverd.place.Places;
import io.timeserverd.place.Resolution;
import io.timeserverd.zone.ZoneSet;
import java.nio.charset.StandardCharsets;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What applies where a request leaves something open.
 *
 * @param home the place of a request that names none
 * @param format the format of a request that names none
 * @param menu requests to choose from, in order
 * @param refuseUnsynchronised whether no time is given while the clock is not synchronised
 */
public record Defaults(Place home, Format format, List<String> menu, boolean refuseUnsynchronised) {
    /**
     * Makes the defaults from configured texts.
     *
     * @throws IllegalArgumentException if one of the checks below finds a problem
     */
    public static Defaults of(
            String home, String format, List<String> menu, boolean refuseUnsynchronised, ZoneSet zones, Places places) {
        if (PlaceLookup.resolve(home, zones, places) instanceof Resolution.Found found
                && Format.parse(format) instanceof Format.Valid valid) {
            return new Defaults(found.place(), valid.format(), List.copyOf(menu), refuseUnsynchronised);
        }
        throw new IllegalArgumentException("no place '" + home + "' or no format '" + format + "'");
    }

    /** What is wrong with a text as the default place, if anything. */
    public static Optional<String> placeProblem(String text, ZoneSet zones, Places places) {
        Resolution resolution = PlaceLookup.resolve(text, zones, places);
        Optional<String> missing = missingZone(text, resolution, zones);
        if (missing.isPresent()) {
            return missing;
        }
        if (resolution instanceof Resolution.Unknown unknown) {
            return Optional.of("no such place" + nearest(unknown.nearest()));
        }
        if (resolution instanceof Resolution.Ambiguous ambiguous) {
            return Optional.of("ambiguous: " + String.join(" | ", ambiguous.spellings()));
        }
        return Optional.empty();
    }

    /** Says that {@code zones} lacks the zone of a text, if so. An id that the JDK knows is a zone, and not just unknown. */
    private static Optional<String> missingZone(String text, Resolution resolution, ZoneSet zones) {
        if (resolution instanceof Resolution.Zoneless zoneless) {
            return Optional.of("its zone " + zoneless.zoneId() + " is missing in release " + zones.release());
        }
        return resolution instanceof Resolution.Unknown
                        && ZoneRulesProvider.getAvailableZoneIds().contains(text)
                ? Optional.of("this zone is missing in release " + zones.release())
                : Optional.empty();
    }

    private static String nearest(List<String> names) {
        return names.isEmpty() ? "" : "; nearest: " + String.join(" | ", names);
    }

    /** What is wrong with a text as the default format, if anything. */
    public static Optional<String> formatProblem(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > Format.MAX_TEXT) { // so that the journal holds it whole
            return Optional.of("longer than " + Format.MAX_TEXT + " bytes");
        }
        return Format.parse(text) instanceof Format.Invalid invalid ? Optional.of(invalid.problem()) : Optional.empty();
    }

    /** What is wrong with a text as an item of the menu, if anything. */
    public static Optional<String> menuProblem(String text, ZoneSet zones, Places places) {
        Request request = RequestParser.parse(text);
        if (request instanceof Request.Bad bad) {
            return Optional.of(bad.text());
        }
        return request instanceof Request.Time time && !time.place().isEmpty()
                ? placeProblem(time.place(), zones, places)
                : Optional.empty();
    }

    /** Says that {@code zones} lacks the zone of an item of the menu, if so. */
    public static Optional<String> missingMenuZone(String text, ZoneSet zones, Places places) {
        return RequestParser.parse(text) instanceof Request.Time time
                        && !time.place().isEmpty()
                ? missingZone(time.place(), PlaceLookup.resolve(time.place(), zones, places), zones)
                : Optional.empty();
    }

    /** The ids of the zones that these defaults need. An offset needs none. */
    public Set<String> zoneIds(ZoneSet zones, Places places) {
        var ids = new TreeSet<String>();
        ids.add(home.zone().id());
        for (String item : menu) {
            if (RequestParser.parse(item) instanceof Request.Time time
                    && !time.place().isEmpty()
                    && PlaceLookup.resolve(time.place(), zones, places) instanceof Resolution.Found found) {
                ids.add(found.place().zone().id());
            }
        }
        ids.removeIf(id -> zones.find(id).isEmpty());
        return ids;
    }
}
