package io.timeserverd.server;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Has a queue of members for each client and serves the clients in rotation, so that a client with a thousand members gets no
 * more time than a client with one. This is deficit round robin (Shreedhar and Varghese, 1995), with time in place of bytes:
 * each visit adds {@link #SHARE_NS} to a client's credit, and a client without credit is skipped.
 *
 * <p>Never calls its members. Belongs to one thread.
 */
final class FairQueue<T> {
    /** Time that a client may use before the next client is served: enough for about ten requests that arrive one by one. */
    static final long SHARE_NS = 250_000;

    /** The most time that a client can owe, so that one slow request does not shut it out for long. */
    private static final long MOST_OWED_NS = 8 * SHARE_NS;

    private static final class ClientQueue<T> {
        private final Object client;
        private final Queue<T> members = new ArrayDeque<>();
        private long creditNs = SHARE_NS;

        private ClientQueue(Object client) {
            this.client = client;
        }
    }

    private final Map<Object, ClientQueue<T>> queues = new HashMap<>();

    /** The queues that have members, in the order of the next visits. */
    private final Queue<ClientQueue<T>> visits = new ArrayDeque<>();

    /** The queue of the last member taken, unless that made it empty. */
    private ClientQueue<T> current;

    /** Adds {@code member} to its client's queue. A client that had no queue is visited after all others. */
    void add(Object client, T member) {
        ClientQueue<T> queue = queues.get(client);
        if (queue == null) {
            queue = new ClientQueue<>(client);
            queues.put(client, queue);
            visits.add(queue);
        }
        queue.members.add(member);
    }

    boolean isEmpty() {
        return visits.isEmpty();
    }

    /** Takes the next member of the client whose turn it is. Must not be called when the queue is empty. */
    T next() {
        ClientQueue<T> queue = visits.element();
        while (queue.creditNs <= 0) {
            queue.creditNs += SHARE_NS;
            visits.add(visits.remove());
            queue = visits.element();
        }
        T member = queue.members.remove();
        current = queue;
        if (queue.members.isEmpty()) {
            visits.remove();
            queues.remove(queue.client);
            current = null;
        }
        return member;
    }

    /** Counts the time that serving the last member took. */
    void used(long ns) {
        if (current != null) {
            current.creditNs = Math.max(current.creditNs - ns, -MOST_OWED_NS);
        }
    }
}
