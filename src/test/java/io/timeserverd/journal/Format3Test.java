package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.Reading;
import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads and converts a journal that release 0.1.0 has written: two sealed segments, a redo log, and the half-built
 * segment of that. The expected records were exported by that release's admin tool as JSON lines.
 */
class Format3Test {
    private static final List<String> FILES = List.of(
            "0000000000000000001.mapdb",
            "0000000000000000043.mapdb",
            "0000000000000000085.redo",
            "0000000000000000085.active");

    private static final int RECORDS = 126;

    @TempDir
    Path directory;

    private List<String> exported;

    @BeforeEach
    void copy() throws IOException {
        for (String name : FILES) {
            Files.write(directory.resolve(name), resource(name));
        }
        exported = new String(resource("records.jsonl"), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(RECORDS, exported.size());
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = Format3Test.class.getResourceAsStream("release010/" + name)) {
            return stream.readAllBytes();
        }
    }

    @Test
    void isReadBeforeItIsConverted() throws Exception {
        assertEquals(exported, lines(new TestJournal(directory).found()));
        assertEquals(
                List.of(Segment.State.OLD, Segment.State.OLD, Segment.State.ACTIVE),
                new TestJournal(directory)
                        .segments().stream().map(Segment::state).toList());
    }

    @Test
    void isConvertedAfterTheStart() throws Exception {
        var test = new TestJournal(directory);
        try (TestJournal open = test.open();
                Capture lines = Log.capture()) {
            assertEquals(3, open.journal.status().segments() - 1);
            open.turn(1);
            assertEquals(RECORDS + 1, test.safe.get(0).id());
            for (int second = 0; second < 5; second++) {
                open.second();
            }
            assertEquals(3, lines.lines("journal-converted").size());
            assertEquals(0, open.journal.status().toConvert());
        }
        assertTrue(test.names().stream().noneMatch(FILES::contains), () -> names(test));
        assertTrue(test.names().stream().noneMatch(name -> name.contains("aside")), () -> names(test));
        List<JournalRecord> found = test.found();
        assertEquals(exported, lines(found.subList(0, RECORDS)));
        assertEquals(test.safe, found.subList(RECORDS, RECORDS + 1));
    }

    /** The state after a clean stop, and after someone has deleted the redo log. */
    @Test
    void aHalfBuiltSegmentCountsIfItsRedoLogIsGone() throws Exception {
        Files.delete(directory.resolve("0000000000000000085.redo"));
        var test = new TestJournal(directory);
        try (TestJournal open = test.open()) {
            for (int second = 0; second < 5; second++) {
                open.second();
            }
        }
        assertEquals(exported, lines(test.found()));
    }

    @Test
    void aHalfBuiltSegmentDoesNotReplaceACompleteOne() throws Exception {
        Path active = directory.resolve("0000000000000000043.active");
        Files.move(directory.resolve("0000000000000000085.active"), active);
        var test = new TestJournal(directory);
        try (TestJournal open = test.open()) {
            for (int second = 0; second < 5; second++) {
                open.second();
            }
        }
        assertEquals(exported, lines(test.found()));
        assertTrue(test.names().contains(active.getFileName() + ".aside"), () -> names(test));
    }

    @Test
    void keepsEveryRecordOnceWhenTheConversionIsKilled() throws Exception {
        var test = new TestJournal(directory);
        var steps = new ArrayList<Runnable>();
        test.helper = (onHelper, then) -> steps.add(() -> {
            onHelper.run();
            then.run();
        });
        int copies = 0;
        try (TestJournal open = test.open()) {
            for (int second = 0; second < 12; second++) {
                open.second();
                while (!steps.isEmpty()) {
                    steps.remove(0).run();
                    Path copy =
                            Files.createDirectory(directory.resolveSibling(directory.getFileName() + "-" + copies++));
                    try (TestJournal after = test.killed(copy).open()) {
                        after.second();
                        after.second();
                        assertEquals(exported, lines(after.found()), "copy " + copies);
                    }
                }
            }
        }
        assertTrue(copies > 6, "copies " + copies);
    }

    @Test
    void convertsTheReadablePartOfADamagedSegmentAndKeepsIt() throws Exception {
        Path file = directory.resolve("0000000000000000043.mapdb");
        byte[] bytes = Files.readAllBytes(file);
        var random = new Random(4);
        for (int round = 0; round < 60; round++) {
            Path copy = Files.createDirectory(directory.resolve("round" + round));
            for (String name : FILES) {
                Files.copy(directory.resolve(name), copy.resolve(name));
            }
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(copy.resolve(file.getFileName()), damaged);
            var test = new TestJournal(copy);
            try (TestJournal open = test.open()) {
                for (int second = 0; second < 5; second++) {
                    open.second();
                }
            }
            List<String> found = lines(test.found());
            assertTrue(new HashSet<>(exported).containsAll(found), "round " + round);
            boolean aside = test.names().stream().anyMatch(name -> name.contains("aside"));
            assertTrue(found.size() == RECORDS || aside, "round " + round + " hides records");
            assertFalse(Files.exists(copy.resolve(file.getFileName())), "round " + round);
        }
    }

    private static String names(TestJournal test) {
        try {
            return test.names().toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The records as that release exported them. */
    private static List<String> lines(List<JournalRecord> records) {
        return records.stream().map(Format3Test::line).collect(Collectors.toList());
    }

    private static String line(JournalRecord each) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("id", Long.toString(each.id()));
        fields.put("time", iso(each.time()));
        fields.put("answered", iso(each.answered()));
        fields.put("client", each.client().map(Format3Test::address).orElse("null"));
        fields.put("listener", quoted(each.listener().text()));
        fields.put("request", quoted(each.requestText()));
        fields.put("outcome", quoted(each.outcome()));
        fields.put("place", quoted(each.place()));
        fields.put("country", quoted(each.country()));
        fields.put("zone", quoted(each.zone()));
        fields.put("format", quoted(each.format()));
        fields.put("zone_release", quoted(each.zoneRelease()));
        fields.put("place_release", quoted(each.placeRelease()));
        fields.put("clock_state", quoted(each.clockState().text()));
        fields.put("error_bound_ns", each.errorBoundNs() == Reading.UNKNOWN ? "null" : "" + each.errorBoundNs());
        fields.put("reply_crc32c", Integer.toUnsignedString(each.replyCrc()));
        return fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String address(InetAddress client) {
        return quoted(client.getHostAddress().replace("0:0:0:0:0:0:0:1", "::1"));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String iso(Instant instant) {
        return quoted(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSX")
                .format(instant.atOffset(ZoneOffset.UTC)));
    }
}
