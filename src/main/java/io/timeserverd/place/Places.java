package io.timeserverd.place;

import io.timeserverd.zone.Zone;
import io.timeserverd.zone.ZoneSet;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a client may call a place. Owned by one thread.
 *
 * <p>The order of resolution: an offset or a POSIX TZ string; the id of a zone; an own name of the operator; then what the
 * data has, in the order of {@link Finder}.
 */
public interface Places {
    /** What {@code text} means under {@code zones}; {@code text} is not blank. */
    Resolution resolve(String text, ZoneSet zones);

    /**
     * The operator's names that contain {@code text}, then places whose name is {@code text} or begins with it, the likeliest
     * first.
     *
     * @param most the most places
     */
    List<Found> search(String text, ZoneSet zones, int most);

    /** The country with the code or name {@code text}, in any language. */
    Optional<Country> country(String text);

    /** The ids of all zones of a country or one of its divisions, that of most people first; none if {@code text} is neither. */
    List<String> zonesOf(String text, ZoneSet zones);

    /** Groups zones whose clocks agree from now on. The order is kept. */
    List<List<Zone>> byBehaviour(Collection<Zone> some, ZoneSet zones);

    /** The release of the data, followed by {@code +extra-} and a checksum if there are own names. */
    String release();

    /** The lines of attribution that the licences of the data demand. */
    List<String> attribution();

    /**
     * The same places with other own names of the operator. The result may belong to another thread.
     *
     * @param names from {@link ExtraNamesReader}
     */
    Places with(ExtraNames names);

    /**
     * The places that come with the program: the file {@code places.index} beside its classes.
     *
     * @throws UncheckedIOException if there is no such file
     */
    static Places load() {
        try {
            var classes = Path.of(Places.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path directory = Files.isDirectory(classes) ? classes : classes.resolveSibling("");
            return IndexedPlaces.load(directory.resolve("places.index"));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A place that a search found.
     *
     * @param spelling a text that means this place and no other
     */
    record Found(Place place, String spelling) {}

    /**
     * A country.
     *
     * @param code ISO 3166 alpha-2, in capitals; {@code XK} for Kosovo
     * @param zone the id of its capital's zone
     * @param zones the ids of its zones, in the order of {@code zone.tab}
     */
    record Country(String code, String name, String zone, List<String> zones) {}
}
