package io.timeserverd.log;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes the writing of lines off their callers. A full queue drops the line and counts it; the
 * count is written as soon as a line gets through again.
 */
final class LogQueue implements Sink {
    static final int CAPACITY = 1024;

    private final BlockingQueue<Runnable> queue;
    private final AtomicLong dropped = new AtomicLong();
    private final CountDownLatch released = new CountDownLatch(1);
    private final Head head;
    private final Sink sink;

    LogQueue(int capacity, Head head, Sink sink) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.head = head;
        this.sink = sink;
    }

    /**
     * Starts the thread that writes.
     *
     * @param whenQuiet what it does after each minute without a line
     */
    void start(Runnable whenQuiet) {
        var thread = new Thread(() -> drain(whenQuiet), "log");
        thread.setDaemon(true);
        thread.start();
    }

    /** Lines that come from now on wait for {@link #release} or {@link #flush}, but no longer than {@code maxWait}. */
    void hold(Duration maxWait) {
        queue.add(() -> awaitRelease(maxWait));
    }

    void release() {
        released.countDown();
    }

    private void awaitRelease(Duration maxWait) {
        try {
            released.await(maxWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void write(Level level, String line) {
        // Stamped here: the time of a line is that of its event, however long the writing takes.
        String complete = head.before(level, line);
        if (!queue.offer(() -> sink.write(level, complete))) {
            dropped.incrementAndGet();
        }
    }

    /** Waits until what is queued now is written; false when that took longer. */
    boolean flush(Duration maxWait) {
        release();
        var reached = new CountDownLatch(1);
        long start = System.nanoTime();
        try {
            if (!queue.offer(reached::countDown, maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            return reached.await(maxWait.toNanos() - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void drain(Runnable whenQuiet) {
        try {
            while (true) {
                Runnable write = queue.poll(RateBound.WINDOW_NS, TimeUnit.NANOSECONDS);
                if (write == null) {
                    whenQuiet.run();
                } else {
                    write.run();
                    writeDropped();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeDropped() {
        long lines = dropped.getAndSet(0);
        if (lines > 0) {
            String line = Logbook.line("log-dropped", "lines", lines).toString();
            sink.write(Level.WARN, head.before(Level.WARN, line));
        }
    }
}
