package io.timeserverd.server;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * A line of members for each client. Clients take turns, so that a client with a thousand members in its line gets no more
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

    /** Emptied lines that are kept to be used again. */
    private static final int SPARES_BOUND = 64;

    private static final class Line<T> {
        private Object client;
        private long creditNs;
        private final Queue<T> members = new ArrayDeque<>();
    }

    private final Map<Object, Line<T>> lines = new HashMap<>();

    /** The lines that have members, in the order in which they are visited. */
    private final Queue<Line<T>> visits = new ArrayDeque<>();

    private final Queue<Line<T>> spares = new ArrayDeque<>();

    /** The line of the member that was taken last, until it is empty. */
    private Line<T> current;

    /** Puts {@code member} at the end of its client's line; a client without a line is visited after all others. */
    void add(Object client, T member) {
        var line = lines.get(client);
        if (line == null) {
            line = spares.isEmpty() ? new Line<>() : spares.remove();
            line.client = client;
            line.creditNs = SHARE_NS;
            lines.put(client, line);
            visits.add(line);
        }
        line.members.add(member);
    }

    boolean isEmpty() {
        return visits.isEmpty();
    }

    /** Takes the next member of the client that is to be served. Not to be called when the queue is empty. */
    T next() {
        var line = visits.element();
        while (line.creditNs <= 0) {
            line.creditNs += SHARE_NS;
            visits.add(visits.remove());
            line = visits.element();
        }
        T member = line.members.remove();
        current = line;
        if (line.members.isEmpty()) {
            visits.remove();
            release(line);
        }
        return member;
    }

    /** Counts the time that serving the member taken last has needed. */
    void used(long ns) {
        if (current != null) {
            current.creditNs = Math.max(current.creditNs - ns, -MOST_OWED_NS);
        }
    }

    private void release(Line<T> line) {
        lines.remove(line.client);
        line.client = null;
        current = null;
        if (spares.size() < SPARES_BOUND) {
            spares.add(line);
        }
    }
}
