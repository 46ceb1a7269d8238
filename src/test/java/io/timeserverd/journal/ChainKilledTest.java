package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that is killed before any change of a file but its redo log leaves a journal that verifies, and goes on with its chain. */
class ChainKilledTest {
    @TempDir
    Path directory;

    @TempDir
    Path killed;

    private final List<Path> copies = new ArrayList<>();
    private int made;
    private TestJournal test;

    /** What is there when the process ends now. */
    private void copy() {
        try {
            Path copy = Files.createDirectory(killed.resolve(Integer.toString(made++)));
            for (Path file : Disk.real().list(directory)) {
                if (!file.endsWith(FileNames.RESERVE)) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
            copies.add(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void watch(boolean on) {
        test.disk.beforeName = on ? this::copy : () -> {};
        test.disk.beforeWrite = on ? this::copy : () -> {};
    }

    private static List<String> verify(Path journal) throws Exception {
        var findings = new ArrayList<String>();
        JournalReader.open(journal).verify(each -> {}, finding -> findings.add(finding.toString()));
        return findings;
    }

    /** Each copy verifies as it is, after a start, and after a stop; and the chain that it had is the beginning of its chain. */
    private void verifyCopies(int least) throws Exception {
        assertTrue(copies.size() >= least, copies.size() + " copies");
        for (Path copy : copies) {
            assertEquals(List.of(), verify(copy), "at once");
            Optional<Chain> before = Chain.read(copy);
            var after = new TestJournal(copy);
            after.segmentBytes = test.segmentBytes;
            after.maxBytes = test.maxBytes;
            try (TestJournal open = after.open()) {
                open.turn(10);
                open.second();
                assertEquals(List.of(), verify(copy), "after a start");
            }
            assertEquals(List.of(), verify(copy), "after a stop");
            Chain chain = Chain.read(copy).orElseThrow();
            if (before.isPresent()) {
                long number = before.get().number();
                assertEquals(
                        before.get().head(), chain.entry(number).orElseThrow().hash());
            }
            assertTrue(chain.entries().stream().noneMatch(each -> each.kind() == ChainEntry.Kind.MISSING));
        }
    }

    @Test
    void whileRedoLogsAreSealedAndOldTablesDeleted() throws Exception {
        test = new TestJournal(directory);
        test.segmentBytes = Frame.PAGE;
        test.maxBytes = 1 << 20;
        TestJournal open = test.open();
        for (int turn = 0; turn < 600; turn++) {
            watch(false);
            open.turn(100);
            watch(turn % 150 > 140); // several seals and deletions
            open.second();
        }
        watch(true);
        open.close();
        watch(false);
        verifyCopies(50);
    }

    @Test
    void whileTablesAreMerged() throws Exception {
        test = new TestJournal(directory);
        for (int run = 0; run < 4; run++) {
            watch(false);
            TestJournal open = test.open();
            open.turn(300);
            watch(true);
            for (int second = 0; second < 5; second++) {
                open.second();
            }
            open.close();
        }
        watch(false);
        assertTrue(test.segments().size() < 4, "nothing was merged");
        verifyCopies(30);
    }

    @Test
    void whileSegmentsOfRelease010AreConverted() throws Exception {
        test = new TestJournal(directory);
        var old = new Format3Writer(directory, Times.nanos(test.now));
        old.segment(1000);
        old.segment(2000);
        TestJournal open = test.open();
        watch(true);
        for (int second = 0; second < 6; second++) {
            open.second();
        }
        open.close();
        watch(false);
        assertEquals(3000, test.found().size());
        verifyCopies(10);
    }

    @Test
    void whileOlderTablesGetTheirEntries() throws Exception {
        test = new TestJournal(directory);
        test.segmentBytes = Frame.PAGE;
        test.maxBytes = 1 << 20;
        try (TestJournal open = test.open()) {
            for (int turn = 0; turn < 60; turn++) {
                open.turn(100);
                open.second();
            }
        }
        Files.delete(Chain.file(directory));
        TestJournal open = test.open();
        watch(true);
        for (int second = 0; second < 3; second++) {
            open.second();
        }
        open.close();
        watch(false);
        verifyCopies(8);
    }

    @Test
    void whileTheBeginningIsCutOff() throws Exception {
        test = new TestJournal(directory);
        test.segmentBytes = Frame.PAGE;
        test.maxBytes = 1 << 20;
        TestJournal open = test.open();
        for (int turn = 0; turn < 2000 && !isCut(); turn++) {
            watch(false);
            open.turn(100);
            if (copies.size() > 100) {
                copies.subList(0, 90).clear();
            }
            watch(Files.exists(Chain.file(directory)) && Files.size(Chain.file(directory)) > 20_000);
            open.second();
        }
        assertTrue(isCut());
        open.close();
        watch(false);
        verifyCopies(3);
    }

    private boolean isCut() throws IOException {
        return Chain.read(directory).filter(chain -> chain.firstNumber() > 1).isPresent();
    }
}
