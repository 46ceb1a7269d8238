package io.timeserverd.server;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * A queue of members for each client. Clients take turns, so that a client with a thousand members in its queue gets no more
 * time than a client with one. This is deficit round robin (Shreedhar and Varghese, 1995), with time in the place of bytes:
 * each visit adds {@link #SHARE_NS} to a client's credit, and a client whose credit is used up is passed over.
 *
 * <p>Holds its members and never calls them. Belongs to one thread.
 */
final class FairQueue<T> {
    /** Time that a client may use before the next client is served: some ten requests that arrive one by one. */
    static final long SHARE_NS = 250_000;

    /** A client that used more than this beyond its share owes no more, so that one slow request cannot shut it out. */
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

    /** The queues that have members, in the order in which they are visited. */
    private final Queue<ClientQueue<T>> visits = new ArrayDeque<>();

    /** The queue of the member that was taken last, until it is empty. */
    private ClientQueue<T> current;

    /** Puts {@code member} at the end of its client's queue; a client without a queue is visited after all others. */
    void add(Object client, T member) {
        var queue = queues.get(client);
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

    /** Takes the next member of the client that is to be served. Not to be called when the queue is empty. */
    T next() {
        var queue = visits.element();
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

    /** Counts the time that serving the member taken last has needed. */
    void used(long ns) {
        if (current != null) {
            current.creditNs = Math.max(current.creditNs - ns, -MOST_OWED_NS);
        }
    }
}
