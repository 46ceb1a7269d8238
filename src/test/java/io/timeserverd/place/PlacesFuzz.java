package io.timeserverd.place;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.zone.JvmZones;
import io.timeserverd.zone.ZoneSet;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Every spelling that a search or an error shows is found. */
public final class PlacesFuzz {
    private static final int MOST = 3;
    private static final ZoneSet ZONES = new JvmZones();
    private static final Places PLACES = Places.load();

    private PlacesFuzz() {}

    /**
     * Tries one input.
     *
     * @param input a name in UTF-8, as long as a request may be
     */
    public static void fuzzerTestOneInput(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        if (text.isBlank() || input.length > 256) {
            return;
        }
        PLACES.country(text);
        Resolution resolution = PLACES.resolve(text, ZONES);
        if (resolution instanceof Resolution.Ambiguous ambiguous) {
            ambiguous.spellings().forEach(PlacesFuzz::assertFound);
        }
        List<Places.Found> found = PLACES.search(text, ZONES, MOST);
        assertTrue(found.size() <= MOST, "too many");
        found.forEach(one -> assertFound(one.spelling()));
    }

    private static void assertFound(String spelling) {
        assertTrue(PLACES.resolve(spelling, ZONES) instanceof Resolution.Found, spelling);
    }
}
