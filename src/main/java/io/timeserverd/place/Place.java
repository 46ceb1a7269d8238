package io.timeserverd.place;

import io.timeserverd.zone.Zone;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A place and its zone.
 *
 * @param name what it is called; empty for a bare zone or offset, and for a region or country, which has its name
 *     there
 * @param region first-level division, or empty
 * @param country country, or empty
 * @param countryCode its ISO 3166 alpha-2 code, or empty
 * @param zone its zone
 * @param note what else the name could have meant
 */
public record Place(String name, String region, String country, String countryCode, Zone zone, Note note) {
    /** A zone that was asked for by its own id or offset. */
    public static Place ofZone(Zone zone) {
        return new Place("", "", "", "", zone, Note.NONE);
    }

    /** What is known of it, for people: {@code Paris, Ile-de-France, France}; empty for a bare zone. */
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
