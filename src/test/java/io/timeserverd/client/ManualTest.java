package io.timeserverd.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manual page and the shell's completion name every option. */
class ManualTest {
    private static final Pattern OPTION = Pattern.compile("^ +(?:-., +)?(--[a-z-]+)", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(strings = {"man/timeclient.1", "dist/share/bash-completion/completions/timeclient"})
    void namesEveryOption(String file) throws IOException {
        var text = Files.readString(Path.of(System.getProperty("timeserverd.basedir"), "src/main", file))
                .replace("\\-", "-");
        var run = new ClientRun();
        assertEquals(0, run.of("--help"));
        var options = OPTION.matcher(run.out());
        int found = 0;
        while (options.find()) {
            assertTrue(text.contains(options.group(1)), options.group(1));
            found++;
        }
        assertTrue(found >= 12, run::out);
    }
}
