package io.timeserverd.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CapitalsTest {
    private record Capital(String country, String name, String zone, boolean qualified) {}

    private static Stream<Capital> capitals() {
        return TestData.lines("capitals.tsv").stream()
                .map(line -> line.split("\t", -1))
                .map(column -> new Capital(column[0], column[1], column[2], !column[3].isEmpty()));
    }

    @ParameterizedTest
    @MethodSource("capitals")
    void isFoundByItsNameAndItsCountry(Capital capital) {
        String country = TestData.PLACES.country(capital.country).orElseThrow().name();
        assertEquals(capital.zone, zone(capital.name + ", " + country));
        if (!capital.qualified) {
            assertEquals(capital.zone, zone(capital.name));
        }
    }

    @ParameterizedTest
    @MethodSource("capitals")
    void hasTheZoneOfItsCountry(Capital capital) {
        assertEquals(
                capital.zone,
                TestData.PLACES.country(capital.country).orElseThrow().zone());
    }

    @Test
    void onlyThoseOfSmallIslandsNeedTheirCountry() {
        Stream<String> qualified = capitals().filter(Capital::qualified).map(Capital::country);
        // Singapore is the exception: its bare name is a zone's id.
        assertEquals("AG BM FK GP IM KY MS NF PM PN RE SC SG SH", qualified.collect(Collectors.joining(" ")));
    }

    private static String zone(String text) {
        Resolution resolution = TestData.PLACES.resolve(text, TestData.ZONES);
        Resolution.Found found = assertInstanceOf(Resolution.Found.class, resolution, text + ": " + resolution);
        return found.place().zone().id();
    }
}
