package io.timeserverd.admin.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how many requests read the journal at once. A page has one slot for each kind of results: a new request ends its former
 * one.
 */
final class Slots {
    private final Semaphore free;
    private final long patienceMs;
    private final Map<String, Slot> taken = new HashMap<>();

    /**
     * @param slots how many there are
     * @param patienceMs how long to wait for a free one, in milliseconds
     */
    Slots(int slots, long patienceMs) {
        free = new Semaphore(slots, true);
        this.patienceMs = patienceMs;
    }

    /** Held by one request. */
    final class Slot implements AutoCloseable {
        private final String owner;
        private volatile boolean wanted = true;

        private Slot(String owner) {
            this.owner = owner;
        }

        /** Whether its owner has sent no newer request. */
        boolean isWanted() {
            return wanted;
        }

        @Override
        public void close() {
            synchronized (taken) {
                taken.remove(owner, this);
            }
            free.release();
        }
    }

    /**
     * Takes a slot; empty if none becomes free in time.
     *
     * @param owner the page and the kind of results
     */
    Optional<Slot> take(String owner) throws InterruptedException {
        var slot = new Slot(owner);
        synchronized (taken) {
            end(taken.get(owner));
        }
        if (!free.tryAcquire(patienceMs, TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        synchronized (taken) {
            end(taken.put(owner, slot));
        }
        return Optional.of(slot);
    }

    private static void end(Slot former) {
        if (former != null) {
            former.wanted = false;
        }
    }
}
