package io.timeserverd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class HelpLayoutTest {
    private static final String STATUS =
            "  1  A problem was found, the journal cannot be read, or the reply cannot be written.";

    @Command(name = "program", subcommands = Subcommand.class)
    private static final class Program {}

    @Command(
            name = "sub",
            mixinStandardHelpOptions = true,
            description =
                    "Does what a subcommand does, and says so in a line that is longer than most terminals are wide.",
            footer = {"%nExit status:", STATUS})
    private static final class Subcommand {}

    @ParameterizedTest
    @ValueSource(ints = {20, 55, 60, 80, 100, 200})
    void fitsTheHelpOfASubcommandIntoTheTerminal(int columns) {
        var out = new StringWriter();
        CommandLine program = new CommandLine(new Program()).setOut(new PrintWriter(out));
        HelpLayout.fit(program, columns);
        program.execute("sub", "--help");
        List<String> lines = out.toString().lines().toList();
        int width = Math.min(100, Math.max(55, columns));
        assertTrue(lines.stream().allMatch(line -> line.length() <= width), out::toString);
        List<String> status = lines.subList(lines.indexOf("Exit status:") + 1, lines.size());
        assertEquals(HelpLayout.wrap(STATUS, width), status);
    }

    @Test
    void alignsTheTextOfAnEntry() {
        assertEquals(
                List.of("  1  A problem was found,", "     the journal cannot be", "     read."),
                HelpLayout.wrap("  1  A problem was found, the journal cannot be read.", 26));
    }

    @Test
    void alignsTheExplanationOfAnExample() {
        assertEquals(
                List.of("  program new york   the time", "                     there"),
                HelpLayout.wrap("  program new york   the time there", 30));
    }

    @Test
    void indentsTheContinuationOfAnExample() {
        assertEquals(
                List.of("  timeserver-admin query", "      --since 2h"),
                HelpLayout.wrap("  timeserver-admin query --since 2h", 26));
    }

    @Test
    void wrapsAParagraphToColumnZero() {
        assertEquals(List.of("Output is a", "table."), HelpLayout.wrap("Output is a table.", 12));
    }

    @Test
    void leavesAWordWholeThatIsTooLong() {
        assertEquals(List.of("  0123456789", "      0123456789"), HelpLayout.wrap("  0123456789 0123456789", 8));
    }
}
