package io.timeserverd.journal;

/**
 * Runs the journal's blocking work on the daemon's one helper thread, one task at a time and in order. Tasks are never
 * interrupted, because that would close the files they read.
 */
@FunctionalInterface
public interface HelperExecutor {
    /**
     * Called on the loop thread. Runs {@code onHelper} on the helper thread, then {@code thenOnLoop} on the loop
     * thread.
     */
    void submit(Runnable onHelper, Runnable thenOnLoop);

    /** Runs everything at once, for tests and tools. */
    static HelperExecutor synchronous() {
        return (onHelper, thenOnLoop) -> {
            onHelper.run();
            thenOnLoop.run();
        };
    }
}
