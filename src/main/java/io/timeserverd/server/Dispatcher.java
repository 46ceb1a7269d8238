package io.timeserverd.server;

import io.timeserverd.loop.EventLoop;
import io.timeserverd.protocol.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/**
 * The connections' part of a turn:
 *
 * <pre>
 *     serve     read, parse, resolve, stamp, append: client by client, until the turn has lasted its bound
 *     commit    once
 *     send      all replies; what is finished closes
 *     make room
 * </pre>
 *
 * <p>A connection that was not served stays in its line for the next turn, with nothing read and nothing answered.
 */
final class Dispatcher {
    /** How long connections are served in one turn, the last of them apart. */
    private static final long SERVE_NS = 2_000_000;

    /** The part of a turn for searches, the last of them apart; one at least is done in each turn. */
    private static final long SEARCH_NS = 500_000;

    /** Resting connections that are looked at in one turn. */
    private static final int RESTING_LOOKS = 256;

    /** When the total is exceeded it is brought below this share, so that the connections are not sorted in every turn. */
    private static final double ROOM_SHARE = 0.875;

    private final EventLoop loop;
    private final Turn turn;
    private final MemoryAccount memory;
    private final Lines<Connection> lines;

    /** Connections whose clients have to wait until less memory is held. */
    private final Queue<Connection> resting = new ArrayDeque<>();

    /** Connections with replies that are sent when the turn ends. */
    private final List<Connection> answered = new ArrayList<>();

    private boolean refuseUnrecorded;

    Dispatcher(EventLoop loop, Turn turn, MemoryAccount memory, Lines<Connection> lines) {
        this.loop = loop;
        this.turn = turn;
        this.memory = memory;
        this.lines = lines;
    }

    /** Sets whether requests that could not be journalled are refused instead of answered. */
    void refuseUnrecorded(boolean refuse) {
        refuseUnrecorded = refuse;
    }

    /** Ends a turn. */
    void endTurn() {
        wakeResting();
        serve(lines.requests(), SERVE_NS);
        serve(lines.searches(), SEARCH_NS);
        boolean recorded = turn.commit();
        send(!recorded && refuseUnrecorded);
        makeRoom();
        if (hasWork()) {
            loop.leaveWork();
        }
    }

    /** Whether a connection is in line for its share of a turn. */
    boolean hasWork() {
        return !lines.requests().isEmpty() || !lines.searches().isEmpty();
    }

    private void serve(FairQueue<Connection> line, long boundNs) {
        long startNs = loop.elapsedNs();
        for (long nowNs = startNs; !line.isEmpty() && nowNs - startNs < boundNs && turn.hasRoom(); ) {
            Connection connection = line.next();
            if (connection.mustWait()) {
                resting.add(connection);
                continue;
            }
            connection.serve();
            if (connection.state() == Connection.State.ANSWERED) {
                answered.add(connection);
            }
            long endNs = loop.elapsedNs();
            line.used(endNs - nowNs);
            nowNs = endNs;
        }
    }

    private void wakeResting() {
        for (int looks = Math.min(resting.size(), RESTING_LOOKS); looks > 0; looks--) {
            Connection connection = resting.remove();
            if (connection.mustWait()) {
                resting.add(connection);
            } else {
                connection.rejoin();
            }
        }
    }

    private void send(boolean refuse) {
        int made = turn.output.length();
        for (int i = 0; i < answered.size(); i++) { // without the iterator, which would be an object for each turn
            Connection connection = answered.get(i);
            if (refuse) {
                connection.replaceReplies(ErrorCode.JOURNAL_UNAVAILABLE, "the request could not be recorded");
            }
            connection.send();
            turn.output.truncate(made); // errors may be longer than the replies that they replace
        }
        answered.clear();
        turn.clear();
    }

    /** Closes the connections that hold most, when too much is held in all. */
    private void makeRoom() {
        if (!memory.exceeds(1)) {
            return;
        }
        var holders = new ArrayList<Connection>();
        loop.forEachHandler(Connection.class, holders::add);
        holders.sort(Comparator.comparingInt(Connection::heldBytes).reversed());
        for (int i = 0; i < holders.size() && memory.exceeds(ROOM_SHARE); i++) {
            holders.get(i).drop();
        }
    }

    /** Has every open connection that waits for input answer what has arrived and end. */
    void stopConnections() {
        loop.forEachHandler(Connection.class, connection -> {
            connection.stop();
            if (connection.state() == Connection.State.ANSWERED) {
                answered.add(connection);
            }
            if (!turn.hasRoom()) {
                turn.commit();
                send(false);
            }
        });
    }

    /** Closes all connections. */
    void dropConnections() {
        loop.forEachHandler(Connection.class, Connection::drop);
        for (var line : List.of(lines.requests(), lines.searches())) {
            while (!line.isEmpty()) {
                line.next().drop();
            }
        }
        while (!resting.isEmpty()) {
            resting.remove().drop();
        }
    }
}
