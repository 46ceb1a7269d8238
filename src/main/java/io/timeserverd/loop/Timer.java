package io.timeserverd.loop;

/**
 * An action to run at a deadline. Its owner makes it once and schedules it many times, so that the deadlines of a connection
 * need no allocation.
 */
public final class Timer {
    final Runnable action;
    long deadlineNs;

    /** The index in the heap of {@link Timers}, or -1 while it is not scheduled. */
    int index = -1;

    public Timer(Runnable action) {
        this.action = action;
    }

    /** Whether it will fire unless it is cancelled. */
    public boolean isScheduled() {
        return index >= 0;
    }
}
