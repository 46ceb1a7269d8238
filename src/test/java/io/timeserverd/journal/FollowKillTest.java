package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process journals as fast as it can and is killed again and again. Meanwhile a follower reads, is restarted, and is
 * sometimes slow: it must give each record once, and report as gaps what {@code journal.max-size} deletes.
 */
class FollowKillTest {
    private static final int KILLS = 8;
    private static final int MANY_KILLS = Integer.getInteger("timeserverd.kills", 200);
    private static final long MAX_BYTES = 4 << 20;

    /** When the process writes faster than tables are made, no room is left for some of its records. */
    private static final Set<String> REASONS = Set.of(GapReasons.DELETED, GapReasons.LOST);

    private static final int LONGEST_RUN_MS = 400;
    private static final int BETWEEN_LOOKS_MS = 10;

    @TempDir
    Path directory;

    private final Random random = new Random(1);
    private final AtomicLong acknowledged = new AtomicLong();
    private final List<Gap> gaps = new ArrayList<>();
    private Follower follower;
    private long nextId = 1;
    private long given;

    @Test
    @Tag("verify")
    void givesEachRecordAndEachGapOnce() throws Exception {
        follow(KILLS);
    }

    @Test
    @Tag("long")
    void givesEachRecordAndEachGapOnceOverManyKills() throws Exception {
        follow(MANY_KILLS);
    }

    private void follow(int kills) throws Exception {
        for (int kill = 1; kill <= kills; kill++) {
            Process process = KillTest.start(directory, kill, MAX_BYTES);
            var reader = new Thread(() -> readAcknowledged(process));
            reader.start();
            begin();
            long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100 + random.nextInt(LONGEST_RUN_MS));
            while (System.nanoTime() - endNs < 0 || acknowledged.get() < nextId) {
                assertTrue(process.isAlive(), "was not killed, but ended");
                Thread.sleep(random.nextInt(20) == 0 ? LONGEST_RUN_MS : BETWEEN_LOOKS_MS);
                read();
                if (random.nextInt(10) == 0) {
                    begin();
                }
            }
            process.destroyForcibly().waitFor();
            reader.join();
        }
        read();
        read();
        assertTrue(nextId > acknowledged.get(), nextId + " after " + acknowledged);
        long missing = gaps.stream().mapToLong(Gap::ids).sum();
        assertEquals(nextId - 1, given + missing);
        assertTrue(missing > 0, "nothing was deleted unseen");
        assertTrue(given > kills * 100L, given + " given, " + missing + " missing");
        System.out.println(given + " records and " + gaps.size() + " gaps over " + kills + " kills");
    }

    private void begin() throws JournalException {
        follower = new Follower(JournalReader.open(directory), System::nanoTime, nextId);
    }

    private void read() throws Exception {
        follower.look();
        follower.read(this::take, this::take);
        assertEquals(List.of(), follower.obstacles());
    }

    private boolean take(JournalRecord each) {
        assertEquals(nextId++, each.id());
        assertTrue(Numbered.isTrue(each), each::toString);
        given++;
        return true;
    }

    private void take(Gap gap) {
        assertEquals(nextId, gap.firstId());
        assertTrue(REASONS.contains(gap.reason()), gap::toString);
        try {
            JournalReader.open(directory)
                    .query(Query.all().withFromId(gap.firstId()).withEndId(gap.lastId() + 1), each -> {
                        throw new AssertionError(each + " is in a gap");
                    });
        } catch (IOException | JournalException e) {
            throw new AssertionError(e);
        }
        nextId = gap.lastId() + 1;
        gaps.add(gap);
    }

    private void readAcknowledged(Process process) {
        try (var safe = new DataInputStream(process.getInputStream())) {
            while (true) {
                acknowledged.set(safe.readLong());
            }
        } catch (IOException e) {
            // It was killed.
        }
    }
}
