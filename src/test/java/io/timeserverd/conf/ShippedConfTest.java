package io.timeserverd.conf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The shipped file agrees with the table of keys. */
class ShippedConfTest {
    private static final Path FILE = Path.of("conf", "timeserver.properties");

    /** The comment above a key, the key and the default. */
    private static final Pattern ENTRY =
            Pattern.compile("((?:^#(?: .*)?\\n)+)^#([a-z]\\S*) =(?: (.*))?$", Pattern.MULTILINE);

    private final String text = Files.readString(FILE);

    ShippedConfTest() throws IOException {}

    @Test
    void setsNothing() {
        assertEquals(new SettingsReader.Loaded(Settings.defaults(), List.of()), SettingsReader.read(FILE, List.of()));
    }

    @Test
    void namesEveryKeyOnceInTheOrderOfTheTable() {
        assertEquals(
                Keys.all().stream().map(Key::name).toList(),
                entries().stream().map(e -> e.group(2)).toList());
    }

    @Test
    void showsEveryDefault() {
        for (MatchResult entry : entries()) {
            String shown = entry.group(3) == null ? "" : entry.group(3);
            assertEquals(Keys.find(entry.group(2)).orElseThrow().fallback(), shown, entry.group(2));
        }
    }

    @Test
    void itsCommentedLinesAreTheDefaults() {
        String active = text.replaceAll("(?m)^#(?=[a-z]\\S* =)", "");
        assertTrue(active.lines().anyMatch(line -> line.equals("log.level = info")), "nothing was uncommented");
        assertEquals(
                new SettingsReader.Loaded(Settings.defaults(), List.of()),
                SettingsReader.read("f", active.getBytes(UTF_8), List.of()));
    }

    @Test
    void marksKeysThatNeedARestart() {
        for (MatchResult entry : entries()) {
            Key<?> key = Keys.find(entry.group(2)).orElseThrow();
            assertEquals(!key.reloadable(), entry.group(1).contains("Needs a restart."), key.name());
        }
    }

    private List<MatchResult> entries() {
        return ENTRY.matcher(text).results().toList();
    }
}
