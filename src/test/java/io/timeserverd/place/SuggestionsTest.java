package io.timeserverd.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code ambiguous} and {@code places} suggest selects what it is suggested for. */
class SuggestionsTest {
    private final Rows rows = new Rows();
    private final ZoneLookup zones = new ZoneLookup(TestData.ZONES);
    private final Finder finder = new Finder(new Names(rows), zones);
    private final Describer describer = new Describer(rows, finder, zones, ExtraNames.NONE);

    @Test
    void everyPlaceAndCountryHasASpellingThatSelectsItAlone() {
        var without = new ArrayList<String>();
        for (var file : List.of("places.txt", "countries.txt")) {
            for (var line : TestData.dataLines(file)) {
                var row = rows.get(line.substring(0, line.indexOf('\t')));
                if (describer.spelling(row).isEmpty()) {
                    without.add(line);
                }
            }
        }
        assertEquals(List.of(), without);
    }

    @Test
    void aRegionWithoutASpellingGivesWayToItsCity() {
        for (var line : TestData.dataLines("regions.txt")) {
            var region = rows.get(line.substring(0, line.indexOf('\t')));
            if (describer.spelling(region).isEmpty()) {
                var meaning = finder.find(
                        region.name() + ", " + rows.get(region.country()).name());
                var clear = assertInstanceOf(Meaning.Clear.class, meaning, line);
                assertTrue(zones.agree(region.zone(), clear.row().zone()), line);
            }
        }
    }

    @Test
    void everySuggestionForAnAmbiguousKeySelectsWhatItStandsFor() {
        Map<String, Row> suggested = new HashMap<>();
        int ambiguous = 0;
        for (var line : TestData.dataLines("names.txt")) {
            var key = line.substring(0, line.indexOf('\t'));
            // One row alone leaves nothing to choose from.
            if (line.indexOf(' ') > 0 && finder.find(key) instanceof Meaning.Open open) {
                ambiguous++;
                open.rows().forEach(row -> describer.spelling(row).ifPresent(text -> suggested.put(text, row)));
            }
        }
        assertTrue(ambiguous > 1000, "only " + ambiguous + " ambiguous keys");
        suggested.forEach((text, row) -> {
            var resolution = TestData.PLACES.resolve(text, TestData.ZONES);
            var found = assertInstanceOf(Resolution.Found.class, resolution, text);
            assertEquals(
                    describer.place(row, List.of()).orElseThrow().zone(),
                    found.place().zone(),
                    text);
            assertEquals(
                    row.kind() == Kind.PLACE ? row.name() : "", found.place().name(), text);
        });
    }

    @Test
    void whatASearchShowsIsSelectedByItsSpelling() {
        for (var text : List.of("san", "paris", "spring", "lon", "york", "ville", "Москва", "東", "santa", "al")) {
            for (var found : TestData.PLACES.search(text, TestData.ZONES, 20)) {
                var resolution = TestData.PLACES.resolve(found.spelling(), TestData.ZONES);
                var place = assertInstanceOf(Resolution.Found.class, resolution, found.spelling())
                        .place();
                assertEquals(found.place().name(), place.name(), found.spelling());
                assertEquals(found.place().region(), place.region(), found.spelling());
                assertEquals(found.place().zone(), place.zone(), found.spelling());
            }
        }
    }
}
