package io.timeserverd.loop;

import java.util.Arrays;

/**
 * Timers by deadline: a binary heap in which each timer knows its place, so that rescheduling and cancelling
 * are O(log n). Deadlines are ticker nanoseconds and compared by subtraction, since a ticker may wrap.
 */
final class Timers {
    /** Fired at once, so that many that are due together cannot starve those whose channels are ready. */
    static final int FIRED_BOUND = 256;

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

    /** Forgets {@code timer}; does nothing when it is not scheduled. */
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

    /** Nanoseconds from {@code nowNs} to the next deadline, not below 0. Not to be asked when empty. */
    long untilNext(long nowNs) {
        return Math.max(0, heap[0].deadlineNs - nowNs);
    }

    /**
     * Fires what is due, up to a bound; {@link #untilNext} is 0 then. A timer that an action schedules for now waits for the
     * next call, so that an action that reschedules itself cannot hold the loop.
     */
    void fire(long nowNs) {
        for (int bound = Math.min(size, FIRED_BOUND);
                bound > 0 && size > 0 && heap[0].deadlineNs - nowNs <= 0;
                bound--) {
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
