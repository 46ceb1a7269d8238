package io.timeserverd.journal;

import java.util.concurrent.TimeUnit;

/**
 * Work that lasts, on a thread that is to hold up nobody: where the loop has to share a processor with it, the loop waits
 * no longer than for a stint. The system by itself lets a thread run for some milliseconds before another has its turn.
 *
 * <p>Whoever gives way gives up what is left of those milliseconds: stints of a tenth of this length leave a thread a tenth
 * of the work that its priority allows it beside a loop that never rests.
 */
final class Stint {
    private static final long NS = TimeUnit.MILLISECONDS.toNanos(1);

    private long begunNs = System.nanoTime();

    /** Lets others go first who wait for this processor, if the stint is over; to be called every 50 us or so. */
    @SuppressWarnings("ThreadPriorityCheck") // a hint is all it is to be: nothing depends on who runs when
    void giveWay() {
        if (System.nanoTime() - begunNs >= NS) {
            Thread.yield();
            begunNs = System.nanoTime();
        }
    }
}
