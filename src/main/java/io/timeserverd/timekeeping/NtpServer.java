package io.timeserverd.timekeeping;

import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;

/**
 * The socket to one NTP server. If the server has not replied, the next request leaves from another port: the host's
 * own address may have changed, and a late reply must not be mistaken for the reply to a newer request.
 */
final class NtpServer {
    /** The result of sending or receiving. */
    enum Outcome {
        /** The datagram left, or arrived. */
        DONE,
        /** Nothing left or arrived. */
        LOST,
        /** The server's host reports that nothing listens there. */
        PORT_CLOSED
    }

    /** Larger than a valid packet, so that a longer one is not cut to a valid length. */
    private static final int BUFFER_BYTES = 1024;

    private final EventLoop loop;
    private final InetSocketAddress address;
    private final String name;
    private final EventLoop.Handler ready;
    private final ByteBuffer packet = ByteBuffer.allocate(BUFFER_BYTES);
    private Datagrams datagrams;
    private boolean unanswered;
    private boolean unreachable;

    /**
     * @param name its name in the log
     * @param ready called by the loop when {@link #receive} has something
     */
    NtpServer(EventLoop loop, InetSocketAddress address, String name, EventLoop.Handler ready) {
        this.loop = loop;
        this.address = address;
        this.name = name;
        this.ready = ready;
        try {
            open(); // now, so that it does not delay the first request
        } catch (IOException e) {
            failed(e);
        }
    }

    InetSocketAddress address() {
        return address;
    }

    String name() {
        return name;
    }

    private void open() throws IOException {
        datagrams = Datagrams.open(loop, address, ready);
    }

    Outcome send(byte[] request) {
        if (unanswered) {
            close();
        }
        unanswered = true;
        try {
            if (datagrams == null) {
                open();
            }
            datagrams.send(request);
            return Outcome.DONE;
        } catch (IOException e) {
            return failed(e);
        }
    }

    /** Receives one datagram into {@link #packet}. */
    Outcome receive() {
        try {
            datagrams.receive(packet);
        } catch (IOException e) {
            return failed(e);
        }
        unanswered = false;
        unreachable = false;
        return Outcome.DONE;
    }

    /** The last datagram received, between position and limit. */
    ByteBuffer packet() {
        return packet;
    }

    /** Closes the socket. Logs the reason once until the server replies again. */
    private Outcome failed(IOException e) {
        close();
        if (e instanceof PortUnreachableException) {
            return Outcome.PORT_CLOSED;
        }
        if (!unreachable) {
            unreachable = true;
            Log.warn("ntp-unreachable", "server", name, "reason", String.valueOf(e.getMessage()));
        }
        return Outcome.LOST;
    }

    void close() {
        if (datagrams != null) {
            datagrams.close();
            datagrams = null;
        }
    }
}
