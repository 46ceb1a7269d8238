package io.timeserverd.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The manual page timeserver.properties(5) agrees with the table of keys. */
class ConfManualTest {
    private static final Path PAGE = Path.of("src", "main", "man", "timeserver.properties.5");

    /** The key, its default, and its description. */
    private static final Pattern ENTRY = Pattern.compile(
            "^\\.TP\\n\\\\fB([a-z]\\S*)\\\\fR =(?: \\\\fI(.*)\\\\fR)?\\n((?:[^.].*\\n)+)", Pattern.MULTILINE);

    private final List<MatchResult> entries = ENTRY.matcher(Files.readString(PAGE)
                    .replace("\\\n", "")
                    .replace("\\-", "-")
                    .replace("\\&", ""))
            .results()
            .toList();

    ConfManualTest() throws IOException {}

    @Test
    void namesEveryKeyOnceInTheOrderOfTheTable() {
        assertEquals(
                Keys.all().stream().map(Key::name).toList(),
                entries.stream().map(e -> e.group(1)).toList());
    }

    @Test
    void givesEveryDefault() {
        for (MatchResult entry : entries) {
            String given = entry.group(2) == null ? "" : entry.group(2);
            assertEquals(Keys.find(entry.group(1)).orElseThrow().fallback(), given, entry.group(1));
        }
    }

    @Test
    void marksKeysThatNeedARestart() {
        for (MatchResult entry : entries) {
            Key<?> key = Keys.find(entry.group(1)).orElseThrow();
            assertEquals(!key.reloadable(), entry.group(3).contains("Needs a restart."), key.name());
        }
    }
}
