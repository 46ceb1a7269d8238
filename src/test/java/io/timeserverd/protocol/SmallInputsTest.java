package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.place.Place;
import io.timeserverd.place.Places;
import io.timeserverd.place.Resolution;
import io.timeserverd.zone.JvmZones;
import io.timeserverd.zone.ZoneSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that once meant another place, or none. */
class SmallInputsTest {
    private static final String AMBIGUOUS = "ambiguous ";
    private static final Places PLACES = Places.load();
    private static final ZoneSet ZONES = new JvmZones();

    private static Stream<String[]> inputs() throws IOException {
        try (InputStream in = SmallInputsTest.class.getResourceAsStream("small-inputs.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1));
        }
    }

    private static Resolution resolve(String text) {
        return PlaceLookup.resolve(text, ZONES, PLACES);
    }

    private static Place found(String text) {
        return assertInstanceOf(Resolution.Found.class, resolve(text), text).place();
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void meansWhatPeopleMean(String input, String outcome) {
        if (outcome.equals("unknown")) {
            assertInstanceOf(Resolution.Unknown.class, resolve(input), input);
        } else if (outcome.startsWith(AMBIGUOUS)) {
            List<String> spellings = assertInstanceOf(Resolution.Ambiguous.class, resolve(input), input)
                    .spellings();
            var named = List.of(outcome.substring(AMBIGUOUS.length()).split(";", -1));
            assertTrue(spellings.containsAll(named), spellings::toString);
        } else {
            assertEquals(outcome, found(input).zone().id());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HND, or Tokyo International Airport",
        "CAN, or Guangzhou Baiyun International Airport",
        "PER, or Perth Airport",
        "'Windsor, CA', 'or Windsor, California; or Windsor, Nova Scotia'",
        "Bombay, also called Bombay",
    })
    void noteSaysWhatElseTheNameMayMean(String input, String note) {
        assertTrue(found(input).note().text().startsWith(note), found(input).note()::text);
    }

    @Test
    void suggestionsForAnUnknownNameAreKnownPlaces() {
        for (String input : List.of("UTC+25", "CDX", "Heeber, UT", "Lodnon")) {
            if (resolve(input) instanceof Resolution.Unknown unknown) {
                unknown.nearest().forEach(SmallInputsTest::found);
            }
        }
    }
}
