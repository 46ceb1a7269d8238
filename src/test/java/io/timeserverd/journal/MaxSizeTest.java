package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All files together never exceed {@code journal.max-size}, whatever the helper thread is doing, and however late it
 * is.
 */
class MaxSizeTest {
    private static final int STEPS = 2500;
    private static final long MAX_BYTES = 6 << 20;

    @TempDir
    Path directory;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private TestJournal test;
    private long answered;
    private int writes;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void holdsBeforeAndAfterEveryWrite(long seed) throws Exception {
        var random = new Random(seed);
        test = new TestJournal(directory);
        for (String name : List.of("0000000000000000001.mapdb", "0000000000000000043.mapdb")) {
            try (InputStream old = getClass().getResourceAsStream("release010/" + name)) {
                Files.copy(old, directory.resolve(name));
            }
        }
        test.maxBytes = MAX_BYTES;
        test.segmentBytes = random.nextBoolean() ? MAX_BYTES : 4L * Frame.PAGE;
        test.helper = (onHelper, then) -> tasks.add(() -> {
            onHelper.run();
            then.run();
        });
        test.disk.beforeWrite = this::look;
        int busySteps = 0;
        try (TestJournal open = test.open()) {
            for (int step = 0; step < STEPS; step++) {
                turn(random.nextInt(50) == 0 ? random.nextInt(6000) : random.nextInt(120));
                if (random.nextInt(10) == 0) {
                    open.second();
                }
                if (random.nextInt(200) == 0) { // the helper thread has much else to do
                    busySteps = Math.max(busySteps, random.nextInt(40));
                }
                for (int n = busySteps > 0 ? 0 : random.nextInt(4); n > 0 && !tasks.isEmpty(); n--) {
                    tasks.remove().run();
                    look();
                }
                busySteps = Math.max(0, busySteps - 1);
            }
            finishChores();
            test.turn(1);
            assertTrue(open.journal.status().deletedRecords() > 10_000, open.journal.status()::toString);
            assertEquals("", open.journal.status().problem());
            List<JournalRecord> found = test.found();
            assertEquals(test.safe.subList(test.safe.size() - found.size(), test.safe.size()), found);
        }
        look();
        assertTrue(writes > STEPS, "looks " + writes);
        assertEquals(
                test.safe.get(test.safe.size() - 1),
                test.found().get(test.found().size() - 1));
    }

    private void turn(int entries) {
        test.turn(entries);
        answered += entries;
        Journal.Status status = test.journal.status();
        assertEquals(answered, status.journalled() + status.lost(), status::toString);
        look();
    }

    private void finishChores() {
        for (int second = 0; second < 15; second++) {
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
            test.second();
        }
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private void look() {
        try {
            long bytes = 0;
            for (Path file : Disk.real().list(directory)) {
                bytes += FileNames.isAside(file) ? 0 : Disk.real().size(file);
            }
            long all = bytes;
            assertTrue(all <= MAX_BYTES, () -> all + " bytes: " + test.journal.status());
            writes++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
