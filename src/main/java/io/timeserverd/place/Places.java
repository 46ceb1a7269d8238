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
 * The directory of everything that a client may call a place. Owned by one thread.
 *
 * <p>The order of resolution: an offset; a zone's id; an operator's own name; a country; an abbreviation, a
 * Windows name or a long name of a zone; {@code place, qualifier}; a place or region; a region's code.
 */
public interface Places {
    /** What {@code text} means under {@code zones}; {@code text} is not blank. */
    Resolution resolve(String text, ZoneSet zones);

    /**
     * Places whose name is {@code text} or begins with it, most likely first.
     *
     * @param most how many at most
     */
    List<Found> search(String text, ZoneSet zones, int most);

    /** The country of that code or name in any language, if {@code text} is one. */
    Optional<Country> country(String text);

    /** The ids of all zones of a country or a division of one, that of most people first; none if {@code text} is neither. */
    List<String> zonesOf(String text, ZoneSet zones);

    /** Zones by what their clocks show from now on: those that agree are in one list, in the order given. */
    List<List<Zone>> byBehaviour(Collection<Zone> some, ZoneSet zones);

    /** What tells this data from other data; {@code +extra-} and a checksum behind it when there are own names. */
    String release();

    /** The attribution that its licences ask to show, a line each. */
    List<String> attribution();

    /**
     * The same directory with an operator's own names, which take the place of those it had. What this makes may
     * belong to another thread.
     *
     * @param names from {@link ExtraNamesReader}
     */
    Places with(ExtraNames names);

    /**
     * The directory that comes with the program: the file {@code places.index} beside its classes.
     *
     * @throws UncheckedIOException when it is not there
     */
    static Places load() {
        try {
            var classes = Path.of(Places.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var directory = Files.isDirectory(classes) ? classes : classes.resolveSibling("");
            return Directory.load(directory.resolve("places.index"));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A place that a search found.
     *
     * @param spelling the text that selects this place alone
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
