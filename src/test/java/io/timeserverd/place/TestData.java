package io.timeserverd.place;

import io.timeserverd.place.build.TableRow;
import io.timeserverd.zone.ZoneSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the tests of this package share, since loading it is slow. */
final class TestData {
    static final Places PLACES = Places.load();

    /** Every zone of the data, whatever the release of the machine lacks. */
    static final ZoneSet ZONES = new DataZones();

    private TestData() {}

    /** The lines of a table of the tests, without comments. */
    static List<String> lines(String name) {
        try (InputStream in = TestData.class.getResourceAsStream(name)) {
            return lines(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a table that the index is made from. */
    static List<TableRow> rows(String table) {
        try (Stream<String> lines =
                Files.lines(Path.of(System.getProperty("timeserverd.basedir"), "src/places/tables", table))) {
            return lines.map(TableRow::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(byte[] text) {
        return new String(text, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
