package io.timeserverd.loop;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs chores that block on threads of its own, and hands their results back to the loop. The daemon has two helpers. One has a
 * single thread for work on the daemon's files, which runs in order. The other has a few threads for queries of name servers and
 * other programs, any of which may hang.
 */
public final class Helper implements AutoCloseable {
    /** The most chores that wait. Each user of a helper has one or two outstanding. */
    private static final int QUEUE_BOUND = 64;

    private static final long IDLE_SECONDS = 10;

    private final Executor loop;
    private final ThreadPoolExecutor threads;

    /** Makes a helper with one thread, which runs chores in the order of their submission. */
    public Helper(Executor loop) {
        this(loop, "helper", 1);
    }

    /**
     * @param loop runs the results, usually an {@link EventLoop}
     * @param name the name of the threads
     * @param most the most threads at a time; idle threads end
     */
    public Helper(Executor loop, String name, int most) {
        this.loop = loop;
        this.threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE_BOUND),
                task -> thread(task, name));
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Has the lowest priority: when both share a processor, the loop gets at least nine tenths of it. The system respects
     * priorities only if the JVM passes them on, which the launcher asks for. A daemon thread, so that a query that hangs does
     * not keep the JVM alive.
     */
    @SuppressWarnings("ThreadPriorityCheck") // only the latency of replies depends on it
    private static Thread thread(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /**
     * Runs {@code chore} on a thread of the helper and then {@code done} on the loop thread. A chore passes its failures to {@code
     * done} as values. An exception from a chore is a defect, and is thrown again on the loop.
     *
     * @return false if the queue is full or the helper is closing; then neither will run
     */
    public boolean submit(Runnable chore, Runnable done) {
        try {
            threads.execute(() -> loop.execute(outcomeOf(chore, done)));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    // Every failure of a chore, even an Error, must reach the loop: without the helper the journal is no longer synced.
    private static Runnable outcomeOf(Runnable chore, Runnable done) {
        try {
            chore.run();
            return done;
        } catch (RuntimeException | Error e) {
            return () -> {
                throw new IllegalStateException("chore failed", e);
            };
        }
    }

    /**
     * Finishes the queued chores and ends the threads.
     *
     * @param seconds how long to wait
     * @return whether they ended in time
     */
    public boolean close(long seconds) {
        threads.shutdown();
        try {
            return threads.awaitTermination(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        close(5);
    }
}
