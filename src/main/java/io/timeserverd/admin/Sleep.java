package io.timeserverd.admin;

import io.timeserverd.loop.Signals;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for a time, or until Ctrl-C or SIGTERM asks the program to end. */
final class Sleep implements Surroundings.Pause {
    /** The exit status that a shell reports for a program that Ctrl-C has ended. */
    private static final int INTERRUPTED = 130;

    private final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public boolean pass(Duration length) throws InterruptedException {
        return !asked.await(length.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void heedSignals() {
        for (String name : List.of("INT", "TERM")) {
            Signals.handle(name, this::end);
        }
    }

    /**
     * Ends the pauses at the first signal. The second one ends the program at once, because an orderly end may wait
     * for a reader that does not read.
     */
    private void end() {
        if (isOver()) {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
        asked.countDown();
    }

    @Override
    public boolean isOver() {
        return asked.getCount() == 0;
    }
}
