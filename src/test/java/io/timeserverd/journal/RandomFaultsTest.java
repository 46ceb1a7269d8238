package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.journal.FaultyDisk.Operation;
import io.timeserverd.journal.JournalOptions.Sync;
import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Episodes of a disk that fails at random, with kills and a slow helper thread. After each episode the disk works
 * again: every record that was promised must be there, or be counted as lost, and the journal must go on by itself.
 */
class RandomFaultsTest {
    private static final int EPISODES = Integer.getInteger("timeserverd.episodes", 15);
    private static final long SEED = Long.getLong("timeserverd.seed", 1);
    private static final Pattern IDS = Pattern.compile("first-id=([0-9]+) last-id=([0-9]+)");
    private static final Pattern ASIDE = Pattern.compile("\\.aside.*");

    /** Work that failed is tried again after ten seconds. */
    private static final int SECONDS_TO_RECOVER = 15;

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private final Samples samples = new Samples(SEED);

    /** Every entry; its place in the list stands where a checksum of the reply would. */
    private final List<Entry> appended = new ArrayList<>();

    /** What the helper thread has not done yet, by runs. */
    private Queue<Runnable> tasks = new ArrayDeque<>();

    private TestJournal test;

    /** Requests of this run. */
    private long answered;

    private int copies;

    @ParameterizedTest
    @EnumSource
    void everyRecordIsThereOrItsLossIsCounted(Sync sync) throws Exception {
        samples.summaries = true;
        var clock = new AtomicLong();
        try (Capture log = Log.capture(() -> clock.addAndGet(TimeUnit.MINUTES.toNanos(2)))) { // no line is suppressed
            start(new TestJournal(Files.createDirectory(directory.resolve("first"))), sync);
            for (int episode = 0; episode < EPISODES; episode++) {
                beginTrouble();
                for (int step = random.nextInt(60); step >= 0; step--) {
                    step();
                }
                int end = random.nextInt(4);
                if (end == 0) {
                    TestJournal killed = test.killed(Files.createDirectory(directory.resolve("copy" + copies++)));
                    start(killed, sync);
                }
                test.disk.heal();
                if (end == 1) {
                    test.close();
                    start(test, sync);
                }
                recover();
                check(log, "episode " + episode);
            }
            test.close();
            check(log, "the end");
            assertTrue(log.lines("journal-records-lost").size() > 5, "hardly anything was lost");
        }
    }

    private void start(TestJournal next, Sync sync) throws JournalException {
        test = next;
        test.sync = sync;
        test.segmentBytes = copies % 2 == 0 ? Frame.PAGE : 4 << 20; // the larger ones are merged
        var queue = new ArrayDeque<Runnable>();
        tasks = queue;
        test.helper = (onHelper, then) -> queue.add(() -> {
            onHelper.run();
            then.run();
        });
        answered = 0;
        test.open();
    }

    private void beginTrouble() throws IOException {
        FaultyDisk disk = test.disk;
        switch (random.nextInt(8)) {
            case 0 -> disk.readOnly = true;
            case 1 -> disk.capacity = test.bytes() + random.nextInt(3 * Frame.PAGE);
            case 2 -> disk.syncsFail = true;
            case 3 -> {
                for (Operation each : Operation.values()) {
                    disk.failing.put(each, 0.2);
                }
            }
            default ->
                disk.failing.put(
                        Operation.values()[random.nextInt(Operation.values().length)], 0.05 + random.nextDouble() / 2);
        }
    }

    private void step() {
        turn(random.nextInt(20) == 0 ? 2000 : 1 + random.nextInt(60));
        test.tickNs += random.nextInt(100_000_000);
        if (random.nextInt(4) == 0) {
            test.second();
        }
        for (int n = random.nextInt(3); n > 0 && !tasks.isEmpty(); n--) {
            tasks.remove().run();
        }
    }

    private int turn(int entries) {
        for (int n = 0; n < entries; n++) {
            Entry entry = samples.next();
            entry.replyCrc = appended.size();
            appended.add(entry);
            answered += entry.count;
            test.append(entry);
        }
        int lost = test.commit();
        Journal.Status status = test.journal.status();
        assertEquals(answered, status.journalled() + status.summarised() + status.lost(), status.toString());
        return lost;
    }

    /** Nobody does anything to help. */
    private void recover() {
        for (int second = 0; second < SECONDS_TO_RECOVER; second++) {
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
            test.second();
        }
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        assertEquals(0, turn(20), () -> test.journal.status().toString());
        assertEquals("", test.journal.status().problem());
    }

    private void check(Capture log, String when) throws Exception {
        Map<Long, JournalRecord> found = checked(test.directory, when);
        for (String name : test.names()) {
            if (ASIDE.matcher(name).find()) {
                found.putAll(checked(withoutAside(name), when + ", " + name));
            }
        }
        List<long[]> counted = new ArrayList<>(ids(log, "journal-records-lost"));
        counted.addAll(ids(log, "journal-segment-deleted"));
        for (JournalRecord each : test.safe) {
            boolean there = each.equals(found.get(each.id()));
            assertTrue(
                    there || isIn(counted, each.id()),
                    () -> when + ": record " + each.id() + " is not there:\n" + names() + "\n"
                            + String.join("\n", log.lines()));
        }
        var findings = new ArrayList<Finding>();
        JournalReader.open(test.directory).verify(each -> {}, findings::add);
        findings.removeIf(each -> each.what().endsWith(" are missing")
                || each.what().equals("was set aside by the daemon, whose log says why"));
        assertEquals(List.of(), findings, when);
    }

    /** What a reader finds in a directory; each record must be what was appended, and come after the one before. */
    private Map<Long, JournalRecord> checked(Path where, String when) throws Exception {
        var found = new HashMap<Long, JournalRecord>();
        var last = new long[] {0, -1};
        JournalReader.open(where).query(Query.all(), each -> {
            assertTrue(
                    each.id() > last[0] && each.replyCrc() > last[1], () -> when + ": " + each + " follows " + last[0]);
            assertEquals(Samples.record(each.id(), appended.get(each.replyCrc())), each, when);
            last[0] = each.id();
            last[1] = each.replyCrc();
            found.put(each.id(), each);
            return true;
        });
        return found;
    }

    /** A directory with the file alone, under the name that it had. */
    private Path withoutAside(String name) throws IOException {
        Path copy = Files.createDirectory(directory.resolve("aside" + copies++));
        Files.copy(
                test.directory.resolve(name), copy.resolve(ASIDE.matcher(name).replaceFirst("")));
        return copy;
    }

    private String names() {
        return String.join(" ", test.directory.toFile().list());
    }

    private static List<long[]> ids(Capture log, String event) {
        return log.lines(event).stream()
                .map(IDS::matcher)
                .filter(Matcher::find)
                .map(ids -> new long[] {Long.parseLong(ids.group(1)), Long.parseLong(ids.group(2))})
                .toList();
    }

    private static boolean isIn(List<long[]> ranges, long id) {
        return ranges.stream().anyMatch(range -> range[0] <= id && id <= range[1]);
    }
}
