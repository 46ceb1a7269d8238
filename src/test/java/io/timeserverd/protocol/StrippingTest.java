package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.place.NameKeys;
import io.timeserverd.place.Places;
import io.timeserverd.place.Resolution;
import io.timeserverd.place.build.TableRow;
import io.timeserverd.zone.JvmZones;
import io.timeserverd.zone.ZoneSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every name of the place data and every zone id keeps its meaning, whatever is stripped from lines. */
class StrippingTest {
    private static final ZoneSet ZONES = new JvmZones();
    private static final Places PLACES = Places.load();

    /** The names of all rows, and all zone ids. */
    private static Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>(ZONES.ids());
        try (DirectoryStream<Path> tables = Files.newDirectoryStream(
                Path.of(System.getProperty("timeserverd.basedir"), "src/places/tables"), "*.tsv")) {
            for (Path table : tables) {
                for (String line : Files.readAllLines(table)) {
                    names.addAll(TableRow.parse(line).names());
                }
            }
        }
        return names;
    }

    private static List<String> cities() throws IOException {
        try (InputStream in = Places.class.getResourceAsStream("cities.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    @Test
    void everyNameIsParsedUnchanged() throws IOException {
        Set<String> commands = new TreeSet<>();
        for (String name : names()) {
            if (RequestParser.parse(name) instanceof Request.Command) {
                commands.add(name);
            } else {
                Request.Time request = assertInstanceOf(Request.Time.class, RequestParser.parse(name), name);
                assertEquals(NameKeys.of(name), NameKeys.of(request.place()));
            }
        }
        assertEquals(Set.of("Me"), commands, "towns that need their country");
    }

    @Test
    void noSuggestedSpellingIsACommand() {
        for (Places.Found found : PLACES.search("me", ZONES, 20)) {
            assertInstanceOf(Request.Time.class, RequestParser.parse(found.spelling()), found.spelling());
        }
    }

    /** A text that is equal for equal resolutions. */
    private static String words(Resolution resolution) {
        return resolution instanceof Resolution.Ambiguous ambiguous
                ? "one of " + ambiguous.spellings()
                : resolution.toString();
    }

    @Test
    void aNameWithRewritesStillMeansItself() throws IOException {
        var readable = new ArrayList<String>();
        for (String name : names()) {
            if (!PlaceRewrites.of(name).isEmpty()) {
                readable.add(name);
            }
            Resolution meant = PLACES.resolve(name, ZONES);
            if (!(meant instanceof Resolution.Unknown)) {
                assertEquals(words(meant), words(PlaceLookup.resolve(name, ZONES, PLACES)), name);
            }
        }
        assertTrue(readable.contains("In Salah"), readable::toString);
        assertTrue(readable.contains("Central European Time"), readable::toString);
        assertTrue(readable.contains("America/New_York"), readable::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time in %s",
                "Time in %s now",
                "what time is it in %s?",
                "What's the time in %s ?",
                "what is the current time in %s",
                "current time in %s",
                "local_time_in_%s",
                "time %s",
                "time now in %s",
                "in %s",
                "In %s?",
                "%s time",
                "%s time now?",
                "%s local time",
                "%s now",
                "time zone in %s"
            })
    void wordsAroundACityDoNotMatter(String words) throws IOException {
        int tried = 0;
        for (String line : cities()) {
            String name = line.split("\t", -1)[0].split("\\|", -1)[0];
            Resolution alone = PLACES.resolve(name, ZONES);
            Resolution within = PlaceLookup.resolve(String.format(words, name), ZONES, PLACES);
            if (alone instanceof Resolution.Found found) {
                String zone = found.place().zone().id();
                assertEquals(
                        zone,
                        assertInstanceOf(Resolution.Found.class, within, name)
                                .place()
                                .zone()
                                .id(),
                        name);
                tried++;
            } else {
                assertInstanceOf(alone.getClass(), within, name);
            }
        }
        assertTrue(tried > 400, "of 500 cities only " + tried + " are found");
    }
}
