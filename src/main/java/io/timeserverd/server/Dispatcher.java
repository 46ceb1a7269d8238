package io.timeserverd.server;

import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Timer;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.server.MemoryAccount.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/**
 * The connections' part of a turn:
 *
 * <pre>
 *     wake      connections that may go on: less memory is held now, or the pause of their client is over
 *     serve     read, stamp, parse, resolve, append: client by client, for a bounded time
 *     commit    once
 *     send      all replies, and close the connections that are finished
 *     make room if too much memory is held
 * </pre>
 *
 * <p>A connection that was not served in this turn stays in its queue. Nothing was read from it.
 */
final class Dispatcher {
    /** How long connections are served in one turn; the last of them may take longer. */
    private static final long SERVE_NS = 1_000_000;

    /** How long searches are done in one turn; the last of them may take longer. Each turn does one at least. */
    private static final long SEARCH_NS = 500_000;

    /** The number of resting connections that one turn checks. */
    private static final int RESTING_LOOKS = 256;

    /** Resting connections are checked at least this often. */
    private static final long LONGEST_REST_NS = 50_000_000;

    /** Memory above its limit is brought below this part of it, so that connections need not be sorted in every turn. */
    private static final double ROOM_FRACTION = 0.875;

    private final EventLoop loop;
    private final Turn turn;
    private final MemoryAccount memory;
    private final JournalShares shares;
    private final Queues<Connection> queues;
    private final Counters counters;

    /** Connections whose clients wait until less memory is held, or {@linkplain JournalShares#pauseNs pause}. */
    private final Queue<Connection> resting = new ArrayDeque<>();

    /** Connections with replies to send at the end of the turn. */
    private final List<Connection> answered = new ArrayList<>();

    /** Wakes the loop when the pause of a client is over. */
    private final Timer pauseOver = new Timer(() -> {});

    private boolean refuseUnrecorded;

    Dispatcher(
            EventLoop loop,
            Turn turn,
            MemoryAccount memory,
            JournalShares shares,
            Queues<Connection> queues,
            Counters counters) {
        this.loop = loop;
        this.turn = turn;
        this.memory = memory;
        this.shares = shares;
        this.queues = queues;
        this.counters = counters;
    }

    /** Sets whether requests that could not be journalled are refused instead of answered. */
    void refuseUnrecorded(boolean refuse) {
        refuseUnrecorded = refuse;
    }

    /** Runs at the end of each turn. */
    void endTurn() {
        boolean woken = wakeResting();
        serve(queues.requests(), SERVE_NS);
        serve(queues.searches(), SEARCH_NS);
        commitAndSend();
        makeRoom();
        if (hasWork() || (woken && !resting.isEmpty())) {
            loop.turnAgain();
        }
    }

    /** Whether any connection is queued for a share of a turn. */
    boolean hasWork() {
        return !queues.requests().isEmpty() || !queues.searches().isEmpty();
    }

    private void serve(FairQueue<Connection> queue, long boundNs) {
        long startNs = loop.elapsedNs();
        long nowNs = startNs;
        boolean first = true;
        while (!queue.isEmpty() && (first || (nowNs - startNs < boundNs && turn.hasRoom()))) {
            Connection connection = queue.next();
            if (connection.mustWait() || isPaused(connection)) {
                resting.add(connection);
                continue;
            }
            first = false;
            connection.serve();
            if (connection.state() == Connection.State.ANSWERED) {
                answered.add(connection);
            }
            long endNs = loop.elapsedNs();
            queue.used(endNs - nowNs);
            nowNs = endNs;
        }
    }

    private boolean isPaused(Connection connection) {
        long pauseNs = shares.pauseNs(connection.client().journal());
        if (pauseNs > 0 && !pauseOver.isScheduled()) {
            loop.schedule(pauseOver, Math.min(pauseNs, LONGEST_REST_NS)); // another client may have a shorter pause
        }
        return pauseNs > 0;
    }

    /** Returns resting connections to their queues if they may go on. Returns whether there were any. */
    private boolean wakeResting() {
        boolean woken = false;
        for (int looks = Math.min(resting.size(), RESTING_LOOKS); looks > 0; looks--) {
            Connection connection = resting.remove();
            if (isPaused(connection) || (connection.mustWait() && connection.hasDeadline())) {
                resting.add(connection);
            } else if (connection.mustWait()) {
                connection.drop();
            } else {
                connection.requeue();
                woken = true;
            }
        }
        return woken;
    }

    private void commitAndSend() {
        int requests = turn.uncommitted();
        boolean refuse = !turn.commit() && refuseUnrecorded;
        int made = turn.output.length();
        for (int i = 0; i < answered.size(); i++) { // an iterator would be an object for each turn
            Connection connection = answered.get(i);
            if (refuse) {
                connection.replaceReplies(ErrorCode.JOURNAL_UNAVAILABLE, "the request could not be recorded");
            }
            connection.send();
            turn.output.truncate(made); // drops the errors, which may be longer than the replies
        }
        answered.clear();
        if (requests > 0) {
            counters.answerTimes.add(loop.elapsedNs(), requests);
        }
        turn.clear();
    }

    /** For each kind of memory of which too much is held: closes the connections that hold most of it. */
    private void makeRoom() {
        for (Kind kind : Kind.values()) {
            if (memory.exceeds(kind, 1)) {
                makeRoom(kind);
            }
        }
    }

    private void makeRoom(Kind kind) {
        long heldBefore = memory.held(kind);
        var holders = new ArrayList<Connection>();
        loop.forEachHandler(Connection.class, holders::add);
        holders.sort(
                Comparator.comparingInt((Connection each) -> each.held(kind)).reversed());
        int closed = 0;
        while (closed < holders.size() && memory.exceeds(kind, ROOM_FRACTION)) {
            holders.get(closed++).closeToMakeRoom();
        }
        Log.warn("memory-exceeded", "kind", kind, "bytes", heldBefore, "closed", closed);
    }

    /** Ends the dialogue on every connection that waits for input, after answering what has arrived. */
    void stopConnections() {
        loop.forEachHandler(Connection.class, connection -> {
            connection.stop();
            if (connection.state() == Connection.State.ANSWERED) {
                answered.add(connection);
            }
            if (!turn.hasRoom()) {
                commitAndSend();
            }
        });
    }

    /** Closes all connections. */
    void dropConnections() {
        loop.forEachHandler(Connection.class, Connection::drop);
    }
}
