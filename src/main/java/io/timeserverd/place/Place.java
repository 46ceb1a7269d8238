package io.timeserverd.place;

import io.timeserverd.zone.Zone;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A place and its zone.
 *
 * @param name the name of a town, an airport or the like; empty for a bare zone or offset, and for a region or a country, whose
 *     names are in the next two
 * @param region the first-level division, or empty
 * @param country the country, or empty
 * @param countryCode its ISO 3166 alpha-2 code, or empty
 * @param zone its zone
 * @param note what else the name could have meant
 */
public record Place(String name, String region, String country, String countryCode, Zone zone, Note note) {
    /** A zone that was requested by its id, or an offset. */
    public static Place ofZone(Zone zone) {
        return new Place("", "", "", "", zone, Note.NONE);
    }

    /** All that is known, for people to read: {@code Paris, Ile-de-France, France}; empty for a bare zone. */
    public String label() {
        return parts().collect(Collectors.joining(", "));
    }

    /** The name of what was chosen, a city, a region or a country; empty for a bare zone. */
    public String chosen() {
        return parts().findFirst().orElse("");
    }

    private Stream<String> parts() {
        return Stream.of(name, region, country).filter(part -> !part.isEmpty());
    }
}
