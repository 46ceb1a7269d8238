package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.journal.Chain;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.Forgery;
import io.timeserverd.journal.Listener;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointCommandTest {
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private Path key;
    private Path shared;
    private long written;

    @BeforeEach
    void makeKey() {
        key = elsewhere.resolve("key");
        shared = elsewhere.resolve("key.pub");
        var run = new Run(directory);
        assertEquals(0, run.of("keygen", "--name", "example.org/time", key.toString()), run.err());
    }

    /** Writes a journal like a run of the daemon with this many requests. Verify cannot recompute any of them. */
    private void write(int requests) throws Exception {
        try (var journal = new Journals(directory, 64 << 10, 1 << 20)) {
            for (int n = 0; n < requests; n++) {
                Entry entry = Journals.entry(
                        START.plusSeconds(written).toString(), "192.0.2." + written % 5, "Zone/" + written);
                entry.listener = Listener.DAYTIME;
                journal.add(entry);
                written++;
                if (n % 1000 == 0) {
                    journal.tick();
                }
            }
        }
    }

    private Path checkpoint(String name) throws Exception {
        var run = new Run(directory);
        assertEquals(0, run.of("checkpoint", "--key", key.toString(), "--origin", "host/timeserverd"), run.err());
        return Files.writeString(elsewhere.resolve(name), run.out());
    }

    private Run verify(int status, Path... checkpoints) {
        var words = new ArrayList<>(List.of("verify", "--key", shared.toString(), "--checkpoint"));
        List.of(checkpoints).forEach(each -> words.add(each.toString()));
        var run = new Run(directory);
        assertEquals(status, run.of(words.toArray(new String[0])), run.out() + run.err());
        return run;
    }

    private static void assertTells(Run run, String part) {
        assertTrue(run.out().contains(part), run.out());
    }

    @Test
    void keygenWritesAPairAndOverwritesNothing() throws Exception {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        assertTrue(Files.readString(key).startsWith("PRIVATE+KEY+example.org/time+"));
        String before = Files.readString(key);
        var run = new Run(directory);
        assertEquals(1, run.of("keygen", key.toString()));
        assertTrue(run.err().endsWith(key + " exists, and is not overwritten\n"), run.err());
        assertEquals(before, Files.readString(key));
        Files.delete(key);
        assertEquals(1, new Run(directory).of("keygen", key.toString()));
        assertFalse(Files.exists(key));
        assertEquals(
                2,
                new Run(directory)
                        .of("keygen", "--name", "a b", elsewhere.resolve("new").toString()));
    }

    /** Uses a name to which .pub cannot be added, because a name of a file has 255 bytes at most. */
    @Test
    void keygenLeavesNoHalfOfAPair() {
        Path half = elsewhere.resolve("k".repeat(252));
        var run = new Run(directory);
        assertEquals(1, run.of("keygen", half.toString()));
        assertTrue(run.err().startsWith("timeserver-admin: " + half + ".pub: "), run.err());
        assertFalse(Files.exists(half));
    }

    @Test
    void namesADirectoryThatIsNoKey() {
        var run = new Run(directory);
        assertEquals(2, run.of("checkpoint", "--key", elsewhere.toString()));
        assertEquals("timeserver-admin: " + elsewhere + ": is a directory\n", run.err());
    }

    @Test
    void checkpointIsANoteOfTheHead() throws Exception {
        write(3000);
        List<String> lines = Files.readAllLines(checkpoint("now"));
        Chain chain = Chain.read(directory).orElseThrow();
        assertEquals("host/timeserverd", lines.get(0));
        assertEquals(Long.toString(chain.number()), lines.get(1));
        assertEquals(44, lines.get(2).length());
        assertEquals("timeserverd last-id 3000 time 2026-11-22T12:30:00Z", lines.get(3));
        assertEquals("", lines.get(4));
        assertTrue(lines.get(5).startsWith("\u2014 example.org/time "), lines.get(5));
        assertEquals(6, lines.size());
    }

    @Test
    void checkpointNamesHostAndInstanceUnlessItIsTold() throws Exception {
        var run = new Run(directory);
        new Journals(Files.createDirectory(directory.resolve("7"))).addThree().close();
        assertEquals(0, run.of("--instance", "7", "checkpoint", "--key", key.toString()), run.err());
        assertTrue(run.lines().get(0).endsWith("/timeserverd/7"), run.out());
    }

    @Test
    void handsTheCheckpointToACommand() throws Exception {
        write(100);
        Path kept = elsewhere.resolve("kept");
        var run = new Run(directory);
        assertEquals(0, run.of("checkpoint", "--key", key.toString(), "--to", "cat >'" + kept + "'"), run.err());
        assertEquals("", run.out());
        verify(0, kept);
        var failed = new Run(directory);
        assertEquals(1, failed.of("checkpoint", "--key", key.toString(), "--to", "exit 7"));
        assertTrue(failed.err().endsWith(" ended with status 7\n"), failed.err());
    }

    @Test
    void checkpointNeedsAChain() {
        var run = new Run(directory);
        assertEquals(1, run.of("checkpoint", "--key", key.toString()));
        assertTrue(run.err().contains(" has no chain yet"), run.err());
        assertEquals(2, new Run(directory).of("checkpoint", "--key", shared.toString()));
    }

    @Test
    void provesRecordsThroughLaterOnesRetentionMergesAndPrune() throws Exception {
        write(3000);
        Path first = checkpoint("first");
        assertTells(verify(0, first), "chain: proved\tall records up to 3000, but");
        write(40_000);
        Path second = checkpoint("second");
        assertTells(verify(0, first, second), "chain: proved\tall records up to 43000, but");
        assertEquals(0, new Run(directory).of("prune", "--client", "192.0.2.3", "--yes"));
        Run run = verify(0, first, second);
        assertTells(run, "chain: removed\t");
        assertTells(run, " by prune --client, entry ");
        var segments = new Run(directory);
        assertEquals(0, segments.of("segments"));
        String before = segments.lines().get(2).split("\t", -1)[4];
        assertEquals(0, new Run(directory).of("prune", "--before", before, "--yes"));
        assertTells(verify(0, first, second), " by prune, from entry ");
    }

    @Test
    void namesASingleRemovedRecord() throws Exception {
        write(8);
        assertEquals(0, new Run(directory).of("prune", "--client", "192.0.2.4", "--yes"));
        assertEquals(0, new Run(directory).of("prune", "--client", "192.0.2.1", "--yes"));
        var run = new Run(directory);
        assertEquals(0, run.of("verify"), run.out() + run.err());
        assertTells(run, "chain: removed\trecord 5 by prune --client, entry ");
        assertTells(run, "chain: removed\t2 records among 2 to 7 by prune --client, entry ");
    }

    @Test
    void namesWhatRetentionDeletedAndWhatIsNotSealedYet() throws Exception {
        write(200_000);
        Path old = checkpoint("old");
        try (var journal = new Journals(directory, 64 << 10, 1 << 20)) {
            for (int n = 0; n < 3; n++) {
                Entry entry = Journals.entry(START.plusSeconds(written).toString(), "192.0.2.7", "Zone/x");
                entry.listener = Listener.DAYTIME;
                journal.add(entry);
            }
            Run run = verify(0, old);
            assertTells(run, " by retention (size), from entry ");
            assertTells(run, "chain: in no entry\t3 records, not sealed yet or older than the chain");
        }
    }

    @Test
    void changedRecordIsNamed() throws Exception {
        write(3000);
        Path before = checkpoint("before");
        Forgery.changePort(directory, 1700);
        assertTells(verify(1, before), " are not as they were sealed: at least one was changed\n");
    }

    @Test
    void chainThatWasWrittenAgainIsTold() throws Exception {
        write(3000);
        Path before = checkpoint("before");
        Forgery.changePort(directory, 1700);
        Files.delete(Chain.file(directory));
        write(100);
        assertEquals(0, new Run(directory).of("verify"), "the forged journal is right in itself");
        assertTells(
                verify(1, before),
                "the chain was written again, and records up to 3000 may have been changed, removed or added since"
                        + " 2026-11-22T12:30:00Z\n");
    }

    @Test
    void chainThatWasCutBackIsTold() throws Exception {
        write(3000);
        Path before = checkpoint("before");
        List<String> lines = Files.readAllLines(Chain.file(directory));
        Files.write(Chain.file(directory), lines.subList(0, lines.size() - 1));
        assertTells(
                verify(1, before), "the chain has no entry " + lines.size() + ", which was signed: records up to 3000");
        Files.delete(Chain.file(directory));
        assertTells(verify(1, before), "the chain has no entry ");
    }

    @Test
    void newEntriesBehindTheSignedOneDoNotVouchForOlderRecords() throws Exception {
        write(3000);
        Path before = checkpoint("before");
        Forgery.changePort(directory, 1700);
        Forgery.cutChain(directory, 0, true);
        assertEquals(0, new Run(directory).of("verify"), "the forged journal is right in itself");
        assertTells(
                verify(1, before),
                before + "\trecords 1 to 3000 are in no entry that was signed: they were changed or added since"
                        + " 2026-11-22T12:30:00Z\n");
    }

    @Test
    void recordsWithoutEntryBeforeACheckpointAreNamed() throws Exception {
        write(3000);
        Path before = checkpoint("before");
        Forgery.cutChain(directory, 1000, false);
        assertTells(verify(1, before), before + "\trecords 1 to 3000 are in no entry that was signed: ");
    }

    @Test
    void recordsThatWereDeletedBehindAFalseCutAreNamed() throws Exception {
        write(3000);
        Path before = checkpoint("before");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.mapdb")) {
            for (Path each : files) {
                Files.delete(each);
            }
        }
        Forgery.cutChain(directory, 20, false);
        assertTells(
                verify(1, before),
                before + "\trecords 21 to 3000 are gone, and no entry says that they were deleted\n");
    }

    @Test
    void checkpointOfAnotherKeyOrWithAnotherTextProvesNothing() throws Exception {
        write(3000);
        Path right = checkpoint("right");
        Path changed = Files.writeString(
                elsewhere.resolve("changed"), Files.readString(right).replace("last-id 3000", "last-id 9000"));
        assertTells(verify(1, changed), changed + "\tis not signed by the key, or was changed since\n");
        Path text = Files.writeString(elsewhere.resolve("text"), "anything");
        assertTells(verify(1, right, text), text + "\tis no checkpoint of timeserver-admin\n");
        Path other = elsewhere.resolve("other");
        assertEquals(0, new Run(directory).of("keygen", other.toString()));
        shared = elsewhere.resolve("other.pub");
        assertTells(verify(1, right), right + "\tis not signed by the key, or was changed since\n");
    }

    @Test
    void oldCheckpointIsNoFaultBesideOneOfWhatIsLeft() throws Exception {
        write(3000);
        Path old = checkpoint("old");
        for (int run = 0; run < 10; run++) {
            write(80_000);
        }
        Path recent = checkpoint("recent");
        Run both = verify(0, old, recent);
        assertTells(both, "is older than what is left of the chain; all of its records, up to 3000, are deleted\n");
        assertTells(verify(1, old), "none of the checkpoints proves anything of what is left of the journal\n");
    }

    @Test
    void withoutCheckpointItSaysWhatIsNotProved() throws Exception {
        write(100);
        var run = new Run(directory);
        assertEquals(0, run.of("verify"), run.out());
        assertTells(run, "chain: not proved\tanything against someone who can write the journal");
    }

    @Test
    void checkpointAndKeyNeedEachOther() {
        assertEquals(2, new Run(directory).of("verify", "--key", shared.toString()));
        assertEquals(2, new Run(directory).of("verify", "--checkpoint", shared.toString()));
        assertEquals(
                2,
                new Run(directory)
                        .of(
                                "verify",
                                "--checkpoint",
                                shared.toString(),
                                "--key",
                                elsewhere.resolve("none").toString()));
    }
}
