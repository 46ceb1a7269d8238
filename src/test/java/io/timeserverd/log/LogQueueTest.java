package io.timeserverd.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LogQueueTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final LogQueue queue = new LogQueue(2, new LinePrefix(true, () -> Instant.EPOCH), this::writeWhenReleased);

    private void writeWhenReleased(Level level, String line) {
        writing.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        written.add(line);
    }

    @Test
    void writesLinesInOrder() {
        queue.start(() -> {});
        released.countDown();
        queue.write(Level.INFO, "event=a");
        queue.write(Level.ERROR, "event=b");
        assertTrue(queue.flush(LONG));
        assertEquals(List.of("<6>INFO event=a", "<3>ERROR event=b"), written);
    }

    @Test
    void delaysLinesUntilRelease() {
        queue.start(() -> {});
        queue.hold(LONG);
        released.countDown();
        queue.write(Level.INFO, "event=a");
        assertEquals(List.of(), written);
        assertTrue(queue.flush(LONG));
        assertEquals(List.of("<6>INFO event=a"), written);
    }

    @Test
    void aDelayEndsAfterItsMaximum() throws InterruptedException {
        queue.start(() -> {});
        queue.hold(Duration.ofMillis(1));
        queue.write(Level.INFO, "event=a");
        writing.await();
        released.countDown();
    }

    @Test
    void aFullQueueDropsLinesAndLogsTheirNumber() throws InterruptedException {
        queue.start(() -> {});
        queue.write(Level.INFO, "event=held");
        writing.await();
        for (int i = 0; i < 5; i++) {
            queue.write(Level.INFO, "event=line n=" + i);
        }
        released.countDown();
        assertTrue(queue.flush(LONG));
        assertEquals(
                List.of(
                        "<6>INFO event=held",
                        "<4>WARN event=log-dropped lines=3",
                        "<6>INFO event=line n=0",
                        "<6>INFO event=line n=1"),
                written);
    }

    @Test
    void flushGivesUpIfNothingIsWritten() {
        queue.write(Level.INFO, "event=never");
        assertFalse(queue.flush(Duration.ZERO));
    }
}
