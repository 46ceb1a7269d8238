package io.timeserverd.server;

import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.protocol.ClientFacts;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.Output;
import io.timeserverd.protocol.RequestParser;
import io.timeserverd.protocol.Responder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the connections of one protocol share: who answers them, limits, counters, the buffer they read into. One serves
 * the text listeners, one each the daytime and time listeners, and one the control socket.
 */
final class Service {
    /**
     * Who is at the other end.
     *
     * @param address none for the control socket
     * @param client its account; none for the control socket, and for a proxy that asks for itself
     */
    record Peer(Optional<InetAddress> address, Optional<Clients.Client> client) {}

    /** What a connection gets before it has sent anything. */
    enum Opening {
        NOTHING,
        /** The menu; a request is still to come. */
        MENU,
        /** The answer, and that is all. */
        ANSWER
    }

    /** Bytes read at once. Larger than any line; one for all connections, since the loop deals with one at a time. */
    private static final int INPUT_BYTES = 16 * 1024;

    /** The part of a turn for those who go on with what they were late with, the last of them apart. */
    private static final long RESUME_BOUND_NS = 500_000;

    final EventLoop loop;
    final Turn turn;
    final Counters counters;
    final Exchange exchange = new Exchange();
    final byte[] input = new byte[INPUT_BYTES];

    /** What is read into: into an array the JDK reads by way of such a buffer too, which it has to look up first. */
    private final ByteBuffer arrived = ByteBuffer.allocateDirect(INPUT_BYTES);

    final LineBuffer.Spares spares = new LineBuffer.Spares();

    /** These change when the configuration or the zones do. */
    Limits limits;

    Opening opening = Opening.NOTHING;
    Consumer<Output> menu = out -> {};
    private Responder responder;

    final Pressure pressure;
    final Admission admission;
    final Departures departures;
    private final Clients clients;
    private final Optional<JournalRecorder> recorder;
    private final Function<Peer, ClientFacts> facts;
    private final Queue<Connection> resuming = new ArrayDeque<>();
    private final Runnable resumption = this::resume;

    /** Who sent the request that is being answered. */
    private Peer asking;

    /** Whether {@link #resume} is called in the next turn anyway. */
    private boolean resumes;

    Service(
            EventLoop loop,
            Turn turn,
            Counters counters,
            Clients clients,
            Pressure pressure,
            Optional<JournalRecorder> recorder,
            Function<Peer, ClientFacts> facts) {
        this.loop = loop;
        this.turn = turn;
        this.counters = counters;
        this.clients = clients;
        this.pressure = pressure;
        this.recorder = recorder;
        this.facts = facts;
        admission = new Admission(this, clients);
        departures = new Departures(loop);
        exchange.client = () -> this.facts.apply(asking);
        exchange.hurried = true;
    }

    /** Has {@code newResponder} answer from now on, by data of these releases. */
    void answerBy(Responder newResponder, String zoneRelease, String placeRelease) {
        responder = newResponder;
        recorder.ifPresent(each -> each.releases(zoneRelease, placeRelease));
    }

    // ---- for the connections

    /** Reads what has arrived into {@link #input}, from {@code at} on. Returns how many bytes it was, or -1 at the end. */
    int read(SocketChannel channel, int at) throws IOException {
        int n = channel.read(arrived.clear().limit(INPUT_BYTES - at));
        arrived.get(0, input, at, Math.max(0, n));
        return n;
    }

    /** Reads what nobody needs, up to the length of {@link #input}. Returns how many bytes it was, or -1 at the end. */
    int discard(SocketChannel channel) throws IOException {
        return channel.read(arrived.clear());
    }

    /** Answers a line into the turn and records it; or neither, when it has to wait for {@link #resumeNextTurn}. */
    Exchange.Next answer(Peer peer, boolean choosing, byte[] line, int from, int to) {
        int replyFrom = turn.output.length();
        begin(peer, choosing);
        if (!mayAsk(peer)) {
            return opening == Opening.ANSWER ? Exchange.Next.QUIT : Exchange.Next.GO_ON;
        }
        try {
            responder.answer(line, from, to, exchange, turn.output);
        } catch (RuntimeException e) { // a defect, which must not cost the other clients the service
            Log.error("internal-error", e, "request", new String(line, from, to - from, StandardCharsets.UTF_8));
            turn.output.truncate(replyFrom);
            exchange.refuse(ErrorCode.INTERNAL, "this request met a defect of the server", turn.output);
        }
        if (exchange.next == Exchange.Next.LATER) {
            peer.client().ifPresent(Clients.Client::asksAgain);
            return exchange.next;
        }
        if (exchange.transmitTimeAt >= 0) {
            turn.transmitTimeAt(exchange.transmitTimeAt);
        }
        end(peer, line, from, to, replyFrom);
        return exchange.next;
    }

    /** Whether requests go into the journal. */
    boolean isJournalled() {
        return recorder.isPresent();
    }

    /** Refuses so many requests that were answered already; a protocol without words for it stays silent. */
    void refuseAll(int requests, ErrorCode code, String text) {
        for (int i = 0; i < requests && opening != Opening.ANSWER; i++) {
            exchange.refuse(code, text, turn.output);
        }
        counters.errors += requests;
    }

    /** Tells an error that is no answer to a whole line, and records what there was of the line. */
    void tell(Peer peer, byte[] line, int length, ErrorCode code, String text) {
        int replyFrom = turn.output.length();
        begin(peer, false);
        exchange.refuse(code, text, turn.output);
        end(peer, line, 0, Math.min(length, RequestParser.MAX_BYTES), replyFrom);
    }

    private void begin(Peer peer, boolean choosing) {
        exchange.reading = turn.reading();
        exchange.choosing = choosing;
        exchange.fullStatus = peer.address().isEmpty()
                || limits.status().contains(peer.address().get());
        asking = peer;
    }

    /** Whether the client's quota allows one more request; says so if not. What is refused is not journalled. */
    private boolean mayAsk(Peer peer) {
        if (!clients.limitsRate() || peer.client().isEmpty()) {
            return true;
        }
        var client = peer.client().get();
        if (client.mayAsk(loop.nowNs())) {
            return true;
        }
        counters.rateLimited++;
        if (opening != Opening.ANSWER) {
            exchange.refuse(ErrorCode.RATE_LIMITED, "try again in " + client.secondsToWait() + " s", turn.output);
        }
        return false;
    }

    private void end(Peer peer, byte[] line, int from, int to, int replyFrom) {
        counters.answered++;
        if (exchange.error.isPresent()) {
            counters.errors++;
        }
        if (recorder.isPresent()) {
            recorder.get().record(peer.address(), line, from, to, exchange, replyFrom);
        }
    }

    /** Lets a connection go on in the next turn, without waiting for its socket. */
    void resumeNextTurn(Connection connection) {
        resuming.add(connection);
        if (!resumes) {
            resumes = true;
            loop.execute(resumption);
        }
    }

    /**
     * Those who had enough of a turn, or who asked for what takes long, have a part of each turn together, in the order in
     * which they wait: the others never wait for more of them than that, and one of them at least goes on in each turn.
     */
    private void resume() {
        exchange.hurried = false;
        int bound = resuming.size();
        do {
            resuming.remove().resume();
        } while (--bound > 0 && loop.elapsedNs() < RESUME_BOUND_NS);
        exchange.hurried = true;
        resumes = !resuming.isEmpty();
        if (resumes) {
            loop.execute(resumption);
        }
    }

    /** Answers of a session go out at once: its client waits for each before it sends the next. */
    void becomesSession(SocketChannel channel) {
        try {
            if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
        } catch (IOException e) { // the connection broke, which its next read will tell
            Log.debug("no-tcp-nodelay", "reason", e.getMessage());
        }
    }

    /** A connection is taken on; it ends in {@link #closed}. */
    void opened(Peer peer) {
        counters.open++;
        peer.client().ifPresent(Clients.Client::opened);
    }

    void closed(SocketChannel channel, Peer peer) {
        left(peer);
        close(channel);
    }

    /** A connection is {@code peer}'s no more. */
    void left(Peer peer) {
        counters.open--;
        peer.client().ifPresent(Clients.Client::closed);
    }

    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) { // its descriptor is gone all the same
            Log.debug("close-failed", "reason", e.getMessage());
        }
    }
}
