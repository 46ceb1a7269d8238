package io.timeserverd.loop;

/**
 * Something to do at a deadline. Made once by its owner and scheduled again and again with {@link Timers}, so
 * that a deadline for every connection costs no allocation.
 */
public final class Timer {
    final Runnable action;
    long deadlineNs;

    /** Place in the heap of {@link Timers}, or -1 while not scheduled. */
    int index = -1;

    public Timer(Runnable action) {
        this.action = action;
    }

    /** Whether it will fire unless cancelled. */
    public boolean isScheduled() {
        return index >= 0;
    }
}
