package io.timeserverd.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtraNamesReaderTest {
    private static ExtraNamesReader read(String... lines) {
        return ExtraNamesReader.read(List.of(lines), "names.conf", TestData.PLACES, TestData.ZONES);
    }

    @Test
    void readsNamesPlacesCommentsAndBlankLines() {
        ExtraNamesReader read =
                read("# ours", "", "  Head office =  Paris, Texas ", "Ship=UTC+3", "Gate = Europe/Berlin");
        assertEquals(List.of(), read.problems());
        assertEquals(Set.of("headoffice", "ship", "gate"), read.names().byKey().keySet());
    }

    @Test
    void reportsEveryBadLineWithFileAndLineAndKeepsTheRest() {
        ExtraNamesReader read =
                read("a1", "b1 = Nowhereville X", "c1 = Paris", "? = Paris", "d1 =", "C1 = London", "e1 = Springfield");
        assertEquals(Set.of("c1"), read.names().byKey().keySet());
        assertEquals(6, read.problems().size());
        assertEquals(
                "names.conf:1: not of the form name = place", read.problems().get(0));
        assertEquals(
                "names.conf:2: b1: unknown place Nowhereville X",
                read.problems().get(1));
        assertEquals(
                "names.conf:4: there is no letter or digit in the name",
                read.problems().get(2));
        assertEquals("names.conf:5: d1: no place", read.problems().get(3));
        assertEquals("names.conf:6: C1: given before", read.problems().get(4));
        assertTrue(read.problems().get(5).startsWith("names.conf:7: e1: Springfield is ambiguous: Springfield, Mis"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "est", "europe/paris", "+05:30", "UTC+2", "CET-1CEST,M3.5.0,M10.5.0/3"})
    void ignoresANameThatAnOffsetOrAZoneHidesAndSaysSo(String name) {
        ExtraNamesReader read = read("HQ = Paris", name + " = Paris, Texas");
        assertEquals(
                List.of("names.conf:2: " + name + ": is an offset or a zone, which goes before own names"),
                read.problems());
        assertEquals(Set.of("hq"), read.names().byKey().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab@home", "C++ lab", "R+D", "lab +"})
    void ignoresANameThatNoRequestCanHaveAndSaysSo(String name) {
        ExtraNamesReader read = read(name + " = Paris");
        assertEquals(
                List.of("names.conf:1: " + name
                        + ": no request can have this name: an instant begins at @, and a format at +"),
                read.problems());
        assertEquals(Set.of(), read.names().byKey().keySet());
    }

    @Test
    void takesANameWithAPlusBeforeADigit() {
        assertEquals(List.of(), read("Lab +3 = Paris", "Lab + 4 = Paris").problems());
    }

    @Test
    void doesNotTakeOneOwnNameForAnother() {
        assertEquals(
                1,
                read("head office = Paris", "branch = head office").problems().size());
    }

    @Test
    void ignoresALineThatIsNotText(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("own");
        Files.write(file, "a = Paris\nb\377 = Paris\nc\007 = Paris\nd = Oslo\n".getBytes(StandardCharsets.ISO_8859_1));
        var read = ExtraNamesReader.read(file, TestData.PLACES, TestData.ZONES);
        assertEquals(Set.of("a", "d"), read.names().byKey().keySet());
        assertEquals(file + ":2: not UTF-8", read.problems().get(0));
        assertTrue(read.problems().get(1).startsWith(file + ":3: a name has at most"));
    }

    @Test
    void theReleaseDependsOnTheNames() {
        String plain = TestData.PLACES.release();
        String one = TestData.PLACES.with(read("a = Paris", "b = Oslo").names()).release();
        assertTrue(one.startsWith(plain + "+extra-"), one);
        assertEquals(
                one,
                TestData.PLACES
                        .with(read("# moved", "b = Oslo", "a = Paris").names())
                        .release());
        assertNotEquals(
                one, TestData.PLACES.with(read("a = Paris", "b = Rome").names()).release());
        assertEquals(plain, TestData.PLACES.with(ExtraNames.NONE).release());
    }

    @Test
    void boundsNamesAndProblems() {
        var lines = new ArrayList<String>();
        for (int i = 0; i < ExtraNamesReader.MOST_NAMES + 1000; i++) {
            lines.add("name" + i + " = UTC");
        }
        var read = ExtraNamesReader.read(lines, "f", TestData.PLACES, TestData.ZONES);
        assertEquals(ExtraNamesReader.MOST_NAMES, read.names().byKey().size());
        assertEquals(ExtraNamesReader.MOST_PROBLEMS, read.problems().size());
    }
}
