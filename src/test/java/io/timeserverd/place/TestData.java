package io.timeserverd.place;

import io.timeserverd.zone.ZoneSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the tests of this package share: loading it is the slow part. */
final class TestData {
    static final Places PLACES = Places.load();

    /** Every zone that the data names, whatever the release of the machine. */
    static final ZoneSet ZONES = new DataZones();

    private TestData() {}

    /** The lines of a table of the tests, without comments. */
    static List<String> lines(String name) {
        try (var in = TestData.class.getResourceAsStream(name)) {
            return lines(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a file of the data, without comments. */
    static List<String> dataLines(String name) {
        return lines(Resources.read(name));
    }

    private static List<String> lines(byte[] text) {
        return new String(text, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
