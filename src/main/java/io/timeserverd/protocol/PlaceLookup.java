package io.timeserverd.protocol;

import io.timeserverd.place.Place;
import io.timeserverd.place.Places;
import io.timeserverd.place.Resolution;
import io.timeserverd.protocol.Exchange.Next;
import io.timeserverd.zone.ZoneSet;
import java.util.List;
import java.util.Optional;

/** Finds the place that a request names, or writes why there is none. */
final class PlaceLookup {
    private final Place home;
    private final ZoneSet zones;
    private final Places places;

    /** @param home the place of a request that names none */
    PlaceLookup(Place home, ZoneSet zones, Places places) {
        this.home = home;
        this.zones = zones;
        this.places = places;
    }

    /** What {@code text}, which is not blank, means. Its rewrites are tried only if it is unknown as it stands. */
    static Resolution resolve(String text, ZoneSet zones, Places places) {
        Resolution resolution = places.resolve(text, zones);
        return resolution instanceof Resolution.Unknown ? resolveRewrites(text, resolution, zones, places) : resolution;
    }

    /** The first rewrite that is known. If none is, the last: it has the fewest words, so its suggestions are the best. */
    private static Resolution resolveRewrites(String text, Resolution unknown, ZoneSet zones, Places places) {
        Resolution resolution = unknown;
        for (String rewrite : PlaceRewrites.of(text)) {
            if (resolution instanceof Resolution.Unknown) {
                resolution = places.resolve(rewrite, zones);
            }
        }
        return resolution;
    }

    /** Finds the place, or writes an error. Puts a search off if there is no time for one. */
    Optional<Place> find(String text, Exchange exchange, Output out) {
        if (text.isEmpty()) {
            return Optional.of(home);
        }
        Resolution resolution = places.resolve(text, zones);
        boolean costly = resolution instanceof Resolution.Unknown || resolution instanceof Resolution.Ambiguous;
        if (!exchange.maySearch && costly) {
            exchange.next = Next.LATER;
            return Optional.empty();
        }
        if (resolution instanceof Resolution.Unknown) {
            resolution = resolveRewrites(text, resolution, zones, places);
        }
        if (resolution instanceof Resolution.Found found) {
            return Optional.of(found.place());
        }
        if (resolution instanceof Resolution.Ambiguous ambiguous) {
            exchange.candidates = ambiguous.spellings();
            exchange.fail(ErrorCode.AMBIGUOUS, "which one? " + String.join(" | ", ambiguous.spellings()), out);
        } else if (resolution instanceof Resolution.Zoneless zoneless) {
            exchange.fail(
                    ErrorCode.UNKNOWN_PLACE,
                    Format.printable(text) + " is in zone " + zoneless.zoneId() + ", which is missing in release "
                            + zones.release(),
                    out);
        } else if (resolution instanceof Resolution.Unknown unknown) {
            unknown(text, unknown.nearest(), exchange, out);
        }
        return Optional.empty();
    }

    private static void unknown(String text, List<String> nearest, Exchange exchange, Output out) {
        exchange.candidates = nearest;
        String suggested = nearest.isEmpty() ? "" : "; nearest: " + String.join(" | ", nearest);
        exchange.fail(ErrorCode.UNKNOWN_PLACE, "no place " + Format.printable(text) + suggested, out);
    }
}
