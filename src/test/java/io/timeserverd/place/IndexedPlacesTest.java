package io.timeserverd.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.HeapSize;
import io.timeserverd.place.build.TableRow;
import io.timeserverd.zone.Countries;
import io.timeserverd.zone.Zone;
import io.timeserverd.zone.ZoneSet;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexedPlacesTest {
    private final Places places = TestData.PLACES;

    private static Place found(Places places, String text, ZoneSet zones) {
        return assertInstanceOf(Resolution.Found.class, places.resolve(text, zones), text)
                .place();
    }

    private Place found(String text) {
        return found(places, text, TestData.ZONES);
    }

    private Resolution.Unknown unknown(String text) {
        return unknown(places, text);
    }

    private static Resolution.Unknown unknown(Places places, String text) {
        return assertInstanceOf(Resolution.Unknown.class, places.resolve(text, TestData.ZONES), text);
    }

    private Resolution.Ambiguous ambiguous(String text) {
        return assertInstanceOf(Resolution.Ambiguous.class, places.resolve(text, TestData.ZONES), text);
    }

    @Test
    void describesAPlaceInFull() {
        Place place = found("Paris, Texas");
        assertEquals("Paris", place.name());
        assertEquals("Texas", place.region());
        assertEquals("United States", place.country());
        assertEquals("America/Chicago", place.zone().id());
        assertEquals("", place.note().text());
    }

    @Test
    void noteSaysWhatElseANameCouldHaveMeant() {
        assertEquals("or Georgia, US", found("Georgia").note().text());
        assertTrue(
                found("London").note().text().startsWith("or London, Ontario"),
                found("London").note().text());
        assertTrue(
                found("CST").note().text().contains("China Standard"),
                found("CST").note().text());
        assertEquals("also called Moskau", found("Moskau").note().text());
    }

    @ParameterizedTest
    @CsvSource({
        "Pariss, Paris",
        "Lodnon, London",
        "Bejing, Beijing",
        "Tokoy, Tokyo",
        "Sidnei, Sydney",
        "Москвва, Moscow",
        "Frnce, France",
    })
    void suggestsTheNearestNamesForAnUnknownName(String typed, String meant) {
        Resolution resolution = places.resolve(typed, TestData.ZONES);
        if (resolution instanceof Resolution.Unknown unknown) {
            assertTrue(unknown.nearest().contains(meant), unknown.nearest().toString());
            assertTrue(unknown.nearest().size() <= 3);
        } else {
            assertTrue(found(typed).name().contains(meant), typed);
        }
    }

    @Test
    void suggestsNothingForANameLikeNoOther() {
        assertEquals(List.of(), unknown("qqqqqqqqqqqqqqq").nearest());
        assertEquals(List.of(), unknown("?").nearest());
    }

    @Test
    void manyBlanksCountAsOne() {
        assertEquals("New York City", found("New" + " ".repeat(100) + "York").name());
    }

    @Test
    void findsNothingWithTooManyQualifiers() {
        assertEquals("Paris", found("Paris, Paris, Ile-de-France, France").name());
        assertTrue(unknown("Paris" + ", France".repeat(20)).nearest().size() <= 5);
        assertTrue(unknown("san,".repeat(60)).nearest().size() <= 5);
    }

    @Test
    void ambiguousListsTheLikeliestFirst() {
        List<String> spellings = ambiguous("Springfield").spellings();
        assertEquals(
                List.of("Springfield, Missouri", "Springfield, Massachusetts", "Springfield, Illinois"),
                spellings.subList(0, 3));
        assertTrue(spellings.size() <= 6);
    }

    @Test
    void placesOfTheSameTimeAreNotAmbiguous() {
        // Spain has two: the city, and a quarter of Madrid, whose clocks agree.
        assertEquals("Europe/Madrid", found("Salamanca, ES").zone().id());
    }

    @Test
    void aPlaceHasItsFormerZoneInATreeThatLacksItsZone() {
        var old = new Without("America/Coyhaique", "Europe/Kyiv");
        Place place = found(places, "Coyhaique", old);
        assertEquals("America/Santiago", place.zone().id());
        assertEquals(
                "America/Coyhaique is not in release old, this is America/Santiago",
                place.note().text());
        assertEquals("Europe/Kiev", found(places, "Kyiv", old).zone().id());
    }

    @Test
    void aPlaceWithoutAKnownZoneNamesTheMissingZone() {
        var none = new Without("Europe/Paris");
        assertEquals(new Resolution.Zoneless("Europe/Paris"), places.resolve("Paris", none));
        assertEquals(new Resolution.Zoneless("Europe/Paris"), places.resolve("Europe/Paris", none));
    }

    @Test
    void resolvesWithTheZonesOfEachCall() {
        String before = found("Coyhaique").zone().id();
        found(places, "Coyhaique", new Without("America/Coyhaique"));
        assertEquals(before, found("Coyhaique").zone().id());
    }

    @Test
    void operatorsNamesGoBeforeTheNamesOfTheData() {
        var names = ExtraNamesReader.read(
                List.of("HQ = Paris, Texas", "France = Tokyo", "lab = +05:30"), "extra", places, TestData.ZONES);
        assertEquals(List.of(), names.problems());
        Places own = places.with(names.names());
        assertEquals("America/Chicago", found(own, "hq", TestData.ZONES).zone().id());
        assertEquals("Asia/Tokyo", found(own, "FRANCE", TestData.ZONES).zone().id());
        assertEquals("+05:30", found(own, "Lab", TestData.ZONES).zone().id());
        assertEquals("lab", found(own, "Lab", TestData.ZONES).name());
        assertEquals("lab", own.search("LAB", TestData.ZONES, 20).get(0).spelling());
        assertEquals("Europe/Paris", found("France").zone().id());
    }

    private Places withOwnNames(String... lines) {
        var read = ExtraNamesReader.read(List.of(lines), "extra", places, TestData.ZONES);
        assertEquals(List.of(), read.problems());
        return places.with(read.names());
    }

    private static List<String> spellings(Places places, String text, int most) {
        return places.search(text, TestData.ZONES, most).stream()
                .map(Places.Found::spelling)
                .toList();
    }

    @Test
    void searchFindsOperatorsNamesByAnyPartBeforeOtherPlaces() {
        Places own = withOwnNames("Lab 3 = Europe/Berlin", "Hall of Labs = Oslo", "HQ = Paris, Texas", "Q = Rome");
        assertEquals(List.of("Lab 3", "Hall of Labs"), spellings(own, "lab", 20).subList(0, 2));
        assertEquals("Lab 3", spellings(own, "b 3", 20).get(0));
        assertEquals("Q", spellings(own, "q", 20).get(0));
        assertTrue(spellings(own, "lab", 20).size() > 2, "nothing but operator's names");
        assertFalse(spellings(own, "a", 20).contains("Lab 3"));
    }

    @Test
    void searchDoesNotHideAPlaceBehindManyOperatorsNames() {
        String[] offices = IntStream.range(0, 50)
                .mapToObj(i -> "Office Paris " + i + " = Paris")
                .toArray(String[]::new);
        List<String> spellings = spellings(withOwnNames(offices), "paris", 20);
        assertEquals(20, spellings.size());
        assertEquals("Office Paris 0", spellings.get(0));
        assertTrue(spellings.contains("Paris"), spellings.toString());
    }

    @Test
    void unknownNameIsLikenedToOperatorsNames() {
        Places own = withOwnNames("Warehouse 7 = Lyon", "Lndon = Oslo", "Lonodn 1 = Rome", "Lonodn 2 = Rome");
        assertEquals("Warehouse 7", unknown(own, "wrehouse 7").nearest().get(0));
        assertEquals("Warehouse 7", unknown(own, "warehou").nearest().get(0));
        assertEquals(
                List.of("Lonodn 1", "Lonodn 2", "London"),
                unknown(own, "lonodn").nearest());
        assertEquals(List.of(), unknown(own, "qqqqqqqqqqqq").nearest());
    }

    @Test
    void operatorsNameThatIsACommandIsNotSuggested() {
        Places own = withOwnNames("Menu = Paris", "Places to go = Paris");
        assertFalse(spellings(own, "menu", 20).contains("Menu"));
        assertFalse(spellings(own, "places to", 20).contains("Places to go"));
        assertFalse(unknown(own, "mneu").nearest().contains("Menu"));
        assertEquals("Europe/Paris", found(own, "menu", TestData.ZONES).zone().id());
    }

    @Test
    void suggestedSpellingsAreNotHiddenByOperatorsNames() {
        var names = ExtraNamesReader.read(
                List.of("london = Europe/Oslo", "Springfield, Missouri = Paris"), "extra", places, TestData.ZONES);
        Places own = places.with(names.names());
        List<Places.Found> found = own.search("london", TestData.ZONES, 20);
        assertEquals("london", found.get(0).spelling());
        for (Places.Found each : found) {
            assertEquals(
                    each.place().zone(),
                    found(own, each.spelling(), TestData.ZONES).zone());
        }
        Resolution.Unknown unknown = assertInstanceOf(Resolution.Unknown.class, own.resolve("Lodnon", TestData.ZONES));
        assertFalse(unknown.nearest().contains("London"), unknown.nearest().toString());
        Resolution.Ambiguous open =
                assertInstanceOf(Resolution.Ambiguous.class, own.resolve("Springfield", TestData.ZONES));
        assertFalse(
                open.spellings().contains("Springfield, Missouri"),
                open.spellings().toString());
    }

    @Test
    void searchFindsTheNameThenNamesThatBeginWithItOrAreAlternatives() {
        List<String> names = places.search("york", TestData.ZONES, 20).stream()
                .map(found -> found.place().name())
                .toList();
        assertEquals("York", names.get(0));
        assertTrue(names.indexOf("Yorkton") > 0 || names.contains("York Beach") || names.contains("Yorkville"));
        assertTrue(names.contains("New York City"), names.toString());
    }

    @Test
    void searchPutsLargeCitiesFirst() {
        List<String> spellings = places.search("san f", TestData.ZONES, 20).stream()
                .map(Places.Found::spelling)
                .toList();
        assertTrue(spellings.subList(0, 2).contains("San Francisco"), spellings.toString());
        assertEquals(
                "Pekanbaru", places.search("pekan", TestData.ZONES, 20).get(1).spelling());
    }

    @Test
    void searchKeepsToQualifiersAndBounds() {
        List<Places.Found> found = places.search("springfield, us", TestData.ZONES, 4);
        assertEquals(4, found.size());
        assertTrue(found.stream().allMatch(match -> match.place().country().equals("United States")));
        assertEquals(List.of(), places.search("?", TestData.ZONES, 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"www", "ww", "http", "geonames", "release", "tt"})
    void searchIgnoresTheNoticeOfTheData(String text) {
        for (Places.Found found : places.search(text, TestData.ZONES, 20)) {
            assertEquals(found.place().zone(), found(found.spelling()).zone());
        }
    }

    @Test
    void searchFindsCountriesAndRegions() {
        List<String> spellings = places.search("georgia", TestData.ZONES, 20).stream()
                .map(Places.Found::spelling)
                .toList();
        assertTrue(spellings.containsAll(List.of("Georgia", "Georgia, US")), spellings.toString());
    }

    @Test
    void countriesAreKnownByCodeAndName() {
        for (String text : List.of("FR", "fra", "France", "Frankreich", "フランス", "Ranska", "Prantsusmaa", "فرنسا")) {
            assertEquals("FR", places.country(text).orElseThrow().code(), text);
        }
        Places.Country australia = places.country("au").orElseThrow();
        assertEquals("Australia/Sydney", australia.zone());
        assertEquals("Australia", australia.name());
        assertTrue(australia.zones().contains("Australia/Lord_Howe"));
        assertEquals(Optional.empty(), places.country("Texas"));
    }

    @Test
    void everyAlpha2AndAlpha3CodeIsItsCountry() {
        for (TableRow row : TestData.rows("countries.tsv")) {
            assertEquals(row.id(), places.country(row.id()).orElseThrow().code());
        }
        assertEquals("EE", places.country("EST").orElseThrow().code());
    }

    @Test
    void attributionNamesAllSources() {
        assertTrue(places.release().matches("2026f-[0-9a-f]{8}"), places.release());
        var attribution = String.join("\n", places.attribution());
        for (String source : List.of(
                "GeoNames (https://www.geonames.org), CC BY 4.0",
                "Open Travel Data (https://github.com/opentraveldata/opentraveldata), CC BY 4.0",
                "Unicode License v3 and, of release 41, Unicode-DFS-2016",
                "MIT License",
                "time zone database 2026f")) {
            assertTrue(attribution.contains(source), source);
        }
        assertFalse(attribution.contains("instead"), attribution);
    }

    @ParameterizedTest
    @ValueSource(strings = {"paris", "paris, tx", "santa cruz", "sannta cruzz", "santa cruz, xyzzy", "+02:00"})
    void resolvingKeepsNothingInMemory(String name) {
        ask(name);
        long before = HeapSize.of(places, TestData.ZONES);
        for (int i = 0; i < 200; i++) {
            ask(" ".repeat(i) + name.replace(" ", " ".repeat(i % 50 + 1)));
        }
        assertEquals(before, HeapSize.of(places, TestData.ZONES));
    }

    private void ask(String name) {
        Resolution resolution = places.resolve(name, TestData.ZONES);
        if (resolution instanceof Resolution.Ambiguous ambiguous) {
            assertFalse(ambiguous.spellings().isEmpty());
        } else if (resolution instanceof Resolution.Unknown unknown) {
            assertNotNull(unknown.nearest());
        }
    }

    @Test
    void randomTextNeverThrows() {
        var random = new Random(20261122);
        for (int i = 0; i < 1000; i++) {
            String text = i % 2 == 0 ? randomBytes(random) : randomLetters(random);
            if (!text.isBlank()) {
                assertFalse(places.resolve(text, TestData.ZONES).toString().isEmpty());
            }
            if (i % 100 == 0) {
                assertTrue(places.search(text, TestData.ZONES, 20).size() <= 20);
                places.country(text);
            }
        }
    }

    private static String randomBytes(Random random) {
        var bytes = new byte[random.nextInt(256)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String randomLetters(Random random) {
        var text = new StringBuilder();
        int block = random.nextInt(0x300) * 0x80;
        for (int n = random.nextInt(64); n > 0; n--) {
            int letter = random.nextInt(4) == 0 ? " ,-'.".charAt(random.nextInt(5)) : block + random.nextInt(0x80);
            text.appendCodePoint(letter);
        }
        return text.toString();
    }

    /** The zones of the data without some. */
    private record Without(List<String> missing) implements ZoneSet {
        Without(String... missing) {
            this(List.of(missing));
        }

        @Override
        public String release() {
            return "old";
        }

        @Override
        public String source() {
            return "test";
        }

        @Override
        public Optional<Zone> find(String id) {
            return missing.contains(id) ? Optional.empty() : TestData.ZONES.find(id);
        }

        @Override
        public Collection<String> ids() {
            return List.of();
        }

        @Override
        public Countries countries() {
            return Countries.NONE;
        }
    }
}
