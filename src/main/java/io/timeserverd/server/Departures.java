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
    private final Queue<Connection> leaving = new ArrayDeque<>();

    Departures(EventLoop loop) {
        this.loop = loop;
    }

    /** Has {@link Connection#seeOff} called in a moment. */
    void add(Connection connection) {
        leaving.add(connection);
        if (!timer.isScheduled()) {
            loop.schedule(timer, DELAY_NS);
        }
    }

    private void look() {
        long soonestNs = loop.nowNs() - DELAY_NS;
        while (!leaving.isEmpty() && leaving.element().saidAllNs() - soonestNs <= 0) {
            leaving.remove().seeOff();
        }
        if (!leaving.isEmpty()) {
            loop.schedule(timer, leaving.element().saidAllNs() - soonestNs);
        }
    }

    int size() {
        return leaving.size();
    }

    /** Closes on all of them. */
    void drop() {
        while (!leaving.isEmpty()) {
            leaving.remove().drop();
        }
    }
}
