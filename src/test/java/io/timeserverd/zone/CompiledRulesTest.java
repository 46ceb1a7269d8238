package io.timeserverd.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares unusual rules, compiled by zic(8), with what zdump(8) prints. */
@Tag("verify")
class CompiledRulesTest {
    private static final String SOURCE = """
            # Standard time in summer, as Ireland's law has it.
            Rule Negative 1971 only - Oct 31 2:00u -1:00 -
            Rule Negative 1972 max - Mar lastSun 1:00u 0 -
            Rule Negative 1972 max - Oct lastSun 1:00u -1:00 -
            Zone Negative 0:50 - LMT 1949
                          1:00 Negative IST/GMT
            # The change belongs to the day after or before.
            Rule Late 1990 max - Mar Sun>=8 50:00 1:00 S
            Rule Late 1990 max - Oct lastSun 24:00 0 -
            Zone Late 1:50 - LMT 1949
                      2:00 Late LA%sT
            Rule Early 1990 max - Mar lastSat -1:00 1:00 S
            Rule Early 1990 max - Oct lastSun -2:30 0 -
            Zone Early -1:50 - LMT 1949
                       -2:00 Early EA%sT
            # Summer over the turn of the year, by half an hour.
            Rule South 1981 max - Apr Sun>=1 2:00 0 S
            Rule South 1981 max - Oct Sun>=1 2:00 0:30 D
            Zone South 10:20 - LMT 1949
                       10:30 South LH%sT
            # Fixed dates. (glibc does not follow a footer before 1970.)
            Rule Fixed 1975 max - Mar 22 0:00 1:00 S
            Rule Fixed 1975 max - Sep 22 0:00 0 -
            Zone Fixed 3:20 - LMT 1949
                       3:30 Fixed FI%sT
            # Close to both ends of the year. (glibc errs where the year is another one in UTC.)
            Rule Long 1980 max - Jan 1 0:00 1:00 S
            Rule Long 1980 max - Dec 31 0:00 0 -
            Zone Long -1:10 - LMT 1949
                      -1:00 Long LO%sT
            # Changes of everything but the offset, and offsets of seconds.
            Zone Seconds -0:25:21 - LMT 1916 Oct 1
                         0:19:32 - AMT 1937 Jul 1
                         0:20:01 - +0020 1940 May 16
                         1:00 - CET 1950
                         0:00 1:00 BST 1960
                         1:00 - WAT
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"fat", "slim"})
    void everyTransitionMatchesZdump(String form) throws IOException {
        Path source = Files.writeString(directory.resolve("rules.txt"), SOURCE);
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Program.run(
                "libc-bin",
                directory,
                Map.of(),
                List.of("/usr/sbin/zic", "-b", form, "-d", tree.toString(), source.toString()),
                line -> {});
        TzifZones zones = assertInstanceOf(TreeResult.Loaded.class, new TreeWatch(tree).open())
                .zones();
        assertEquals(7, zones.ids().size());
        for (String id : zones.ids()) {
            List<ZdumpReader.Moment> expected = ZdumpReader.moments(tree.resolve(id));
            assertFalse(expected.isEmpty(), id);
            ZdumpReader.assertSame(expected, zones.find(id).orElseThrow());
        }
    }
}
