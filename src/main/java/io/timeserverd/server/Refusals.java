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
 * Refuses connections: sends one error and closes. A refused connection costs one write, one read and one close.
 *
 * <p>Some refused connections linger for {@code limits.linger} after the error. Their request may still be on its way; if the
 * connection is closed before it arrives, the kernel replies with a reset, and the client may lose the error. Lingering
 * connections have no timers of their own and are not in the selector. Only a few may linger: the oldest is closed to make room.
 * Connections that the access lists deny never linger, so that they cannot push out others.
 */
final class Refusals {
    /** How many may linger. They fit into the reserve of {@link DescriptorLimit}. */
    static final int MAX_LINGERING = 16;

    /**
     * The errors of a protocol.
     *
     * @param busy if too many connections are open
     * @param denied for clients that the access lists deny
     */
    record Errors(ByteBuffer busy, ByteBuffer denied) {
        private static Errors of(UnaryOperator<String> busy, UnaryOperator<String> denied) {
            return new Errors(
                    bytes(busy.apply("ERR " + ErrorCode.BUSY.text() + " too many connections, try again later\n")),
                    bytes(denied.apply("ERR " + ErrorCode.DENIED.text() + " this address is not let in here\n")));
        }

        private static ByteBuffer bytes(String text) {
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    static final Errors TEXT = Errors.of(UnaryOperator.identity(), UnaryOperator.identity());

    /** Without a Date field, so that refusals need not read the clock. */
    static final Errors HTTP =
            Errors.of(line -> http("503 Service Unavailable", line), line -> http("403 Forbidden", line));

    /** For protocols without errors. */
    static final Errors SILENT = new Errors(ByteBuffer.allocate(0), ByteBuffer.allocate(0));

    private static String http(String status, String line) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nContent-Length: " + line.length()
                + "\r\nConnection: close\r\n\r\n" + line;
    }

    private final ConnectionContext context;
    private final Errors errors;
    private final Timer timer = new Timer(this::closeDue);
    private final Queue<Lingering> lingering = new ArrayDeque<>();

    private record Lingering(SocketChannel channel, long sinceNs) {}

    Refusals(ConnectionContext context, Errors errors) {
        this.context = context;
        this.errors = errors;
    }

    /** Sends the error, if the protocol has one, and closes {@code channel}: at once, or after it has lingered. */
    void refuse(SocketChannel channel, Refused reason) {
        context.counters.refused(reason);
        boolean denied = reason == Refused.DENIED;
        ByteBuffer error = denied ? errors.denied : errors.busy;
        if (!error.hasRemaining() || !send(error, channel)) {
            close(channel);
        } else if (denied || channel.isRegistered()) { // its input was read with the PROXY header
            close(channel);
        } else {
            linger(channel);
        }
    }

    /** Sends the error. Returns false if the connection is broken. */
    private static boolean send(ByteBuffer error, SocketChannel channel) {
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
        if (lingering.size() == MAX_LINGERING) {
            close(lingering.remove().channel);
        }
        lingering.add(new Lingering(channel, context.loop.nowNs()));
        if (!timer.isScheduled()) {
            context.loop.schedule(timer, context.limits().lingerNs());
        }
    }

    private void closeDue() {
        long nowNs = context.loop.nowNs();
        long lingerNs = context.limits().lingerNs();
        while (!lingering.isEmpty() && nowNs - lingering.element().sinceNs >= lingerNs) {
            close(lingering.remove().channel);
        }
        if (!lingering.isEmpty()) {
            context.loop.schedule(timer, lingerNs - (nowNs - lingering.element().sinceNs));
        }
    }

    /** Closes all that linger. */
    void closeAll() {
        context.loop.cancel(timer);
        while (!lingering.isEmpty()) {
            close(lingering.remove().channel);
        }
    }

    /** Closes {@code channel}, after discarding its input: closing with unread input would send a reset. */
    void close(SocketChannel channel) {
        try {
            context.buffer.discard(channel);
        } catch (IOException e) {
            Log.debug("refusal-unsent", "reason", e.getMessage());
        }
        ConnectionContext.close(channel);
    }
}
