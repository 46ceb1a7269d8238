package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the manual page timeserver-journal(5) says is so, and its program runs. */
class JournalManualTest {
    private static final Path PAGE = Path.of("src", "main", "man", "timeserver-journal.5");

    private static final Pattern PROGRAM = Pattern.compile("^import .*?^}\n", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("^\\.TP\n\\\\fB([A-Za-z]+)\\\\fR \\(", Pattern.MULTILINE);

    private final String page = Files.readString(PAGE).replace("\\-", "-");

    @TempDir
    Path directory;

    JournalManualTest() throws IOException {}

    @Test
    void theProgramPrintsTheRecordsOfSealedTables() throws Exception {
        Path journal = Files.createDirectory(directory.resolve("journal"));
        var test = new TestJournal(journal);
        try (TestJournal open = test.open()) {
            open.turn(2500);
        }
        Path table = FileNames.ofTable(journal, 1, 2500);
        assertTrue(Files.exists(table), "the journal is not sealed");

        var expected = new ArrayList<String>();
        JournalReader.open(journal).query(Query.all(), each -> {
            expected.add(each.id() + " " + each.time() + " " + each.requestText());
            return true;
        });
        assertEquals(2500, expected.size());
        assertEquals(String.join("\n", expected) + "\n", runProgram(table));
    }

    /** What the program of the page prints when it is given a table. */
    private String runProgram(Path table) throws Exception {
        Matcher program = PROGRAM.matcher(page);
        assertTrue(program.find(), "there is no program in the page");
        Path source = Files.writeString(directory.resolve("Records.java"), program.group());
        String classPath = System.getProperty("java.class.path");
        var errors = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, errors, errors, "-cp", classPath, "-d", directory.toString(), source.toString());
        assertEquals(0, status, errors::toString);

        Path output = directory.resolve("output");
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-Dfile.encoding=UTF-8",
                        "-Dstdout.encoding=UTF-8",
                        "-Dsun.stdout.encoding=UTF-8",
                        "-cp",
                        classPath + ":" + directory,
                        "Records",
                        table.toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the program does not end");
        assertEquals(0, process.exitValue());
        return Files.readString(output);
    }

    @Test
    void everyFieldOfARecordIsThereInTheOrderOfTheClass() {
        List<String> fields = Arrays.stream(JournalRecord.class.getRecordComponents())
                .map(each -> each.getName())
                .toList();
        assertEquals(
                fields,
                FIELD.matcher(page).results().map(field -> field.group(1)).toList());
    }

    @Test
    void everyKindOfFileIsThere() {
        for (String name : List.of(
                FileNames.MAPDB,
                FileNames.REDO,
                FileNames.FORMAT3_ACTIVE,
                FileNames.UNFINISHED,
                FileNames.AGES,
                FileNames.CHAIN,
                FileNames.CHAIN_NEW,
                FileNames.PRUNED,
                FileNames.ASIDE,
                FileNames.LOCK,
                FileNames.RESERVE)) {
            assertTrue(files().anyMatch(entry -> entry.contains(name)), name);
        }
    }

    @Test
    void everyKindOfEntryOfTheChainIsThere() {
        for (ChainEntry.Kind kind : ChainEntry.Kind.values()) {
            assertTrue(page.contains("\\fB" + kind.text() + "\\fR"), kind.text());
        }
        assertTrue(page.contains(ChainRange.MOST_RECORDS + " records"), "records of an entry");
    }

    @Test
    void theShellPrintsTheLinesOfAChainThatDoNotFollow() throws Exception {
        try (TestJournal open = new TestJournal(directory).open()) {
            open.turn(100);
        }
        assertEquals("", runShell());
        List<String> lines = new ArrayList<>(Files.readAllLines(Chain.file(directory)));
        String removed = lines.remove(1);
        Files.write(Chain.file(directory), lines);
        assertTrue(removed.contains(" start "), removed);
        assertEquals(lines.get(1) + "\n", runShell());
    }

    private String runShell() throws Exception {
        int start = page.indexOf("before=$(");
        String script = page.substring(start, page.indexOf("\n.RE", start)).replace("\\-", "-");
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder("sh", "-c", script)
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the script does not end");
        assertEquals(0, process.exitValue());
        return Files.readString(output);
    }

    /** The names under the heading of files. */
    private Stream<String> files() {
        String section = page.substring(page.indexOf("\n.SH FILES\n"), page.indexOf("\n.SH READING"));
        return Arrays.stream(section.split("\n\\.TP\n", -1))
                .skip(1)
                .map(entry -> entry.lines().findFirst().orElseThrow());
    }

    @Test
    void sizesAreThoseOfTheFormat() {
        for (int size : List.of(Row.MAX_REQUEST, Row.MAX_OUTCOME, Row.MAX_PLACE, Row.MAX_COUNTRY, Row.MAX_ZONE)) {
            assertTrue(page.contains("at most " + size + " bytes"), size + " bytes");
        }
        assertTrue(page.contains("A node has " + RecordSerializer.NODE + " records"), "records of a node");
        assertTrue(page.contains("multiple of " + Frame.PAGE + " bytes"), "pages of a redo log");
        assertTrue(page.contains("version of the format, " + RedoHeader.VERSION), "version of a redo log");
    }
}
