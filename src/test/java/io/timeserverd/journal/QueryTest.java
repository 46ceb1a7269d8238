package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries over sealed segments and an active one find what a plain filter finds. */
class QueryTest {
    @TempDir
    Path directory;

    private final Random random = new Random(11);
    private TestJournal test;
    private List<JournalRecord> all;

    @BeforeEach
    void write() throws Exception {
        test = new TestJournal(directory);
        test.segmentBytes = 3 * Frame.PAGE;
        test.open();
        while (test.segments().size() < 4 || test.segments().get(3).bytes() < Frame.PAGE) {
            test.turn(1 + test.samples.upTo(40));
            if (test.samples.upTo(10) == 0) {
                test.second();
            }
        }
        all = test.safe;
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void findsWhatAFilterFinds() throws Exception {
        for (int round = 0; round < 300; round++) {
            var wanted = new ArrayList<Predicate<JournalRecord>>();
            Query query = narrowed(Query.all(), wanted);
            var expected = new ArrayList<>(all.stream()
                    .filter(each -> wanted.stream().allMatch(condition -> condition.test(each)))
                    .toList());
            if (random.nextBoolean()) {
                query = query.newestFirst();
                Collections.reverse(expected);
            }
            if (random.nextInt(3) == 0) {
                int limit = random.nextInt(20);
                query = query.withLimit(limit);
                expected.subList(Math.min(limit, expected.size()), expected.size())
                        .clear();
            }
            assertEquals(expected, found(query), query.toString());
        }
    }

    @Test
    void findsNewRecordsByTheirIds() throws Exception {
        var followed = new ArrayList<>(all);
        for (int turn = 0; turn < 200; turn++) {
            test.turn(test.samples.upTo(30));
            test.second();
            followed.addAll(found(Query.all().withFromId(followed.size() + 1)));
            assertEquals(test.safe.size(), followed.size());
        }
        assertEquals(test.safe, followed);
    }

    @Test
    void findsTheSameRecordsPieceByPiece() throws Exception {
        var reader = JournalReader.open(directory);
        for (int round = 0; round < 10; round++) {
            Query query = narrowed(Query.all(), new ArrayList<>());
            var inPieces = new ArrayList<JournalRecord>();
            for (IdRange range : reader.extent(query)) {
                for (long from = range.firstId(); from < range.endId(); from += 1000) {
                    Query piece = query.withFromId(from).withEndId(Math.min(range.endId(), from + 1000));
                    inPieces.addAll(found(piece));
                }
            }
            assertEquals(found(query), inPieces, query.toString());
        }
    }

    @Test
    void theExtentLeavesOutNodesOfOtherTimes() throws Exception {
        Instant middle = all.get(all.size() / 2).time();
        List<IdRange> after = JournalReader.open(directory).extent(Query.all().withSince(middle));
        List<IdRange> whole = JournalReader.open(directory).extent(Query.all());
        assertEquals(List.of(new IdRange(1, all.size() + 1)), whole);
        assertTrue(after.get(0).firstId() > 1, after::toString);
        assertEquals(all.size() + 1, after.get(after.size() - 1).endId());
        assertEquals(all.size() + 1, JournalReader.open(directory).endId());
    }

    @Test
    void stopsWhenNoMoreRecordsAreWanted() throws Exception {
        var found = new ArrayList<JournalRecord>();
        reader().query(Query.all(), each -> {
            found.add(each);
            return found.size() < 5;
        });
        assertEquals(all.subList(0, 5), found);
    }

    private Query narrowed(Query query, List<Predicate<JournalRecord>> wanted) {
        Query narrowed = query;
        JournalRecord some = all.get(random.nextInt(all.size()));
        if (random.nextInt(3) == 0) {
            Instant since = nudged(all.get(random.nextInt(all.size())).time());
            narrowed = narrowed.withSince(since);
            wanted.add(each -> !each.time().isBefore(since));
        }
        if (random.nextInt(3) == 0) {
            Instant until = nudged(all.get(random.nextInt(all.size())).time());
            narrowed = narrowed.withUntil(until);
            wanted.add(each -> each.time().isBefore(until));
        }
        if (random.nextInt(4) == 0) {
            JournalRecord end = all.get(random.nextInt(all.size()));
            narrowed = narrowed.withEndId(end.id());
            wanted.add(each -> each.id() < end.id());
        }
        if (random.nextInt(4) == 0) {
            narrowed = narrowed.withFromId(some.id());
            wanted.add(each -> each.id() >= some.id());
        }
        if (random.nextInt(3) == 0) {
            InetAddress client = some.client().orElseThrow();
            int bits = random.nextInt(8 * client.getAddress().length + 1);
            var range = new AddressRange(client, random.nextBoolean() ? 8 * client.getAddress().length : bits);
            narrowed = narrowed.withClient(range);
            wanted.add(each -> range.contains(each.client().orElseThrow()));
        }
        if (random.nextInt(3) == 0) {
            narrowed = narrowed.withPorts(port -> port == some.port());
            wanted.add(each -> each.port() == some.port());
        }
        if (random.nextInt(3) == 0) {
            Predicate<JournalRecord> failed = each -> !each.outcome().equals(Entry.OK);
            narrowed = narrowed.and(failed);
            wanted.add(failed);
        }
        return narrowed;
    }

    private Instant nudged(Instant time) {
        return time.plusNanos(random.nextInt(3) - 1);
    }

    private List<JournalRecord> found(Query query) throws Exception {
        var found = new ArrayList<JournalRecord>();
        assertEquals(List.of(), reader().query(query, found::add));
        return found;
    }

    private JournalReader reader() throws JournalException {
        return JournalReader.open(directory);
    }
}
