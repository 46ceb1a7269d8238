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

    private static final ByteBuffer BUSY = error(ErrorCode.BUSY, "too many connections, try again later");
    private static final ByteBuffer DENIED = error(ErrorCode.DENIED, "this address is not let in here");

    private static ByteBuffer error(ErrorCode code, String text) {
        return ByteBuffer.wrap(("ERR " + code.text() + " " + text + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private final Endpoint endpoint;
    private final boolean hasErrors;
    private final Timer timer = new Timer(this::closeDue);
    private final Queue<Lingering> lingering = new ArrayDeque<>();

    private record Lingering(SocketChannel channel, long sinceNs) {}

    /**
     * @param hasErrors whether the protocol has words for an error
     */
    Refusals(Endpoint endpoint, boolean hasErrors) {
        this.endpoint = endpoint;
        this.hasErrors = hasErrors;
    }

    /** Sends the error, where there is one, and closes {@code channel}: at once, or when its client has had time to read it. */
    void refuse(SocketChannel channel, Refused reason) {
        endpoint.counters.refused(reason);
        boolean denied = reason == Refused.DENIED;
        if (!hasErrors || !isSent(denied ? DENIED : BUSY, channel)) {
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
