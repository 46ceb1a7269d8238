package io.timeserverd.loop;

import java.util.Arrays;

/**
 * The scheduled timers in a binary heap by deadline. Each timer knows its index, so that rescheduling and cancelling take O(log
 * n). Deadlines are in ticker nanoseconds. They are compared by subtraction, because a ticker may wrap.
 */
final class Timers {
    /** How many timers fire in one turn, so that many due timers cannot starve ready channels. */
    static final int MAX_FIRED = 256;

    private Timer[] heap = new Timer[64];
    private int size;

    /** Schedules {@code timer}, or moves it if it was scheduled already. */
    void schedule(Timer timer, long deadlineNs) {
        timer.deadlineNs = deadlineNs;
        if (timer.index < 0) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            place(timer, size++);
        }
        siftUp(timer);
        siftDown(timer);
    }

    /** Cancels {@code timer}. Does nothing if it is not scheduled. */
    void cancel(Timer timer) {
        int hole = timer.index;
        if (hole < 0) {
            return;
        }
        timer.index = -1;
        Timer last = heap[--size];
        heap[size] = null;
        if (last != timer) {
            place(last, hole);
            siftUp(last);
            siftDown(last);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** The nanoseconds from {@code nowNs} to the next deadline, at least 0. Must not be called when there is no timer. */
    long untilNext(long nowNs) {
        return Math.max(0, heap[0].deadlineNs - nowNs);
    }

    /**
     * Fires due timers, up to a bound. If more are due, {@link #untilNext} returns 0. A timer that is scheduled for now by one of
     * these actions waits for the next call, so that an action that reschedules itself cannot block the loop.
     */
    void fire(long nowNs) {
        for (int bound = Math.min(size, MAX_FIRED); bound > 0 && size > 0 && heap[0].deadlineNs - nowNs <= 0; bound--) {
            Timer due = heap[0];
            cancel(due);
            due.action.run();
        }
    }

    private void siftUp(Timer timer) {
        while (timer.index > 0) {
            Timer parent = heap[(timer.index - 1) / 2];
            if (timer.deadlineNs - parent.deadlineNs >= 0) {
                return;
            }
            swap(timer, parent);
        }
    }

    private void siftDown(Timer timer) {
        while (true) {
            int left = 2 * timer.index + 1;
            if (left >= size) {
                return;
            }
            Timer least = heap[left];
            if (left + 1 < size && heap[left + 1].deadlineNs - least.deadlineNs < 0) {
                least = heap[left + 1];
            }
            if (least.deadlineNs - timer.deadlineNs >= 0) {
                return;
            }
            swap(timer, least);
        }
    }

    private void swap(Timer a, Timer b) {
        int place = a.index;
        place(a, b.index);
        place(b, place);
    }

    private void place(Timer timer, int index) {
        heap[index] = timer;
        timer.index = index;
    }
}
