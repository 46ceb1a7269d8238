package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeserverAdminTest {
    @TempDir
    Path directory;

    @Test
    void namesItsSubcommandsWhenThereIsNone() {
        var run = new Run(directory);
        assertEquals(2, run.of());
        assertTrue(run.err().startsWith("timeserver-admin: which subcommand? status, tail, query"), run.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "frobnicate|no such subcommand 'frobnicate'",
                "stat|no such subcommand 'stat'; nearest: stats, status",
                "qury --limit 3|no such subcommand 'qury'; nearest: query",
                "query --limt 3|no such option '--limt'; nearest: --limit",
                "query --limt=3|no such option '--limt=3'; nearest: --limit",
                "query --nonsense|no such option '--nonsense'",
                "query surplus|unexpected argument 'surplus'",
                "query --limit|option --limit needs a value",
                "query --limit --reverse|option --limit needs a value",
                "--set|option --set needs a value",
                "query --set --json|option --set needs a value",
                "tail --instance|option --instance needs a value",
                "query --limit x|--limit must be a number such as 10, not 'x'",
                "query --limit 1 --limit 2|--limit can be given only once",
                "query --json=yes|option --json takes no value",
                "query --listener smtp|--listener must be one of text, daytime, time, http, not 'smtp'",
                "query --client 10.0.0.0/33|--client: expected a prefix length from 0 to 32, found \"10.0.0.0/33\"",
                "top|option --by is missing",
                "keygen|FILE is missing"
            })
    void explainsAMistakeOnTheCommandLineAndPointsToTheHelp(String words, String problem) {
        var run = new Run(directory);
        assertEquals(2, run.bare(words.split(" ", -1)));
        List<String> lines = run.err().lines().toList();
        assertEquals("timeserver-admin: " + problem, lines.get(0));
        assertTrue(lines.get(1).matches("timeserver-admin: try: timeserver-admin.* --help"), run.err());
        assertEquals(2, lines.size(), run.err());
        assertEquals("", run.out());
    }

    @Test
    void takesTheOptionsThatSelectADaemonBeforeAndAfterTheSubcommand() throws Exception {
        new Journals(directory.resolve("a")).addThree().close();
        new Journals(directory.resolve("b")).addThree().close();
        String path = "journal.path=" + directory;
        for (String words : List.of(
                "--conf /dev/null --set " + path + " --instance a,b query",
                "query --conf /dev/null --set " + path + " --instance a,b",
                "--set " + path + " --instance a query --instance b --conf /dev/null --set journal.sync=never",
                "--conf /nowhere --set=" + path + " query --instance=a --conf=/dev/null --instance=b")) {
            var run = new Run(directory);
            assertEquals(0, run.bare(words.split(" ", -1)), run.err());
            assertEquals(6, run.lines().size(), words);
        }
    }

    @Test
    void helpIsEverywhere() {
        for (String subcommand : List.of(
                "status",
                "tail",
                "query",
                "top",
                "stats",
                "export",
                "verify",
                "segments",
                "prune",
                "generate-completion")) {
            var run = new Run(directory);
            assertEquals(0, run.of(subcommand, "--help"));
            assertTrue(run.out().contains("timeserver-admin " + subcommand), run.out());
        }
        var run = new Run(directory);
        assertEquals(0, run.of("--help"));
        assertTrue(run.out().contains("Exit status:"), run.out());
    }

    @Test
    void noLineOfTheHelpIsLongerThanATerminalIsWide() {
        for (String subcommand : List.of(
                "",
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
                "keygen",
                "checkpoint",
                "web")) {
            var run = new Run(directory);
            assertEquals(0, run.bare((subcommand + " --help").strip().split(" ", -1)));
            run.lines().forEach(line -> assertTrue(line.length() <= 80, line));
        }
    }

    @Test
    void printsItsVersion() {
        var run = new Run(directory);
        assertEquals(0, run.bare("--version"));
        assertTrue(run.out().startsWith("timeserver-admin "), run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void theScriptOfAShellHasEverySubcommandAndOption(String shell) {
        var completion = new Run(directory);
        assertEquals(0, completion.bare("generate-completion", shell));
        var help = new Run(directory);
        help.bare("--help");
        List<String> subcommands = Pattern.compile("^  ([a-z-]+)  +[A-Z]", Pattern.MULTILINE)
                .matcher(help.out())
                .results()
                .map(each -> each.group(1))
                .toList();
        assertTrue(subcommands.size() >= 14, help.out());
        for (String subcommand : subcommands) {
            assertTrue(completion.out().matches("(?s).*\\b" + subcommand + "\\b.*"), subcommand);
            var each = new Run(directory);
            each.bare(subcommand, "--help");
            Pattern.compile("^ +(?:-., +)?--([a-z-]+)", Pattern.MULTILINE)
                    .matcher(each.out())
                    .results()
                    .map(option -> (shell.equals("fish") ? "-l " : "--") + option.group(1))
                    .forEach(option -> assertTrue(completion.out().contains(option), option));
        }
    }

    @Test
    void namesTheShellsThatItCompletesFor() {
        var run = new Run(directory);
        assertEquals(2, run.bare("generate-completion", "tcsh"));
        assertTrue(run.err().contains("SHELL must be one of bash, zsh, fish, not 'tcsh'"), run.err());
    }

    @Test
    void reportsEveryMistakeOfTheConfiguration() throws Exception {
        Path file = Files.writeString(directory.resolve("conf"), "journal.pth = /x\n");
        var run = new Run(directory);
        assertEquals(2, run.bare("--conf", file.toString(), "--set", "journal.sync=sometimes", "query"));
        List<String> lines = run.err().lines().toList();
        assertEquals(2, lines.size(), run.err());
        assertTrue(lines.get(0).startsWith("timeserver-admin: " + file + ":1: journal.pth: unknown key"), run.err());
        assertTrue(lines.get(1).startsWith("timeserver-admin: --set: journal.sync: "), run.err());
    }

    @Test
    void endsWithAMessageWhenNobodyReadsOn() throws Exception {
        var journal = new Journals(directory);
        for (int n = 0; n < 1000; n++) {
            journal.add(Journals.entry("2026-11-22T10:00:00Z", "192.0.2.1", "UTC"));
        }
        var pipe = new ClosedPipe();
        var err = new ByteArrayOutputStream();
        int status =
                TimeserverAdmin.run(pipe, err, "--conf", "/dev/null", "--set", "journal.path=" + directory, "query");
        assertEquals(1, status);
        assertEquals("timeserver-admin: cannot write to standard output\n", err.toString(StandardCharsets.UTF_8));
        assertTrue(pipe.writes < 1000, pipe.writes + " records");
    }

    @Test
    void everySubcommandSaysWhenTheDiskIsFull() throws Exception {
        new Journals(directory).add(Journals.entry("2026-11-22T10:00:00Z", "192.0.2.1", "UTC"));
        for (String words : List.of(
                "tail", "query", "top --by zone", "stats", "export --format csv", "verify", "segments", "--help")) {
            var args = new ArrayList<>(List.of("--conf", "/dev/null", "--set", "journal.path=" + directory));
            args.addAll(List.of(words.split(" ", -1)));
            var err = new ByteArrayOutputStream();
            int status = TimeserverAdmin.run(new ClosedPipe(), err, args.toArray(new String[0]));
            assertEquals(1, status, words);
            assertEquals(
                    "timeserver-admin: cannot write to standard output\n", err.toString(StandardCharsets.UTF_8), words);
        }
    }

    /** What is left of a pipe whose reader went away. */
    private static final class ClosedPipe extends OutputStream {
        private int writes;

        @Override
        public void write(int each) throws IOException {
            writes++;
            throw new IOException("Broken pipe");
        }
    }
}
