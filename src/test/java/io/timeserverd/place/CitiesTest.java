package io.timeserverd.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CitiesTest {
    private record City(String name, String country, String zone) {}

    /** A city for each of its names. */
    private static Stream<City> cities() {
        return TestData.lines("cities.tsv").stream()
                .map(line -> line.split("\t", -1))
                .flatMap(column ->
                        Arrays.stream(column[0].split("\\|", -1)).map(name -> new City(name, column[1], column[2])));
    }

    @ParameterizedTest
    @MethodSource("cities")
    void isFoundByItsEnglishAndItsLocalName(City city) {
        Resolution resolution = TestData.PLACES.resolve(city.name, TestData.ZONES);
        Resolution.Found found = assertInstanceOf(Resolution.Found.class, resolution, resolution.toString());
        assertEquals(city.zone, found.place().zone().id());
        String country = TestData.PLACES.country(city.country).orElseThrow().name();
        assertEquals(country, found.place().country());
    }

    @Test
    void fiveHundredAreInTheTable() {
        assertTrue(TestData.lines("cities.tsv").size() >= 500);
    }
}
