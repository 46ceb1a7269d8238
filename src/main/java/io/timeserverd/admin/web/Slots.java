package io.timeserverd.admin.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds how many results are found at once. A page has one at a time of each kind: asking again ends what it asked before. */
final class Slots {
    private final Semaphore free;
    private final long patienceMs;
    private final Map<String, Slot> taken = new HashMap<>();

    /**
     * @param slots how many
     * @param patienceMs how long one is waited for
     */
    Slots(int slots, long patienceMs) {
        free = new Semaphore(slots, true);
        this.patienceMs = patienceMs;
    }

    /** Held while results are found. */
    final class Slot implements AutoCloseable {
        private final String owner;
        private volatile boolean wanted = true;

        private Slot(String owner) {
            this.owner = owner;
        }

        /** Whether its owner has not asked for something else since. */
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
     * Takes one; empty when none gets free in time.
     *
     * @param owner page and kind of results
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
