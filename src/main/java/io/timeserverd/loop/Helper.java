package io.timeserverd.loop;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread for chores that block: syncing files, sealing a segment, resolving names, loading zones. Each
 * chore's result is handed back to the loop.
 */
public final class Helper implements AutoCloseable {
    /** Chores waiting at most; their owners keep one or two outstanding each. */
    private static final int QUEUE_BOUND = 64;

    private final Executor loop;
    private final ThreadPoolExecutor thread;

    /**
     * @param loop where results go, usually an {@link EventLoop}
     */
    public Helper(Executor loop) {
        this.loop = loop;
        this.thread = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE_BOUND), Helper::thread);
    }

    /**
     * Where both have to share a processor, the loop goes first: the helper has at most a tenth of it. The system heeds
     * this if the JVM was told to pass priorities on, as the launcher does.
     */
    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but how long clients wait
    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "helper");
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /**
     * Runs {@code chore} on the helper thread and then {@code done} on the loop's. A chore keeps its failures for
     * {@code done} as values; an exception that leaves it is a bug and is thrown again on the loop.
     *
     * @return false when the queue is full or the helper is closing, and neither will run
     */
    public boolean submit(Runnable chore, Runnable done) {
        try {
            thread.execute(() -> loop.execute(outcomeOf(chore, done)));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    // Any failure of a chore, errors included, must reach the loop: a helper that died silently would stop the syncs.
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
     * Lets what is queued finish and ends the thread.
     *
     * @param seconds how long to wait for that
     * @return whether it ended in time
     */
    public boolean close(long seconds) {
        thread.shutdown();
        try {
            return thread.awaitTermination(seconds, TimeUnit.SECONDS);
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
