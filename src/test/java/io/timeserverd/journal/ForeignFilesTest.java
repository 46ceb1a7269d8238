package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others have put into the directory of the journal: it harms neither the journal nor, through it, other files. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // opening a pipe blocks
class ForeignFilesTest {
    private static final String REDO = "0000000000000000001.redo";
    private static final String TABLE = "0000000000000000001-0000000000000000007.mapdb";
    private static final String VICTIM = "not to be touched";

    @TempDir
    Path base;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reserve",
                "ages",
                "ages.new",
                "unfinished",
                REDO,
                TABLE,
                "0000000000000000101.redo",
                "0000000000000000001.mapdb",
                "0000000000000000001.active"
            })
    void linkIsNotFollowed(String name) throws Exception {
        Path victim = Files.writeString(base.resolve("victim"), VICTIM);
        var test = new TestJournal(Files.createDirectory(base.resolve("journal")));
        Files.createSymbolicLink(test.directory.resolve(name), victim);
        try (TestJournal open = test.open()) {
            for (int second = 0; second < 3; second++) {
                assertEquals(0, open.turn(100));
                open.second();
                open.pass(Duration.ofDays(2)); // a segment ends, and ages are written
            }
            assertEquals(test.safe, test.found());
        }
        assertEquals(test.safe, test.found());
        assertEquals(VICTIM, Files.readString(victim));
        assertTrue(Files.isRegularFile(victim, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void refusesToStartWhenTheLockIsALink() throws Exception {
        Path victim = Files.writeString(base.resolve("victim"), VICTIM);
        var test = new TestJournal(Files.createDirectory(base.resolve("journal")));
        Files.createSymbolicLink(test.directory.resolve(FileNames.LOCK), victim);
        JournalException refused = assertThrows(JournalException.class, test::open);
        assertTrue(refused.getMessage().contains("lock: is not a regular file"), refused.getMessage());
        assertEquals(VICTIM, Files.readString(victim));
    }

    /** Of every kind of file that a journal has. */
    private static Stream<String> names() {
        return Stream.of(
                REDO,
                TABLE,
                "0000000000000000001.mapdb",
                "0000000000000000001.active",
                "unfinished",
                "ages",
                "reserve");
    }

    @ParameterizedTest
    @MethodSource("names")
    void pipeIsSetAside(String name) throws Exception {
        Path journal = Files.createDirectory(base.resolve("journal"));
        makePipe(journal.resolve(name));
        assertIsSetAside(journal, name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void directoryIsSetAside(String name) throws Exception {
        Path journal = Files.createDirectory(base.resolve("journal"));
        Files.createDirectory(journal.resolve(name));
        Files.writeString(journal.resolve(name).resolve("file"), VICTIM);
        assertIsSetAside(journal, name);
        assertEquals(VICTIM, Files.readString(journal.resolve(name + ".aside").resolve("file")));
    }

    @ParameterizedTest
    @ValueSource(strings = {REDO, TABLE, "0000000000000000001.mapdb"})
    void holeOfATerabyteIsSetAside(String name) throws Exception {
        Path journal = Files.createDirectory(base.resolve("journal"));
        makeHole(journal.resolve(name));
        assertIsSetAside(journal, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {REDO, TABLE, "0000000000000000001.mapdb"})
    void readersReportAHoleOfATerabyteAsDamage(String name) throws Exception {
        Path file = base.resolve(name);
        makeHole(file);
        var expected = new Finding(file, "larger than any segment");
        var reader = JournalReader.open(base);
        assertEquals(List.of(expected), reader.query(Query.all(), record -> true));
        assertEquals(Segment.State.DAMAGED, reader.segments().get(0).state());
        var findings = new ArrayList<Finding>();
        reader.verify(record -> {}, findings::add);
        assertEquals(List.of(expected), findings);
    }

    private static void makeHole(Path file) throws IOException {
        try (var hole = new RandomAccessFile(file.toFile(), "rw")) {
            hole.setLength(1L << 40);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775807.redo",
                "9999999999999999999.mapdb",
                "9223372036854775807.active",
                "0000000000000000001-9223372036854775807.mapdb",
                "0000000000000000009-0000000000000000002.mapdb"
            })
    void fileWithImpossibleIdsIsReportedAndSetAside(String name) throws Exception {
        Path journal = Files.createDirectory(base.resolve("journal"));
        Path file = Files.writeString(journal.resolve(name), VICTIM);
        var findings = new ArrayList<Finding>();
        JournalReader.open(journal).verify(each -> {}, findings::add);
        assertEquals(List.of(new Finding(file, "no segment can have the ids in its name")), findings);
        assertIsSetAside(journal, name);
        assertEquals(VICTIM, Files.readString(journal.resolve(name + ".aside")));
    }

    private static void makePipe(Path path) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
    }

    private static void assertIsSetAside(Path journal, String name) throws Exception {
        var test = new TestJournal(journal);
        try (TestJournal open = test.open()) {
            assertFalse(Files.exists(journal.resolve(name)) && !Files.isRegularFile(journal.resolve(name)), name);
            assertTrue(test.names().contains(name + ".aside"), () -> name + " is not set aside");
            assertEquals(0, open.turn(100));
            open.second();
            assertEquals(1, open.journal.status().aside());
            assertEquals(test.safe, test.found());
        }
        assertEquals(test.safe, test.found());
    }

    @Test
    void filesAreReadableForTheGroupAndNoOthers() throws Exception {
        var test = new TestJournal(base.resolve("journal"));
        test.segmentBytes = Frame.PAGE;
        try (TestJournal open = test.open()) {
            for (int second = 0; second < 5; second++) {
                open.turn(1000);
                open.pass(Duration.ofMinutes(2));
            }
            assertEquals("rwxr-x---", mode(test.directory));
            for (String name : test.names()) {
                assertEquals("rw-r-----", mode(test.directory.resolve(name)), name);
            }
            assertTrue(test.names().size() > 4, "few files");
        }
        for (String name : test.names()) {
            assertEquals("rw-r-----", mode(test.directory.resolve(name)), name);
        }
    }

    @Test
    void filesOfRelease010AreClosedToOthersAndAnOpenDirectoryIsLogged() throws Exception {
        Path journal = Files.createDirectory(base.resolve("journal"));
        Files.setPosixFilePermissions(journal, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path foreign = journal.resolve("clock.drift");
        for (String name : List.of("lock", "reserve", TABLE + ".aside")) {
            Files.setPosixFilePermissions(
                    Files.createFile(journal.resolve(name)), PosixFilePermissions.fromString("rw-r--r--"));
        }
        Files.setPosixFilePermissions(Files.createFile(foreign), PosixFilePermissions.fromString("rw-r--r--"));
        var test = new TestJournal(journal);
        try (Capture lines = Log.capture();
                TestJournal opened = test.open()) {
            opened.second();
            opened.second();
            for (String name : List.of("lock", "reserve", TABLE + ".aside")) {
                assertEquals("rw-r-----", mode(journal.resolve(name)), name);
            }
            List<String> logged = lines.lines("journal-directory-open");
            assertEquals(1, logged.size());
            assertTrue(logged.get(0).contains("mode=rwxr-xr-x"), logged::toString);
        }
        assertEquals("rw-r--r--", mode(foreign));
        assertEquals("rwxr-xr-x", mode(journal));
    }

    @Test
    void logsNothingAboutADirectoryThatOthersCannotSee() throws Exception {
        var test = new TestJournal(base.resolve("journal"));
        try (Capture lines = Log.capture();
                TestJournal opened = test.open()) {
            opened.second();
            assertEquals(List.of(), lines.lines("journal-directory-open"));
        }
    }

    @Test
    void refusesToStartWithoutPermissionToReadARedoLog() throws Exception {
        var test = new TestJournal(Files.createDirectory(base.resolve("journal")));
        Path redo = Files.createFile(test.directory.resolve(REDO));
        test.disk.denied.add(redo);
        JournalException refused = assertThrows(JournalException.class, test::open);
        assertTrue(
                refused.getMessage()
                        .endsWith(redo + ": not permitted for this user; make it the daemon's own with chown,"
                                + " or move it away"),
                refused.getMessage());
    }

    @Test
    void statusShowsThatAgesCannotBeWritten() throws Exception {
        var test = new TestJournal(Files.createDirectory(base.resolve("journal")));
        try (TestJournal open = test.open()) {
            open.turn(1);
            Files.createDirectories(test.directory.resolve("ages").resolve("in the way"));
            open.pass(Duration.ofMinutes(2));
            for (int second = 0; second < 3; second++) {
                open.second();
                assertTrue(open.journal.status().problem().startsWith("ages: "), open.journal.status()::toString);
            }
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
