package io.timeserverd.journal;

/**
 * The one helper thread, as the journal sees it: chores run there one at a time and in order. It is
 * never interrupted, because that would close the files it reads.
 */
@FunctionalInterface
public interface HelperExecutor {
    /** Called on the loop thread; {@code onHelper} runs once, then {@code thenOnLoop}. */
    void submit(Runnable onHelper, Runnable thenOnLoop);

    /** HelperExecutor that run at once, for tests and tools. */
    static HelperExecutor synchronous() {
        return (onHelper, thenOnLoop) -> {
            onHelper.run();
            thenOnLoop.run();
        };
    }
}
