package io.timeserverd.loop;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for chores that block; each chore's result is handed back to the loop. The daemon has two of these: one thread for
 * what its own files need, in order, and a few for questions to name servers and to other programs, of which any may hang.
 */
public final class Helper implements AutoCloseable {
    /** Chores waiting at most; their owners keep one or two outstanding each. */
    private static final int QUEUE_BOUND = 64;

    private static final long IDLE_SECONDS = 10;

    private final Executor loop;
    private final ThreadPoolExecutor threads;

    /** One thread: chores run in the order in which they are submitted. */
    public Helper(Executor loop) {
        this(loop, "helper", 1);
    }

    /**
     * @param loop where results go, usually an {@link EventLoop}
     * @param name of the threads
     * @param most threads at a time; they end when there is nothing to do
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
     * Where both have to share a processor, the loop goes first: the helper has at most a tenth of it. The system heeds
     * this if the JVM was told to pass priorities on, as the launcher does. A question that hangs does not keep the JVM.
     */
    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but how long clients wait
    private static Thread thread(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /**
     * Runs {@code chore} on a thread of the helper and then {@code done} on the loop's. A chore keeps its failures for
     * {@code done} as values; an exception that leaves it is a bug and is thrown again on the loop.
     *
     * @return false when the queue is full or the helper is closing, and neither will run
     */
    public boolean submit(Runnable chore, Runnable done) {
        try {
            threads.execute(() -> loop.execute(outcomeOf(chore, done)));
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
     * Lets what is queued finish and ends the threads.
     *
     * @param seconds how long to wait for that
     * @return whether it ended in time
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
