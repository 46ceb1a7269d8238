package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.journal.ChainEntry.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTest {
    @TempDir
    Path directory;

    private TestJournal test;

    /** A stopped journal of several tables, and as many entries of records. */
    private void write(int tables) throws Exception {
        test = new TestJournal(directory);
        test.segmentBytes = Frame.PAGE;
        test.maxBytes = 1 << 20; // so that they are not merged
        try (TestJournal open = test.open()) {
            while (of(Kind.RECORDS).size() < tables) {
                open.turn(100);
                open.second();
            }
        }
    }

    private Chain chain() throws IOException {
        return Chain.read(directory).orElse(new Chain(List.of(), java.util.Optional.empty()));
    }

    private List<ChainEntry> of(Kind kind) throws IOException {
        return chain().entries().stream().filter(each -> each.kind() == kind).toList();
    }

    private List<String> verify() throws Exception {
        var findings = new ArrayList<String>();
        JournalReader.open(directory).verify(each -> {}, finding -> findings.add(finding.what()));
        return findings;
    }

    private Segment table(int number) throws Exception {
        return test.segments().get(number);
    }

    @Test
    void everySealedRecordIsInExactlyOneEntry() throws Exception {
        write(3);
        long next = 1;
        for (ChainEntry each : of(Kind.RECORDS)) {
            assertEquals(next, each.firstId());
            next = each.lastId() + 1;
        }
        assertEquals(test.safe.size() + 1, next);
        Proof proof = JournalReader.open(directory).verify(each -> {}, finding -> {
            throw new AssertionError(finding);
        });
        assertEquals(test.safe.size(), proof.chained());
        assertEquals(0, proof.unchained());
    }

    /** The rule as timeserver-journal(5) describes it. */
    @Test
    void everyLineEndsInTheHashOfTheLineBeforeAndItself() throws Exception {
        write(2);
        String before = "0".repeat(64);
        for (String line : Files.readAllLines(Chain.file(directory))) {
            int end = line.length() - 65;
            var sha256 = MessageDigest.getInstance("SHA-256");
            byte[] hash = sha256.digest((before + " " + line.substring(0, end)).getBytes(StandardCharsets.US_ASCII));
            before = line.substring(end + 1);
            assertEquals(before, HexFormat.of().formatHex(hash));
        }
        assertEquals(before, chain().head());
    }

    @Test
    void startsAndStopsAreEntries() throws Exception {
        write(1);
        assertEquals(Kind.BEGIN, chain().entries().get(0).kind());
        assertEquals(Kind.START, chain().entries().get(1).kind());
        assertEquals(
                Kind.STOP, chain().entries().get(chain().entries().size() - 1).kind());
        assertEquals(1, of(Kind.START).size());
        test.open().close();
        assertEquals(2, of(Kind.START).size());
        assertEquals(2, of(Kind.STOP).size());
    }

    @Test
    void findsAChangedRecordInATableThatIsConsistent() throws Exception {
        write(3);
        Segment table = table(1);
        Forgery.change(table, records -> {
            records.set(7, Forgery.like(records.get(7), records.get(7).id(), 4321));
            return records;
        });
        assertEquals(
                List.of("entry 4: records " + table.firstId() + " to " + table.lastId()
                        + " are not as they were sealed: at least one was changed"),
                verify());
    }

    @Test
    void namesARemovedRecord() throws Exception {
        write(3);
        Segment table = table(1);
        long id = table.firstId() + 7;
        Forgery.change(table, records -> {
            records.remove(7);
            return records;
        });
        assertEquals(
                List.of(
                        "records " + id + " to " + id + " are missing",
                        "entry 4: 1 of the " + table.records() + " records that were sealed as " + table.firstId()
                                + " to " + table.lastId() + " are gone: " + id),
                verify());
    }

    @Test
    void doesNotTakeRecordsForGoneThatTwoEntriesHave() throws Exception {
        write(3);
        Segment table = table(1);
        Forgery.sealAgain(directory, table.firstId(), table.lastId());
        Forgery.sealAgain(directory, table.lastId(), table.lastId() + 1);
        long next = table.lastId() + 1;
        assertEquals(
                List.of(
                        "entry 7: another entry seals " + table.firstId() + " to " + table.lastId() + " too",
                        "entry 8: another entry seals " + table.lastId() + " too",
                        "entry 5: another entry seals " + next + " too"),
                verify());
    }

    @Test
    void namesARemovedRecordAtEitherEndOfATable() throws Exception {
        write(3);
        Segment last = table(2);
        Forgery.change(table(0), records -> records.subList(1, records.size()));
        Forgery.change(last, records -> records.subList(0, records.size() - 1));
        List<String> found = verify();
        assertTrue(found.stream().anyMatch(each -> each.endsWith(" are gone: 1")), found::toString);
        assertTrue(found.stream().anyMatch(each -> each.endsWith(" are gone: " + last.lastId())), found::toString);
    }

    @Test
    void findsAnInsertedRecord() throws Exception {
        test = new TestJournal(directory);
        test.segmentBytes = Frame.PAGE;
        try (TestJournal open = test.open()) {
            open.turn(100);
            test.disk.writesFail = true;
            open.turn(3);
            test.disk.writesFail = false;
            open.pass(Duration.ofSeconds(10));
            open.turn(100);
        }
        assertEquals(List.of("records 101 to 103 are missing"), verify());
        Forgery.change(table(0), records -> {
            records.add(100, Forgery.like(records.get(99), 102, 1));
            return records;
        });
        assertTrue(
                verify().contains("entry 3: 1 records among 1 to 203 were added after they were sealed"),
                () -> String.join("\n", error()));
    }

    private List<String> error() {
        try {
            return verify();
        } catch (Exception e) {
            return List.of(e.toString());
        }
    }

    @Test
    void findsAnAddedTable() throws Exception {
        write(3);
        Segment table = table(1);
        Files.write(
                Chain.file(directory),
                Files.readAllLines(Chain.file(directory)).subList(0, 2)); // begins before anything was sealed
        test.open().close();
        assertEquals(List.of(), verify());
        Path kept = directory.resolve("kept");
        Files.move(table.file(), kept);
        Files.delete(Chain.file(directory));
        TestJournal again = test.open();
        again.second();
        again.close();
        Files.move(kept, table.file());
        assertEquals(
                List.of("no entry holds records " + table.firstId() + " to " + table.lastId()
                        + ", which are older than others that are sealed: they were added"),
                verify());
    }

    @Test
    void namesADeletedTableWhileOlderOnesExist() throws Exception {
        write(4);
        Segment second = table(1);
        Segment first = table(0);
        String ids = second.firstId() + " to " + second.lastId();
        Files.delete(second.file());
        List<String> expected = List.of(
                "records " + ids + " are missing",
                "entry 4: records " + ids + " are gone, and no entry says that they were deleted");
        assertEquals(expected, verify());
        TestJournal open = test.open();
        open.second();
        assertEquals(expected, verify());
        Files.delete(first.file());
        open.second();
        assertEquals(
                List.of(first.firstId(), second.firstId()),
                of(Kind.MISSING).stream().map(ChainEntry::firstId).toList());
        assertEquals(2, verify().size());
        open.close();
    }

    @Test
    void verifiesWhileRetentionDeletes() throws Exception {
        test = new TestJournal(directory);
        test.segmentBytes = Frame.PAGE;
        test.maxBytes = 1 << 20;
        try (TestJournal open = test.open()) {
            for (int turn = 0; turn < 1000; turn++) {
                open.turn(100);
                open.second();
                if (turn % 100 == 0) {
                    assertEquals(List.of(), verify());
                    assertTrue(test.bytes() <= test.maxBytes, test.bytes() + " bytes");
                }
            }
        }
        assertEquals(List.of(), verify());
        assertTrue(of(Kind.DELETED).stream().allMatch(each -> each.detail().equals("size")));
        assertFalse(of(Kind.DELETED).isEmpty());
    }

    @Test
    void mergesAndRestartsDoNotChangeEntries() throws Exception {
        test = new TestJournal(directory);
        var heads = new ArrayList<ChainEntry>();
        for (int run = 0; run < 12; run++) {
            try (TestJournal open = test.open()) {
                open.turn(500);
                for (int second = 0; second < 5; second++) {
                    open.second();
                }
            }
            heads.add(chain().entry(chain().number()).orElseThrow());
            assertEquals(List.of(), verify());
        }
        assertTrue(test.segments().size() < 12, "nothing was merged");
        assertTrue(chain().entries().containsAll(heads));
    }

    @Test
    void anOlderJournalGetsAChainInSteps() throws Exception {
        write(6);
        Files.delete(Chain.file(directory));
        var steps = new ArrayDeque<Runnable>();
        test.helper = (onHelper, then) -> steps.add(() -> {
            onHelper.run();
            then.run();
        });
        try (TestJournal open = test.open()) {
            open.second();
            int busy = 0;
            while (!steps.isEmpty()) {
                steps.remove().run();
                assertEquals(List.of(), verify());
                busy++;
            }
            assertTrue(busy > 6, busy + " steps");
            assertEquals(1, of(Kind.ADOPTED).size());
            assertEquals(6, of(Kind.RECORDS).size());
        }
    }

    @Test
    void cutsOffALineThatWasNotWrittenCompletely() throws Exception {
        write(2);
        byte[] whole = Files.readAllBytes(Chain.file(directory));
        String head = chain().head();
        for (int torn = 1; torn < 200; torn += 40) {
            Files.write(Chain.file(directory), java.util.Arrays.copyOf(whole, whole.length - torn));
            assertEquals(List.of(), verify());
            TestJournal open = test.open();
            open.second();
            open.close();
            assertEquals(List.of(), verify());
            assertEquals(
                    0,
                    test.names().stream().filter(name -> name.contains("aside")).count());
        }
        assertFalse(chain().entries().stream().anyMatch(each -> each.hash().equals(head)));
    }

    @Test
    void aTableOfAKilledDaemonGetsEntriesBeforeTheNextIsSealed() throws Exception {
        write(3);
        List<String> lines = Files.readAllLines(Chain.file(directory));
        int last = lines.indexOf(of(Kind.RECORDS).get(2).line());
        Files.write(Chain.file(directory), lines.subList(0, last));
        assertEquals(List.of(), verify());
        try (TestJournal open = test.open()) {
            open.turn(10);
        }
        assertEquals(List.of(), verify());
        assertEquals(4, of(Kind.RECORDS).size());
        assertEquals(test.safe.size(), of(Kind.RECORDS).get(3).lastId());
    }

    @Test
    void namesAChangedLineAndSetsTheChainAside() throws Exception {
        write(3);
        String text = Files.readString(Chain.file(directory));
        String changed = text.replace(of(Kind.RECORDS).get(1).detail(), "0".repeat(64));
        Files.writeString(Chain.file(directory), changed);
        String finding = "the line after entry 3 does not follow from it";
        assertEquals(finding, verify().get(0));
        TestJournal open = test.open();
        open.second();
        open.close();
        assertEquals(changed, Files.readString(directory.resolve("chain.aside")));
        assertEquals(List.of("was set aside by the daemon, whose log says why"), verify());
        assertEquals(3, of(Kind.RECORDS).size());
    }

    @Test
    void cutsOffTheBeginningOnceItsRecordsAreDeleted() throws Exception {
        test = new TestJournal(directory);
        test.segmentBytes = Frame.PAGE;
        test.maxBytes = 1 << 20;
        long longest = 0;
        try (TestJournal open = test.open()) {
            for (int turn = 0; turn < 4000; turn++) {
                open.turn(100);
                open.second();
                longest = Math.max(longest, Files.size(Chain.file(directory)));
            }
        }
        assertEquals(List.of(), verify());
        assertEquals(Kind.HEAD, chain().entries().get(0).kind());
        assertEquals(
                chain().firstNumber(), of(Kind.CUT).get(of(Kind.CUT).size() - 1).count());
        assertTrue(longest < 40_000, longest + " bytes");
    }

    @Test
    void onAFullDiskWritesTheEntryOfADeletionOnceThereIsRoom() throws Exception {
        write(4);
        TestJournal open = test.open();
        open.second();
        Segment first = table(0);
        test.disk.capacity = test.bytes();
        for (int turn = 0; turn < 60; turn++) {
            open.turn(100);
            open.second();
        }
        test.disk.heal();
        open.second();
        open.close();
        assertTrue(of(Kind.DELETED).stream().anyMatch(each -> each.firstId() == first.firstId()));
        List<String> found = verify();
        assertTrue(found.stream().noneMatch(each -> each.contains("gone")), found::toString);
    }
}
