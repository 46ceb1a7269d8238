package io.timeserverd.server;

import io.timeserverd.log.Log;
import io.timeserverd.loop.Timer;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.server.Counters.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.UnaryOperator;

/**
 * Refuses connections: one error, and then the end. A refused connection costs one write, one read and one close.
 *
 * <p>Some of them stay for {@code limits.linger} after the error: their request may still be on its way, and closing before it
 * arrives would answer it with a reset, which can cost the client the error. They have no timer and no place in the selector
 * of their own, and there are few: when another one comes the oldest is closed. Clients outside the access lists never
 * stay, so that they cannot push out others.
 */
final class Refusals {
    /** On one listener; they fit into the reserve of {@link Descriptors}. */
    static final int BOUND = 16;

    /**
     * What a protocol says.
     *
     * @param busy when all is full
     * @param denied to clients outside the access lists
     */
    record Words(ByteBuffer busy, ByteBuffer denied) {
        private static Words of(UnaryOperator<String> busy, UnaryOperator<String> denied) {
            return new Words(
                    bytes(busy.apply("ERR " + ErrorCode.BUSY.text() + " too many connections, try again later\n")),
                    bytes(denied.apply("ERR " + ErrorCode.DENIED.text() + " this address is not let in here\n")));
        }

        private static ByteBuffer bytes(String text) {
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    static final Words TEXT = Words.of(UnaryOperator.identity(), UnaryOperator.identity());

    /** The clock is not asked for these: a response without Date is allowed to say so little. */
    static final Words HTTP =
            Words.of(line -> http("503 Service Unavailable", line), line -> http("403 Forbidden", line));

    /** For protocols that have no words for an error. */
    static final Words SILENT = new Words(ByteBuffer.allocate(0), ByteBuffer.allocate(0));

    private static String http(String status, String line) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nContent-Length: " + line.length()
                + "\r\nConnection: close\r\n\r\n" + line;
    }

    private final Endpoint endpoint;
    private final Words words;
    private final Timer timer = new Timer(this::closeDue);
    private final Queue<Lingering> lingering = new ArrayDeque<>();

    private record Lingering(SocketChannel channel, long sinceNs) {}

    Refusals(Endpoint endpoint, Words words) {
        this.endpoint = endpoint;
        this.words = words;
    }

    /** Sends the error, where there is one, and closes {@code channel}: at once, or when its client has had time to read it. */
    void refuse(SocketChannel channel, Refused reason) {
        endpoint.counters.refused(reason);
        boolean denied = reason == Refused.DENIED;
        var error = denied ? words.denied : words.busy;
        if (!error.hasRemaining() || !isSent(error, channel)) {
            close(channel);
        } else if (denied || channel.isRegistered()) { // what came behind a proxy's header is here
            close(channel);
        } else {
            linger(channel);
        }
    }

    /** False when the connection broke. */
    private static boolean isSent(ByteBuffer error, SocketChannel channel) {
        try {
            channel.write(error.duplicate()); // fits into the empty buffer of a new socket
            channel.shutdownOutput();
            return true;
        } catch (IOException e) {
            Log.debug("refusal-unsent", "reason", e.getMessage());
            return false;
        }
    }

    private void linger(SocketChannel channel) {
        if (lingering.size() == BOUND) {
            close(lingering.remove().channel);
        }
        lingering.add(new Lingering(channel, endpoint.loop.nowNs()));
        if (!timer.isScheduled()) {
            endpoint.loop.schedule(timer, endpoint.limits().lingerNs());
        }
    }

    private void closeDue() {
        long nowNs = endpoint.loop.nowNs();
        long lingerNs = endpoint.limits().lingerNs();
        while (!lingering.isEmpty() && nowNs - lingering.element().sinceNs >= lingerNs) {
            close(lingering.remove().channel);
        }
        if (!lingering.isEmpty()) {
            endpoint.loop.schedule(timer, lingerNs - (nowNs - lingering.element().sinceNs));
        }
    }

    /** Closes all that linger. */
    void closeAll() {
        endpoint.loop.cancel(timer);
        while (!lingering.isEmpty()) {
            close(lingering.remove().channel);
        }
    }

    /** Closes {@code channel}; not over unread input, which would send a reset too. */
    void close(SocketChannel channel) {
        try {
            endpoint.buffer.discard(channel);
        } catch (IOException e) {
            Log.debug("refusal-unsent", "reason", e.getMessage());
        }
        Endpoint.close(channel);
    }
}
