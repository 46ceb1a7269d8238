package io.timeserverd.server;

import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Timer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Connections that have sent all they had to say and wait for their client's end. Most clients close as soon as they have
 * heard the server's end: each connection is looked at a moment after it came here, and once more a little later, and only
 * who has not closed by then is put under the selector's eye. That saves a typical connection the way in and out of the
 * selector, which costs five times as much as a look.
 */
final class Departures {
    /** Many round trips of a machine, and then of a local network; too short to be noticed in any limit. */
    private static final long FIRST_LOOK_NS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final long SECOND_LOOK_NS = TimeUnit.MILLISECONDS.toNanos(4);

    private final Room first;
    private final Room second;

    Departures(EventLoop loop) {
        second = new Room(loop, SECOND_LOOK_NS, Connection::seeOff);
        first = new Room(loop, FIRST_LOOK_NS, this::lookFirst);
    }

    /** Has {@link Connection#seeOff} called in a moment, unless its client is gone before. */
    void add(Connection connection) {
        first.add(connection);
    }

    private void lookFirst(Connection connection) {
        if (!connection.hasLeft()) {
            second.add(connection);
        }
    }

    int size() {
        return first.size() + second.size();
    }

    /** Closes on all of them. */
    void drop() {
        first.drop();
        second.drop();
    }

    /** Where connections wait for the same time, or up to twice as long: one timer serves all of them. */
    private static final class Room {
        private final EventLoop loop;
        private final long delayNs;
        private final Consumer<Connection> look;
        private final Timer timer = new Timer(this::look);
        private Queue<Connection> waiting = new ArrayDeque<>();
        private Queue<Connection> justCame = new ArrayDeque<>();

        Room(EventLoop loop, long delayNs, Consumer<Connection> look) {
            this.loop = loop;
            this.delayNs = delayNs;
            this.look = look;
        }

        void add(Connection connection) {
            if (timer.isScheduled()) {
                justCame.add(connection);
            } else {
                waiting.add(connection);
                loop.schedule(timer, delayNs);
            }
        }

        private void look() {
            for (Connection next = waiting.poll(); next != null; next = waiting.poll()) {
                look.accept(next);
            }
            var empty = waiting;
            waiting = justCame;
            justCame = empty;
            if (!waiting.isEmpty()) {
                loop.schedule(timer, delayNs);
            }
        }

        int size() {
            return waiting.size() + justCame.size();
        }

        void drop() {
            waiting.forEach(Connection::drop);
            justCame.forEach(Connection::drop);
            waiting.clear();
            justCame.clear();
        }
    }
}
