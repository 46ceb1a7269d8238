package io.timeserverd.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.place.build.TableRow;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every spelling that an error or {@code places} suggests selects the place that it is suggested for. */
class SuggestionsTest {
    private static final int SAMPLES = 3_000;

    private final List<TableRow> places = TestData.rows("places.tsv");
    private final Random random = new Random(20261201);

    private TableRow any(Predicate<TableRow> which) {
        TableRow row = places.get(random.nextInt(places.size()));
        while (!which.test(row)) {
            row = places.get(random.nextInt(places.size()));
        }
        return row;
    }

    private static Place select(String spelling) {
        Resolution resolution = TestData.PLACES.resolve(spelling, TestData.ZONES);
        return assertInstanceOf(Resolution.Found.class, resolution, spelling).place();
    }

    @Test
    void suggestionsIncludeTheCityThatWasMistyped() {
        int unknown = 0;
        int helped = 0;
        for (int i = 0; i < SAMPLES; i++) {
            TableRow row =
                    any(each -> each.people() >= 100_000 && each.names().get(0).length() > 3);
            String typed = mistyped(row.names().get(0));
            if (TestData.PLACES.resolve(typed, TestData.ZONES) instanceof Resolution.Unknown resolution) {
                unknown++;
                boolean meant = resolution.nearest().stream()
                        .map(SuggestionsTest::select)
                        .anyMatch(place -> row.names().contains(place.name()));
                helped += meant ? 1 : 0;
            }
        }
        assertTrue(unknown > SAMPLES / 2, unknown + " unknown");
        assertTrue(helped >= 0.95 * unknown, helped + " of " + unknown);
    }

    /** One letter left out, put in, wrong, or swapped with the next. */
    private String mistyped(String name) {
        var letters = new StringBuilder(name);
        int at = random.nextInt(name.length() - 1);
        char letter = (char) ('a' + random.nextInt(26));
        switch (random.nextInt(4)) {
            case 0 -> letters.deleteCharAt(at);
            case 1 -> letters.insert(at, letter);
            case 2 -> letters.setCharAt(at, letter);
            default -> letters.insert(at, letters.charAt(at + 1)).deleteCharAt(at + 2);
        }
        return letters.toString();
    }

    @Test
    void placesInTheNamedStateComeFirst() {
        Resolution resolution = TestData.PLACES.resolve("Springfeld, Illinois", TestData.ZONES);
        List<String> nearest =
                assertInstanceOf(Resolution.Unknown.class, resolution).nearest();
        assertEquals("Illinois", select(nearest.get(0)).region(), nearest.toString());
        assertEquals("Heber City", select("Heber, UT").name());
    }

    @ParameterizedTest
    @CsvSource({
        "'Jena, Germny', Jena, Germany",
        "'Santana, Brazi', Santana, Brazil",
        "'Anxiang, Chian', Anxiang, China",
        "'Springfield, Illinos', Springfield, United States",
        "Jena Germny, Jena, Germany",
        "'ort Belvoir, VA', Fort Belvoir, United States",
        "'Moun Dora, FL', Mount Dora, United States",
        "'Sait Louis Park, MN', Saint Louis Park, United States",
        "Sain-Denis, Saint-Denis, Réunion",
    })
    void forgivesATypoInAQualifierOrAnAbbreviatedWord(String typed, String name, String country) {
        List<String> nearest = nearest(typed);
        List<Place> places = nearest.stream().map(SuggestionsTest::select).toList();
        assertTrue(
                places.stream()
                        .anyMatch(place ->
                                place.name().equals(name) && place.country().equals(country)),
                nearest::toString);
    }

    @Test
    void namesComeBeforeCodesAndOtherScripts() {
        assertEquals(List.of("Ankara", "Ankara region", "Accra"), nearest("Ankra"));
        assertEquals(List.of("Tokyo", "Tokyo region", "Toki"), nearest("Tokio, Jpan"));
        Resolution.Ambiguous israel =
                assertInstanceOf(Resolution.Ambiguous.class, TestData.PLACES.resolve("IL", TestData.ZONES));
        assertEquals(List.of("Illinois", "ISR"), israel.spellings());
    }

    private static List<String> nearest(String typed) {
        Resolution resolution = TestData.PLACES.resolve(typed, TestData.ZONES);
        return assertInstanceOf(Resolution.Unknown.class, resolution, typed).nearest();
    }

    @Test
    void everySuggestionForAnAmbiguousNameSelectsOne() {
        int ambiguous = 0;
        for (int i = 0; i < SAMPLES; i++) {
            String name = any(each -> each.people() > 0).names().get(0);
            if (TestData.PLACES.resolve(name, TestData.ZONES) instanceof Resolution.Ambiguous resolution) {
                ambiguous++;
                assertTrue(resolution.spellings().size() > 1, name);
                resolution.spellings().forEach(SuggestionsTest::select);
            }
        }
        assertTrue(ambiguous > 100, ambiguous + " ambiguous");
    }

    @Test
    void theSpellingOfASearchResultSelectsIt() {
        for (String text : List.of("san", "paris", "spring", "lon", "york", "ville", "Москва", "東", "santa", "al")) {
            for (Places.Found found : TestData.PLACES.search(text, TestData.ZONES, 20)) {
                Resolution resolution = TestData.PLACES.resolve(found.spelling(), TestData.ZONES);
                Place place = assertInstanceOf(Resolution.Found.class, resolution, found.spelling())
                        .place();
                assertEquals(found.place().name(), place.name(), found.spelling());
                assertEquals(found.place().region(), place.region(), found.spelling());
                assertEquals(found.place().zone(), place.zone(), found.spelling());
            }
        }
    }
}
