package io.timeserverd.journal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A helper thread like that of the daemon. A test takes the place of the loop. */
final class HelperThread implements HelperExecutor, AutoCloseable {
    private final ExecutorService helper = Executors.newSingleThreadExecutor();
    private final BlockingQueue<Runnable> handedBack = new LinkedBlockingQueue<>();
    private final AtomicInteger left = new AtomicInteger();

    @Override
    public void submit(Runnable onHelper, Runnable thenOnLoop) {
        left.incrementAndGet();
        helper.execute(() -> {
            onHelper.run();
            handedBack.add(thenOnLoop);
        });
    }

    /** Runs the tasks that were handed back to the loop. */
    void takeBack() {
        for (Runnable task = handedBack.poll(); task != null; task = handedBack.poll()) {
            task.run();
            left.decrementAndGet();
        }
    }

    /** Waits until neither thread has anything left to do. */
    void settle() throws InterruptedException {
        while (left.get() > 0) {
            Runnable task = handedBack.poll(1, TimeUnit.SECONDS);
            if (task != null) {
                task.run();
                left.decrementAndGet();
            }
        }
    }

    @Override
    public void close() {
        helper.shutdown();
    }
}
