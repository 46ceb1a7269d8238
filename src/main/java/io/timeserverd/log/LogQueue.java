package io.timeserverd.log;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes lines on a thread of its own, so that callers never wait. If the queue is full, a line is dropped and counted. The
 * count is written with the next line.
 */
final class LogQueue implements Sink {
    static final int CAPACITY = 1024;

    private final BlockingQueue<Runnable> queue;
    private final AtomicLong dropped = new AtomicLong();
    private final CountDownLatch released = new CountDownLatch(1);
    private final LinePrefix prefix;
    private final Sink sink;

    LogQueue(int capacity, LinePrefix prefix, Sink sink) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.prefix = prefix;
        this.sink = sink;
    }

    /**
     * Starts the thread that writes.
     *
     * @param onQuietMinute runs on that thread after each minute without a line
     */
    void start(Runnable onQuietMinute) {
        var thread = new Thread(() -> drain(onQuietMinute), "log");
        thread.setDaemon(true);
        thread.start();
    }

    /** Delays lines until {@link #release} or {@link #flush}, but no longer than {@code maxWait}. */
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
        // The prefix is made here, because the time of a line is the time of its event, not of the write.
        String complete = prefix.before(level, line);
        if (!queue.offer(() -> sink.write(level, complete))) {
            dropped.incrementAndGet();
        }
    }

    /** Waits until all lines queued so far are written. Returns false if that takes longer than {@code maxWait}. */
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

    private void drain(Runnable onQuietMinute) {
        try {
            while (true) {
                Runnable write = queue.poll(LogRateLimit.WINDOW_NS, TimeUnit.NANOSECONDS);
                if (write == null) {
                    onQuietMinute.run();
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
            String line = EventWriter.line("log-dropped", "lines", lines).toString();
            sink.write(Level.WARN, prefix.before(Level.WARN, line));
        }
    }
}
