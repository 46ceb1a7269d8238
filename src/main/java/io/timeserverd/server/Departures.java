package io.timeserverd.server;

import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Timer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Connections that have sent all they had to say and wait for their client's end. Most clients close as soon as they have
 * heard the server's end: each connection is looked at a moment after it came here, and only who has not closed by then is
 * put under the selector's eye. That saves a typical connection the way in and out of the selector.
 */
final class Departures {
    /** Many round trips of a local network, and too short to be noticed in any limit. */
    private static final long DELAY_NS = TimeUnit.MICROSECONDS.toNanos(500);

    private final EventLoop loop;
    private final Timer timer = new Timer(this::look);
    private Queue<Connection> waiting = new ArrayDeque<>();
    private Queue<Connection> justCame = new ArrayDeque<>();

    Departures(EventLoop loop) {
        this.loop = loop;
    }

    /** Has {@link Connection#seeOff} called in a moment. */
    void add(Connection connection) {
        if (timer.isScheduled()) {
            justCame.add(connection);
        } else {
            waiting.add(connection);
            loop.schedule(timer, DELAY_NS);
        }
    }

    private void look() {
        waiting.forEach(Connection::seeOff);
        waiting.clear();
        var seenOff = waiting;
        waiting = justCame;
        justCame = seenOff;
        if (!waiting.isEmpty()) {
            loop.schedule(timer, DELAY_NS);
        }
    }

    int size() {
        return waiting.size() + justCame.size();
    }

    /** Closes on all of them. */
    void drop() {
        waiting.forEach(Connection::drop);
        justCame.forEach(Connection::drop);
        waiting.clear();
        justCame.clear();
    }
}
