package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.Ticker;
import io.timeserverd.journal.ChainEntry.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientPruningTest {
    @TempDir
    Path directory;

    private AddressRange client;
    private AddressRange other;
    private TestJournal test;

    @BeforeEach
    void set() throws Exception {
        client = new AddressRange(InetAddress.getByName("10.0.0.1"), 32);
        other = new AddressRange(InetAddress.getByName("10.0.0.2"), 32);
        test = new TestJournal(directory);
        test.segmentBytes = Frame.PAGE;
        test.maxBytes = 1 << 20; // so that tables are not merged
    }

    private void write(int entries) throws Exception {
        try (TestJournal open = test.open()) {
            for (int turn = 0; turn < entries / 100; turn++) {
                open.turn(100);
                open.second();
            }
        }
    }

    private ClientPruning pruning(AddressRange of) {
        return new ClientPruning(test.disk, directory, of, test.now);
    }

    private List<JournalRecord> without(AddressRange... clients) {
        return test.safe.stream()
                .filter(record -> List.of(clients).stream()
                        .noneMatch(each -> each.contains(record.client().orElseThrow())))
                .toList();
    }

    private List<String> verify() throws Exception {
        var findings = new ArrayList<String>();
        JournalReader.open(directory).verify(each -> {}, finding -> findings.add(finding.what()));
        return findings;
    }

    private List<ChainEntry> of(Kind kind) throws IOException {
        return Chain.read(directory).orElseThrow().entries().stream()
                .filter(each -> each.kind() == kind)
                .toList();
    }

    @Test
    void removesTheRecordsOfAClientAndLeavesGapsThatAreKnown() throws Exception {
        write(3000);
        long held = pruning(client).find().stream()
                .mapToLong(ClientPruning.Found::records)
                .sum();
        assertEquals(test.safe.size() - without(client).size(), held);
        assertEquals(held, pruning(client).remove());
        assertEquals(without(client), test.found());
        assertEquals(List.of(), pruning(client).find());
        assertEquals(List.of(), verify());
        assertEquals(
                held, of(Kind.REMOVED).stream().mapToLong(ChainEntry::count).sum());
    }

    @Test
    void removesTwoClientsOneAfterTheOther() throws Exception {
        write(3000);
        pruning(client).remove();
        pruning(other).remove();
        assertEquals(without(client, other), test.found());
        assertEquals(List.of(), verify());
        test.open().close();
        assertEquals(List.of(), verify());
    }

    @Test
    void stillProvesTheOtherRecords() throws Exception {
        write(3000);
        pruning(client).remove();
        Segment table = test.segments().get(1);
        byte[] before = Files.readAllBytes(table.file());
        Forgery.change(table, records -> {
            records.set(3, Forgery.like(records.get(3), records.get(3).id(), 77));
            return records;
        });
        assertEquals(1, verify().size());
        Files.write(table.file(), before);
        var removed = new long[1];
        Forgery.change(table, records -> {
            removed[0] = records.remove(3).id();
            return records;
        });
        assertTrue(verify().get(1).endsWith(" are gone: " + removed[0]), () -> findings());
        Files.write(table.file(), before);
        Path hashes = FileNames.ofRemoved(directory, of(Kind.REMOVED).get(1).number());
        Files.writeString(hashes, Files.readString(hashes).replaceFirst("^[0-9]+ ", "1 "));
        assertTrue(
                verify().contains("its hashes of removed records are not those that were written"), () -> findings());
    }

    private String findings() {
        try {
            return verify().toString();
        } catch (Exception e) {
            return e.toString();
        }
    }

    @Test
    void aRunningDaemonGoesOn() throws Exception {
        try (TestJournal open = test.open()) {
            for (int turn = 0; turn < 40; turn++) {
                open.turn(100);
                open.second();
            }
            open.turn(50);
            pruning(client).remove();
            List<ClientPruning.Found> left = pruning(client).find();
            assertEquals(1, left.size());
            assertEquals(Segment.State.ACTIVE, left.get(0).segment().state());
            open.turn(100);
            open.second();
            assertEquals(List.of(), verify());
        }
        pruning(client).remove();
        assertEquals(without(client), test.found());
        assertEquals(List.of(), verify());
        assertTrue(of(Kind.MISSING).isEmpty());
    }

    @Test
    void recordsRemovedDuringAMergeStayRemoved() throws Exception {
        test.segmentBytes = 16 << 20;
        test.maxBytes = 1 << 30;
        for (int run = 0; run < 2; run++) {
            try (TestJournal open = test.open()) {
                open.turn(6000);
            }
        }
        var steps = new ArrayDeque<Runnable>();
        test.helper = (onHelper, then) -> steps.add(() -> {
            onHelper.run();
            then.run();
        });
        try (TestJournal open = test.open()) {
            open.second();
            while (!test.names().contains(FileNames.UNFINISHED)) {
                steps.remove().run();
                assertFalse(steps.isEmpty(), "no merge has begun");
            }
            pruning(client).remove();
            while (!steps.isEmpty()) {
                steps.remove().run();
            }
            for (int second = 0; second < 5; second++) {
                open.second();
                while (!steps.isEmpty()) {
                    steps.remove().run();
                }
            }
            assertEquals(
                    1,
                    test.segments().stream().filter(each -> each.records() > 0).count());
            assertEquals(without(client), test.found());
            assertEquals(List.of(), verify());
        }
    }

    @Test
    void deletesATableOfThatClientAloneAndNeverReusesItsIds() throws Exception {
        Entry entry = test.samples.next();
        entry.client = client.address();
        try (TestJournal open = test.open()) {
            for (int n = 0; n < 10; n++) {
                open.append(entry);
                open.commit();
            }
        }
        assertEquals(10, pruning(client).remove());
        assertEquals(List.of(), test.found());
        assertEquals(List.of(), verify());
        test.safe.clear();
        try (TestJournal open = test.open()) {
            open.turn(1);
        }
        assertEquals(11, test.found().get(0).id());
        assertEquals(List.of(), verify());
    }

    /** A disk whose operation on names with this number fails, and all after it, as if the process had ended. */
    private static final class Ending implements Disk {
        private int left;

        Ending(int left) {
            this.left = left;
        }

        private void check() throws IOException {
            if (--left < 0) {
                throw new IOException("the process has ended");
            }
        }

        @Override
        public FileChannel open(Path file, OpenOption... options) throws IOException {
            return Disk.real().open(file, options);
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            check();
            Disk.super.move(from, to);
        }

        @Override
        public void delete(Path file) throws IOException {
            check();
            Disk.super.delete(file);
        }

        @Override
        public void sync(Path of) throws IOException {
            check();
        }
    }

    @Test
    void aRemovalInterruptedAnywhereCanBeRepeated() throws Exception {
        write(3000);
        int ended = 0;
        boolean whole = false;
        while (!whole) {
            try {
                new ClientPruning(new Ending(ended), directory, client, test.now).remove();
                whole = true;
            } catch (IOException e) {
                assertEquals("the process has ended", e.getMessage());
                ended++;
            }
            assertEquals(List.of(), verify(), ended + " operations");
            test.open().close();
            assertTrue(test.names().stream().noneMatch(name -> name.startsWith(FileNames.PRUNED)), () -> findings());
            assertEquals(List.of(), verify(), ended + " operations, and a start");
        }
        assertTrue(ended > 5, ended + " operations");
        assertEquals(without(client), test.found());
    }

    @Test
    void aTableWithoutEntriesGetsThemForTheOtherRecords() throws Exception {
        write(3000);
        Files.delete(Chain.file(directory));
        var steps = new ArrayDeque<Runnable>();
        test.helper = (onHelper, then) -> steps.add(() -> {
            onHelper.run();
            then.run();
        });
        try (TestJournal open = test.open()) {
            open.second();
            steps.remove().run();
            assertTrue(of(Kind.RECORDS).size() < test.segments().size());
            pruning(client).remove();
            while (!steps.isEmpty()) {
                steps.remove().run();
                assertEquals(List.of(), verify());
            }
            assertEquals(1, of(Kind.ADOPTED).size());
            assertEquals(without(client), test.found());
        }
    }

    @Test
    void deletesHashesWithTheirEntries() throws Exception {
        write(3000);
        pruning(client).remove();
        assertTrue(test.names().stream().anyMatch(name -> name.matches("chain\\.[0-9]+")));
        test.samples.startAt(test.now);
        try (TestJournal open = test.open()) {
            for (int turn = 0; turn < 2500; turn++) {
                open.turn(100);
                open.second();
            }
        }
        assertTrue(test.names().stream().noneMatch(name -> name.matches("chain\\.[0-9]+")), () -> findings());
        assertEquals(List.of(), verify());
    }

    private final List<JournalRecord> given = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    private void follow(Follower follower) throws Exception {
        follower.look();
        follower.look();
        follower.read(given::add, gaps::add);
    }

    private Follower follower() throws Exception {
        return new Follower(JournalReader.open(directory, test.disk), Ticker.system(), 1);
    }

    private void assertGivesTheRestAndEachGap(AddressRange... clients) {
        assertEquals(without(clients), given);
        assertEquals(
                test.safe.size() - given.size(),
                gaps.stream().mapToLong(Gap::ids).sum());
        assertTrue(gaps.stream().allMatch(gap -> gap.reason().equals(GapReasons.REMOVED)), gaps::toString);
    }

    @Test
    void aFollowerNamesTheIdsOfRemovedRecords() throws Exception {
        write(1000);
        pruning(client).remove();
        follow(follower());
        assertGivesTheRestAndEachGap(client);
    }

    @Test
    void aFollowerSeesThatRecordsWereRemovedWhileItWaited() throws Exception {
        write(1000);
        pruning(client).remove();
        Follower follower = follower();
        follow(follower);
        write(1000);
        pruning(client).remove();
        follow(follower);
        assertGivesTheRestAndEachGap(client);
    }

    @Test
    void aFollowerOpensNoFileForEachGapThatAPruningLeft() throws Exception {
        write(3000);
        pruning(client).remove();
        int segments = test.segments().size();
        test.disk.opened = 0;
        follow(follower());
        assertGivesTheRestAndEachGap(client);
        assertTrue(gaps.size() > 100, gaps.size() + " gaps");
        assertTrue(test.disk.opened < 10 * segments, test.disk.opened + " files opened for " + segments + " segments");
    }

    @Test
    void aFollowerNamesRemovedRecordsOfTwoTablesThatFollowEachOther() throws Exception {
        writeTable(other, client);
        writeTable(client, other);
        assertEquals(2, test.segments().size());
        pruning(client).remove();
        follow(follower());
        assertEquals(List.of(new Gap(2, 3, GapReasons.REMOVED)), gaps);
    }

    /** Writes a table with a record of each client. */
    private void writeTable(AddressRange... clients) throws Exception {
        try (TestJournal open = test.open()) {
            for (AddressRange each : clients) {
                Entry entry = test.samples.next();
                entry.client = each.address();
                open.append(entry);
            }
            open.commit();
        }
    }
}
