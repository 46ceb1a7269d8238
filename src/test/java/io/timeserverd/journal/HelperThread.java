package io.timeserverd.journal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A helper thread as a daemon has one; the loop of a test takes back what it hands back. */
final class HelperThread implements Chores, AutoCloseable {
    private final ExecutorService helper = Executors.newSingleThreadExecutor();
    private final Queue<Runnable> handedBack = new ConcurrentLinkedQueue<>();

    @Override
    public void submit(Runnable onHelper, Runnable thenOnLoop) {
        helper.execute(() -> {
            onHelper.run();
            handedBack.add(thenOnLoop);
        });
    }

    /** Runs what was handed back. */
    void takeBack() {
        for (var task = handedBack.poll(); task != null; task = handedBack.poll()) {
            task.run();
        }
    }

    @Override
    public void close() {
        helper.shutdown();
    }
}
