package io.timeserverd.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The manual page timeserverd(8) documents what the usage names. */
class DaemonManualTest {
    private final String page = Files.readString(
                    Path.of(System.getProperty("timeserverd.basedir"), "src/main/man/timeserverd.8"))
            .replace("\\-", "-");

    DaemonManualTest() throws IOException {}

    private static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void documentsEveryOption() {
        List<String> options = matches("^ +(?:-h, )?(--[a-z]+)", CommandLine.USAGE);
        assertEquals(6, options.size(), options::toString);
        for (String option : options) {
            assertTrue(page.contains(option), option);
        }
    }

    @Test
    void documentsEveryExitStatus() {
        List<String> statuses = matches("^  ([0-9])  ", CommandLine.USAGE);
        assertEquals(List.of("0", "1", "2", "3"), statuses);
        assertEquals(statuses, matches("^\\.B ([0-9])$", page));
    }
}
