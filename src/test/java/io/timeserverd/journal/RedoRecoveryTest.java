package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start makes of a redo file that was torn or damaged. */
class RedoRecoveryTest {
    private static final int TURNS = 5;

    @TempDir
    Path directory;

    private final List<Integer> frameEnds = new ArrayList<>();
    private final List<List<JournalRecord>> frames = new ArrayList<>();
    private byte[] redo;
    private int copies;

    @BeforeEach
    void write() throws Exception {
        try (TestJournal test = new TestJournal(Files.createDirectory(directory.resolve("original"))).open()) {
            Path file = FileNames.of(test.directory, 1, FileNames.REDO);
            frameEnds.add(RedoHeader.LENGTH);
            for (int turn = 0; turn < TURNS; turn++) {
                int before = test.safe.size();
                test.turn(1 + turn % 2);
                frames.add(List.copyOf(test.safe.subList(before, test.safe.size())));
                frameEnds.add((int) Files.size(file));
            }
            redo = Files.readAllBytes(file);
        }
    }

    @Test
    void keepsEveryWholeFrameWhenItIsCutAnywhere() throws Exception {
        for (int length = 0; length <= redo.length; length++) {
            int cut = length;
            int whole =
                    (int) frameEnds.stream().skip(1).filter(end -> end <= cut).count();
            int torn = cut < RedoHeader.LENGTH || isZero(frameEnds.get(whole), cut) ? 0 : 1;
            try (TestJournal after = start(Arrays.copyOf(redo, cut))) {
                assertEquals(records(frames.subList(0, whole)), after.found(), "cut at " + cut);
                assertEquals(torn, after.journal.status().torn(), "cut at " + cut);
                after.safe.addAll(after.found());
                after.turn(2);
                assertEquals(after.safe, after.found(), "cut at " + cut);
            }
        }
    }

    /** As a kill leaves a journal of which every commit is brought to the disk. */
    @Test
    void keepsEveryWholeFrameWithZeroesAfterTheCut() throws Exception {
        for (int length = RedoHeader.LENGTH; length <= redo.length; length++) {
            int cut = length;
            int whole =
                    (int) frameEnds.stream().skip(1).filter(end -> end <= cut).count();
            try (TestJournal after = start(Arrays.copyOf(Arrays.copyOf(redo, cut), 3 * Frame.PAGE))) {
                assertEquals(records(frames.subList(0, whole)), after.found(), "cut at " + cut);
                assertEquals(
                        isZero(frameEnds.get(whole), cut) ? 0 : 1,
                        after.journal.status().torn(),
                        "cut at " + cut);
                after.safe.addAll(after.found());
                after.turn(2);
                after.second();
                assertEquals(after.safe, after.found(), "cut at " + cut);
                assertTrue(after.names().stream().noneMatch(name -> name.endsWith("aside")), "cut at " + cut);
            }
        }
    }

    /** Its size reached the disk, its header did not. */
    @Test
    void ignoresAFileOfZeroes() throws Exception {
        for (int length : new int[] {RedoHeader.LENGTH, 1000, 3 * Frame.PAGE}) {
            try (TestJournal after = start(new byte[length])) {
                assertEquals(List.of(), after.found());
                assertTrue(after.names().stream().noneMatch(name -> name.endsWith("aside")), "length " + length);
                after.turn(2);
                assertEquals(1, after.found().get(0).id());
            }
        }
    }

    private boolean isZero(int from, int to) {
        return Arrays.equals(redo, from, to, new byte[to - from], 0, to - from);
    }

    @Test
    void keepsTheOtherFramesWhenTheLastIsDamaged() throws Exception {
        for (Integer at = frameEnds.get(TURNS - 1); at < redo.length; at++) {
            for (int flip : new int[] {0x01, 0x80, 0xFF}) {
                byte[] bytes = redo.clone();
                bytes[at] ^= (byte) flip;
                try (TestJournal after = start(bytes)) {
                    assertEquals(records(frames.subList(0, TURNS - 1)), after.found(), "byte " + at);
                    assertEquals(1, after.journal.status().torn());
                    after.safe.addAll(after.found());
                    after.turn(2);
                    assertEquals(after.safe, after.found(), "byte " + at);
                }
            }
        }
    }

    @Test
    void losesOnlyTheDamagedFrameAndKeepsTheFile() throws Exception {
        for (int at = 0; at < frameEnds.get(TURNS - 1); at++) {
            byte[] bytes = redo.clone();
            bytes[at] ^= 0x10;
            var kept = new ArrayList<>(frames);
            var expected = new ArrayList<String>();
            if (at >= RedoHeader.LENGTH) {
                List<JournalRecord> lost = kept.remove(frameOf(at));
                expected.add(
                        "records=" + lost.size() + " first-id=" + lost.get(0).id() + " last-id="
                                + lost.get(lost.size() - 1).id() + " ");
            }
            try (Capture log = Log.capture();
                    TestJournal after = start(bytes)) {
                assertEquals(records(kept), after.found(), "byte " + at);
                after.safe.addAll(after.found());
                after.turn(2);
                after.second();
                assertEquals(after.safe, after.found(), "byte " + at);
                assertTrue(after.names().contains("0000000000000000001.redo.aside"), "byte " + at);
                List<String> logged = log.lines("journal-records-lost");
                assertEquals(expected.size(), logged.size(), () -> logged.toString());
                assertTrue(expected.isEmpty() || logged.get(0).contains(expected.get(0)), () -> logged.toString());
                assertEquals(0, after.journal.status().lost(), "they were of an earlier run");
            }
        }
    }

    @Test
    void verifyNamesTheMissingRecordsOfAnyDamagedFrame() throws Exception {
        for (int frame = 0; frame < TURNS - 1; frame++) {
            Path copy = Files.createDirectory(directory.resolve("copy" + copies++));
            byte[] bytes = redo.clone();
            bytes[frameEnds.get(frame)] ^= 1;
            Files.write(FileNames.of(copy, 1, FileNames.REDO), bytes);
            List<JournalRecord> lost = frames.get(frame);
            var findings = new ArrayList<String>();
            JournalReader.open(copy).verify(record -> {}, finding -> findings.add(finding.what()));
            String missing = "records " + lost.get(0).id() + " to "
                    + lost.get(lost.size() - 1).id() + " are missing";
            assertTrue(findings.contains(missing), findings::toString);
        }
    }

    @Test
    void countsRecordsAsLostThatAreDamagedBeforeSealing() throws Exception {
        for (int frame = 0; frame < TURNS; frame++) {
            Path copy = Files.createDirectory(directory.resolve("copy" + copies++));
            try (Capture log = Log.capture();
                    TestJournal test = new TestJournal(copy).open()) {
                for (int turn = 0; turn < TURNS; turn++) {
                    test.turn(1 + turn % 2);
                }
                Path file = FileNames.of(copy, 1, FileNames.REDO);
                byte[] bytes = Files.readAllBytes(file);
                bytes[frameEnds.get(frame)] ^= 1;
                Files.write(file, bytes);
                test.pass(Duration.ofDays(2)); // the segment ends
                test.second();
                List<JournalRecord> lost = frames.get(frame);
                Journal.Status status = test.journal.status();
                assertEquals(lost.size(), status.lost());
                assertEquals(test.safe.size(), status.journalled() + status.lost());
                assertEquals(1, status.aside());
                List<String> logged = log.lines("journal-records-lost");
                assertEquals(1, logged.size(), logged::toString);
                assertTrue(
                        logged.get(0)
                                .contains(" first-id=" + lost.get(0).id() + " last-id="
                                        + lost.get(lost.size() - 1).id() + " "),
                        logged::toString);
            }
        }
    }

    @Test
    void doesNotGuessHowManyRecordsAFileWithoutIntactFramesHad() throws Exception {
        byte[] bytes = Arrays.copyOf(redo, 3 * Frame.PAGE);
        Arrays.fill(bytes, RedoHeader.LENGTH, bytes.length, (byte) 1);
        try (Capture log = Log.capture();
                TestJournal after = start(bytes)) {
            after.turn(1);
            after.second();
            after.second();
            List<String> logged = log.lines("journal-records-lost");
            assertEquals(1, logged.size(), logged::toString);
            assertTrue(
                    logged.get(0).contains("records=unknown first-id=1 last-id=unknown from=unknown to=unknown"),
                    logged::toString);
            assertTrue(after.names().contains("0000000000000000001.redo.aside"));
            assertEquals(0, after.journal.status().lost());
        }
    }

    @Test
    void ignoresBytesAfterTheLastFrame() throws Exception {
        var random = new Random(5);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = Arrays.copyOf(redo, redo.length + 1 + random.nextInt(2000));
            if (round % 2 == 0) {
                var garbage = new byte[bytes.length - redo.length];
                random.nextBytes(garbage);
                System.arraycopy(garbage, 0, bytes, redo.length, garbage.length);
            } else {
                // What was written elsewhere in the file, and looks like a frame.
                System.arraycopy(
                        redo,
                        RedoHeader.LENGTH,
                        bytes,
                        redo.length,
                        Math.min(redo.length - RedoHeader.LENGTH, bytes.length - redo.length));
            }
            try (TestJournal after = start(bytes)) {
                assertEquals(records(frames), after.found());
            }
        }
    }

    @Test
    void ignoresAFrameOfAnotherSegment() throws Exception {
        Path copy = Files.createDirectory(directory.resolve("other"));
        byte[] bytes = redo.clone();
        Files.write(FileNames.of(copy, 2, FileNames.REDO), bytes);
        try (TestJournal after = new TestJournal(copy).open()) {
            assertEquals(List.of(), after.found());
            assertTrue(after.names().contains("0000000000000000002.redo.aside"));
        }
    }

    @Test
    void setsARedoLogOfAnotherVersionAside() throws Exception {
        byte[] bytes = redo.clone();
        bytes[7]++;
        var crc = new CRC32C();
        crc.update(bytes, 0, 24);
        Bytes.putInt(bytes, 24, (int) crc.getValue());
        try (Capture lines = Log.capture();
                TestJournal after = start(bytes)) {
            assertEquals(List.of(), after.found());
            assertTrue(after.names().contains("0000000000000000001.redo.aside"));
            assertEquals(1, lines.lines("journal-set-aside").size());
            assertTrue(
                    lines.lines("journal-set-aside")
                            .get(0)
                            .contains("version " + (RedoHeader.VERSION + 1) + " is not " + RedoHeader.VERSION),
                    lines.lines().toString());
            after.turn(1);
            long id = after.found().get(0).id();
            assertTrue(id > 7, "id " + id + " may have been given before");
        }
    }

    @Test
    void setsAForeignFileAside() throws Exception {
        try (TestJournal after =
                start("not a redo file at all, but long enough to be one".getBytes(StandardCharsets.US_ASCII))) {
            assertEquals(List.of(), after.found());
            assertTrue(after.names().contains("0000000000000000001.redo.aside"));
        }
    }

    private TestJournal start(byte[] bytes) throws IOException, JournalException {
        Path copy = Files.createDirectory(directory.resolve("copy" + copies++));
        Files.write(FileNames.of(copy, 1, FileNames.REDO), bytes);
        var after = new TestJournal(copy);
        after.samples.startAt(after.now.plusSeconds(60));
        return after.open();
    }

    private int frameOf(int at) {
        int frame = 0;
        while (frameEnds.get(frame + 1) <= at) {
            frame++;
        }
        return frame;
    }

    private static List<JournalRecord> records(List<List<JournalRecord>> frames) {
        return frames.stream().flatMap(List::stream).toList();
    }
}
