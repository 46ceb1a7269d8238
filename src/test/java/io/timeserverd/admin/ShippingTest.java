package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.Ticker;
import io.timeserverd.journal.Entry;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests exports that go on from a position. */
class ShippingTest {
    private static final Pattern ID = Pattern.compile("\\{\"id\":([0-9]+),");

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private Path state;
    private Journals journal;

    @BeforeEach
    void begin() throws Exception {
        state = elsewhere.resolve("state");
        journal = new Journals(directory).addThree();
    }

    private static Run export(Path journal, int expected, String... options) {
        var run = new Run(journal);
        assertEquals(expected, run.of(words(options)), run.err());
        return run;
    }

    private Run export(int expected, String... options) {
        return export(directory, expected, options);
    }

    private Run exportState(int expected, String... options) {
        return export(expected, withState(options));
    }

    private String[] withState(String... options) {
        return Stream.concat(Stream.of("--state", state.toString()), Stream.of(options))
                .toArray(String[]::new);
    }

    private static String[] words(String... options) {
        return Stream.concat(Stream.of("export", "--format", "jsonl"), Stream.of(options))
                .toArray(String[]::new);
    }

    private static List<Integer> ids(String text) {
        return ID.matcher(text)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    private static Entry entry() {
        try {
            return Journals.entry("2026-11-22T12:10:00Z", "192.0.2.9", "UTC");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void namesTheStateFileThatIsADirectoryOrNoText() throws Exception {
        Files.write(state, new byte[] {(byte) 0xff});
        assertEquals(
                "timeserver-admin: " + state + ": no state of an export\n",
                exportState(2).err());
        Files.delete(state);
        Files.createDirectory(state);
        assertEquals(
                "timeserver-admin: " + state + ": is a directory\n",
                exportState(2).err());
    }

    @Test
    void beginsBehindAnId() {
        Run run = export(0, "--after", "1", "--host", "web1");
        assertEquals(List.of(2, 3), ids(run.out()));
        assertTrue(run.lines().get(0).endsWith(",\"host\":\"web1\",\"instance\":\"\"}"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void followsWhatComes() {
        var looks = new int[1];
        Run run = new Run(directory).pausing(length -> {
            if (looks[0]++ < 3) {
                journal.add(entry());
            }
            return looks[0] < 6;
        });
        assertEquals(0, run.of(words("--follow", "--after", "2")));
        assertEquals(List.of(3, 4, 5, 6), ids(run.out()));
    }

    @Test
    void goesOnBehindThePositionOfTheState() throws Exception {
        assertEquals(List.of(1, 2, 3), ids(exportState(0).out()));
        assertEquals(List.of(), ids(exportState(0).out()));
        journal.add(entry());
        assertEquals(List.of(4), ids(exportState(0).out()));
        assertEquals(
                "timeserver-admin export --state, version 1\n4 2026-11-22T12:10:00Z " + directory + "\n",
                Files.readString(state));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state)));
    }

    @Test
    void thePositionMovesOverRecordsThatDoNotMatch() {
        assertEquals(
                List.of(2), ids(exportState(0, "--outcome", "unknown-place").out()));
        assertEquals(List.of(), ids(exportState(0).out()));
    }

    @Test
    void eachLineOfSeveralInstancesNamesItsOwn(@TempDir Path fleet) throws Exception {
        for (String name : List.of("a", "b")) {
            Files.createDirectory(fleet.resolve(name));
            new Journals(fleet.resolve(name)).addThree().close();
        }
        for (List<String> options :
                List.of(List.of("--host", "h"), List.of("--host", "h", "--state", state.toString()))) {
            var run = new Run(fleet);
            var words = new ArrayList<>(List.of("--instance", "a,b", "export", "--format", "csv"));
            words.addAll(options);
            assertEquals(0, run.of(words.toArray(new String[0])), run.err());
            assertTrue(run.lines().get(0).endsWith(",last_time,host,instance"), run.out());
            List<String> addresses = run.lines().stream()
                    .skip(1)
                    .map(line -> line.replaceAll("^([0-9]+),.*,(h,.)$", "$1,$2"))
                    .sorted()
                    .toList();
            assertEquals(List.of("1,h,a", "1,h,b", "2,h,a", "2,h,b", "3,h,a", "3,h,b"), addresses);
        }
    }

    @Test
    void aGapIsALineWithItsIds() throws Exception {
        journal.close();
        exportState(0);
        try (var again = new Journals(directory)) {
            again.add(entry(), entry());
        }
        Files.move(directory.resolve(table(4, 5)), directory.resolve(table(4, 5) + ".aside"));
        journal = new Journals(directory).add(entry());
        Run run = exportState(3);
        assertEquals(List.of(6), ids(run.out()));
        assertEquals(
                "timeserver-admin: gap in " + directory + ": ids 4 to 5, 2 in all: " + table(4, 5)
                        + ".aside was set aside\n",
                run.err());
        assertEquals("", exportState(0).err(), "once");
    }

    private static String table(int firstId, int lastId) {
        return String.format("%019d-%019d.mapdb", firstId, lastId);
    }

    @Test
    void recordsThatWereDeletedBeforeTheFirstRunAreNoGap() throws Exception {
        journal.close();
        try (var again = new Journals(directory)) {
            again.add(entry());
        }
        Files.delete(directory.resolve(table(1, 3)));
        assertEquals(List.of(4), ids(exportState(0).out()));
        assertEquals(List.of(4), ids(export(3, "--after", "0").out()));
    }

    @Test
    void refusesTheStateOfAnotherJournal(@TempDir Path other) throws Exception {
        exportState(0);
        new Journals(other).addThree().close();
        Run run = export(other, 2, withState());
        assertTrue(run.err().contains("has the positions of other journals"), run.err());
    }

    @Test
    void refusesAJournalWithOtherRecords() throws Exception {
        exportState(0);
        journal.close();
        Files.delete(directory.resolve(table(1, 3)));
        try (var other = new Journals(directory)) {
            other.add(entry(), entry(), entry(), entry());
            Run run = exportState(2);
            assertTrue(
                    run.err().contains("its record 3 is of 2026-11-22T12:10:00Z, not of 2026-11-22T12:00:00Z"),
                    run.err());
        }
    }

    @Test
    void refusesAJournalThatEndsEarlier() throws Exception {
        exportState(0);
        journal.close();
        Files.delete(directory.resolve(table(1, 3)));
        try (var other = new Journals(directory)) {
            other.add(entry());
            Run run = exportState(1);
            assertTrue(run.err().contains("ends before record 4"), run.err());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "root:x:0:0\n",
                "timeserver-admin export --state, version 1\n12 - relative\n",
                "timeserver-admin export --state, version 1\n12 1999-99-99T00:00:00Z /var\n",
                "timeserver-admin export --state, version 1\n9999999999999999999 - /var\n"
            })
    void refusesAStateThatItHasNotWritten(String text) throws Exception {
        Files.writeString(state, text);
        exportState(2);
        assertEquals(text, Files.readString(state));
    }

    @Test
    void refusesAStateThatAnotherExportUses() throws Exception {
        try (var used = new StateFile(state)) {
            assertTrue(used.isNew());
            assertTrue(exportState(2).err().contains("another export uses it"));
        }
        exportState(0);
    }

    @Test
    void aCommandGetsEachBatchOnItsInput() throws Exception {
        for (int n = 0; n < 4; n++) {
            journal.add(entry());
        }
        Path file = elsewhere.resolve("arrived");
        exportState(0, "--batch", "3", "--to", "cat >>" + file + "; echo >>" + file);
        String[] batches = Files.readString(file).split("\n\n", 0);
        assertEquals(3, batches.length);
        assertEquals(List.of(1, 2, 3), ids(batches[0]));
        assertEquals(List.of(7), ids(batches[2]));
    }

    @Test
    void eachBatchOfCsvForACommandHasAHeader() throws Exception {
        Path file = elsewhere.resolve("arrived");
        var run = new Run(directory);
        String[] options = withState("--format", "csv", "--batch", "2", "--to", "cat >>" + file);
        assertEquals(
                0, run.of(Stream.concat(Stream.of("export"), Stream.of(options)).toArray(String[]::new)));
        assertEquals(
                List.of("id", "1", "2", "id", "3"),
                Files.readAllLines(file).stream()
                        .map(line -> line.split(",", 2)[0])
                        .toList());
    }

    @Test
    void thePositionStaysWhenTheCommandFails() {
        Run run = exportState(1, "--to", "cat >/dev/null; exit 7");
        assertEquals("timeserver-admin: the command failed with exit status 7\n", run.err());
        assertEquals(List.of(1, 2, 3), ids(exportState(0).out()));
    }

    @Test
    void whileFollowingTheCommandGetsTheSameBatchUntilItTakesIt() throws Exception {
        Path tries = elsewhere.resolve("tries");
        Path arrived = elsewhere.resolve("arrived");
        String command = "echo >>" + tries + "; cat >" + arrived + "; [ $(wc -l <" + tries + ") -gt 3 ]";
        var pauses = new ArrayList<Long>();
        Run run = new Run(directory).pausing(length -> {
            pauses.add(length.toSeconds());
            return pauses.size() < 6;
        });
        assertEquals(0, run.of(words(withState("--follow", "--every", "9", "--to", command))));
        assertEquals(List.of(9L, 1L, 2L, 4L, 9L, 9L), pauses);
        assertEquals(List.of(1, 2, 3), ids(Files.readString(arrived)));
        assertEquals("""
                timeserver-admin: the command failed with exit status 1; it gets the same records again until it takes them
                timeserver-admin: the records were taken, after failures
                """, run.err());
        assertEquals(List.of(), ids(exportState(0).out()));
    }

    /** Through a pipe, the command could not tell the end of the batch from the end of an export that was killed. */
    @Test
    void theCommandReadsAFileSoThatItNeverGetsPartOfABatch() throws Exception {
        Path arrived = elsewhere.resolve("arrived");
        Path old = Files.writeString(elsewhere.resolve("state.batch"), "of an export that was killed");
        exportState(0, "--to", "[ -f /dev/stdin ] && cat >" + arrived);
        assertEquals(List.of(1, 2, 3), ids(Files.readString(arrived)));
        assertFalse(Files.exists(old));
    }

    @Test
    void aCommandThatDoesNotEndIsKilledAndHasFailed() throws Exception {
        var batch = new Batch(1);
        batch.lines().out.text("x");
        var command = new ReceivingCommand(
                "sleep 600", elsewhere.resolve("batch"), surroundings(new ByteArrayOutputStream()), 1);
        assertEquals(
                "the command did not end, and was killed",
                command.take(batch.bytes()).orElse(""));
    }

    @Test
    void thePositionStaysWhenNobodyReads() {
        var closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        String[] words = Stream.concat(
                        Stream.of("--conf", "/dev/null", "--set", "journal.path=" + directory),
                        Stream.of(words(withState())))
                .toArray(String[]::new);
        assertEquals(1, TimeserverAdmin.run(surroundings(closed), words));
        assertEquals(List.of(1, 2, 3), ids(exportState(0).out()));
    }

    private static Surroundings surroundings(OutputStream out) {
        var terminal = Terminal.piped(out, new ByteArrayOutputStream());
        return new Surroundings(
                terminal,
                InstantSource.fixed(Run.NOW),
                Ticker.system(),
                length -> false,
                new BufferedReader(Reader.nullReader()),
                "");
    }

    @Test
    void waitsForAFileThatCannotBeReadAndSaysSo() throws Exception {
        journal.close();
        Path file = directory.resolve(table(1, 3));
        byte[] bytes = Files.readAllBytes(file);
        Files.writeString(file, "damaged", StandardCharsets.UTF_8);
        var looks = new int[1];
        Run run = new Run(directory).pausing(length -> {
            if (looks[0]++ == 3) {
                try {
                    Files.write(file, bytes);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
            return looks[0] < 6;
        });
        assertEquals(0, run.of(words(withState("--follow"))), run.err());
        assertEquals(List.of(1, 2, 3), ids(run.out()));
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("timeserver-admin: waiting for " + file), run.err());
    }

    @Test
    void refusesOptionsThatDoNotGoTogether() {
        assertTrue(exportState(2, "--after", "1").err().contains("one of them"));
        assertTrue(export(2, "--to", "cat").err().contains("--to needs --state"));
        assertTrue(exportState(2, "--batch", "0").err().contains("--batch"));
        assertTrue(exportState(2, "--every", "0").err().contains("--every"));
        var run = new Run(directory);
        assertEquals(2, run.of("--instance", "a,b", "export", "--format", "jsonl", "--after", "1"));
        assertTrue(run.err().contains("--after is for one --instance"), run.err());
    }
}
