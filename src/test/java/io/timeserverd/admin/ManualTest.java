package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manual page names whatever the help of a subcommand names. */
class ManualTest {
    private static final Pattern OPTION = Pattern.compile("^ +(?:-., )?(--[a-z-]+)", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "tail",
                "query",
                "top",
                "stats",
                "export",
                "verify",
                "report",
                "segments",
                "prune",
                "web",
                "keygen",
                "checkpoint"
            })
    void everySubcommandAndItsOptionsAreInTheManual(String subcommand) throws IOException {
        String page = Files.readString(
                        Path.of(System.getProperty("timeserverd.basedir"), "src/main/man/timeserver-admin.1"))
                .replace("\\-", "-");
        assertTrue(page.contains("\n.SS " + subcommand + "\n"));
        var help = new ByteArrayOutputStream();
        assertEquals(0, TimeserverAdmin.run(help, help, subcommand, "--help"));
        Matcher options = OPTION.matcher(help.toString(StandardCharsets.UTF_8));
        int found = 0;
        while (options.find()) {
            assertTrue(
                    page.contains("\\fB" + options.group(1)) || page.contains(", " + options.group(1)),
                    options.group(1));
            found++;
        }
        assertTrue(found >= 2, help::toString);
    }
}
