package io.timeserverd.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.place.build.TableRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the tables that the builder wrote. */
class DataTest {
    private static final List<String> TABLES = List.of(
            "countries.tsv",
            "regions.tsv",
            "districts.tsv",
            "areas.tsv",
            "zone-names.tsv",
            "airports.tsv",
            "places.tsv");

    private static List<TableRow> rows() {
        return TABLES.stream().flatMap(table -> TestData.rows(table).stream()).toList();
    }

    @Test
    void noTwoRowsHaveTheSameId() {
        Set<String> ids = new HashSet<>();
        rows().forEach(row -> assertTrue(ids.add(row.id()), row.toString()));
    }

    @Test
    void everyZoneIsKnown() {
        Set<String> zones = new HashSet<>();
        rows().forEach(row -> zones.add(row.zone()));
        for (String zone : zones) {
            assertTrue(TestData.PLACES.resolve(zone, TestData.ZONES) instanceof Resolution.Found, zone);
        }
    }

    @Test
    void everyCountryAndDivisionOfARowExists() {
        Set<String> ids = new HashSet<>(List.of(""));
        rows().forEach(row -> ids.add(row.id()));
        for (TableRow row : rows()) {
            assertTrue(ids.containsAll(List.of(row.country(), row.region(), row.district())), row.toString());
        }
    }

    @Test
    void everyRowHasAName() {
        rows().forEach(row -> assertTrue(!row.names().isEmpty(), row.toString()));
    }

    @Test
    void everyZoneOfACountryHasAPlace() {
        Set<String> withPlace = new HashSet<>();
        TestData.rows("places.tsv").forEach(row -> withPlace.add(row.zone()));
        for (TableRow row : TestData.rows("countries.tsv")) {
            for (String zone : row.zones()) {
                assertTrue(withPlace.contains(zone), zone);
            }
        }
    }

    @Test
    void townsOfFiveHundredPeopleAreThere() {
        assertTrue(TestData.rows("places.tsv").size() > 199_000);
    }

    @Test
    void aRowIsReadAsItWasWritten() {
        for (TableRow row : TestData.rows("regions.tsv")) {
            assertEquals(row, TableRow.parse(row.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "TSPLACE0 and something else after it", "TSPLACE1"})
    void refusesAFileWithoutPlaceData(String content, @TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("places.index"), content);
        UncheckedIOException problem = assertThrows(UncheckedIOException.class, () -> PlaceFile.map(file));
        assertTrue(problem.getMessage().contains("no place data that this program can read"), problem.getMessage());
    }
}
