package io.timeserverd.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manual page and the shell's completion name every option. */
class ClientManualTest {
    private static final Pattern OPTION = Pattern.compile("^ +(?:-., +)?(--[a-z-]+)", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "man/timeclient.1",
                "dist/share/bash-completion/completions/timeclient",
                "dist/share/zsh/site-functions/_timeclient",
                "dist/share/fish/vendor_completions.d/timeclient.fish"
            })
    void namesEveryOption(String file) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("timeserverd.basedir"), "src/main", file))
                .replace("\\-", "-")
                .replace("-l ", "--"); // fish
        var run = new ClientRun();
        assertEquals(0, run.of("--help"));
        Matcher options = OPTION.matcher(run.out());
        int found = 0;
        while (options.find()) {
            assertTrue(text.contains(options.group(1)), options.group(1));
            found++;
        }
        assertTrue(found >= 12, run::out);
    }

    /** The statuses that the help has are all in the manual page, and no others. */
    @Test
    void documentsEveryExitStatus() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("timeserverd.basedir"), "src/main/man/timeclient.1"));
        var run = new ClientRun();
        assertEquals(0, run.of("--help"));
        List<String> inHelp = matches("^  ([0-9])  ", run.out());
        assertEquals(List.of("0", "1", "2", "3", "4", "5"), inHelp);
        assertEquals(inHelp, matches("^\\.B ([0-9])$", page));
    }

    private static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
