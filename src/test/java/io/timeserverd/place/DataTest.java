package io.timeserverd.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that the builder wrote are what the program takes them for. */
class DataTest {
    private static final List<String> ROW_FILES =
            List.of("countries.txt", "regions.txt", "zone-names.txt", "places.txt");

    private static List<String[]> rows() {
        var rows = new ArrayList<String[]>();
        for (var file : ROW_FILES) {
            TestData.dataLines(file).forEach(line -> rows.add(line.split("\t", -1)));
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"countries.txt", "regions.txt", "zone-names.txt", "places.txt", "names.txt"})
    void isSortedByItsFirstColumn(String file) {
        byte[] before = {};
        for (var line : TestData.dataLines(file)) {
            var key = line.substring(0, line.indexOf('\t')).getBytes(StandardCharsets.UTF_8);
            assertTrue(Arrays.compareUnsigned(before, key) < 0, line);
            before = key;
        }
    }

    @Test
    void everyZoneIsKnown() {
        var zones = new ZoneLookup(TestData.ZONES);
        for (var row : rows()) {
            assertTrue(zones.find(row[3]).isPresent(), () -> String.join(" ", row));
        }
    }

    @Test
    void everyReferenceHasARowAndEveryRowAReference() {
        Set<String> rows = new HashSet<>();
        rows().forEach(row -> rows.add(row[0]));
        Set<String> referred = new HashSet<>();
        for (var line : TestData.dataLines("names.txt")) {
            for (var reference : line.substring(line.indexOf('\t') + 1).split(" ", -1)) {
                referred.add(reference.substring(2));
            }
        }
        assertEquals(rows, referred);
    }

    @Test
    void everyRegionAndCountryOfARowExists() {
        Set<String> ids = new HashSet<>();
        rows().forEach(row -> ids.add(row[0]));
        for (var row : rows()) {
            assertTrue(row[1].isEmpty() || ids.contains(row[1]), () -> String.join(" ", row));
            assertTrue(row[2].isEmpty() || ids.contains(row[1] + '.' + row[2]), () -> String.join(" ", row));
        }
    }

    @Test
    void everyZoneOfACountryHasAPlace() {
        Set<String> withPlace = new HashSet<>();
        TestData.dataLines("places.txt").forEach(line -> withPlace.add(line.split("\t", -1)[3]));
        for (var line : TestData.dataLines("countries.txt")) {
            for (var zone : line.split("\t", -1)[5].split(" ", -1)) {
                assertTrue(withPlace.contains(zone), zone);
            }
        }
    }

    @Test
    void fallbacksOfZonesAreOlderZones() {
        for (var line : TestData.dataLines("zone-fallbacks.txt")) {
            assertTrue(TestData.ZONES.find(line.split("\t", -1)[1]).isPresent(), line);
        }
    }
}
