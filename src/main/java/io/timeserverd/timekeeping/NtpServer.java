package io.timeserverd.timekeeping;

import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/**
 * The way to one NTP server. When it has not answered, the next request leaves from another port: the host's own address
 * may have changed, and what still comes back can no longer be mistaken for an answer.
 */
final class NtpServer implements EventLoop.Handler {
    /** What comes back. */
    interface Receiver {
        /** A datagram from the server's address, between position and limit. */
        void received(int server, ByteBuffer packet);

        /** Its host says that nobody listens there. */
        void portClosed(int server);
    }

    /** More than any packet that is used: longer ones are told by their length. */
    private static final int BUFFER_BYTES = 1024;

    private final EventLoop loop;
    private final InetSocketAddress address;
    private final int id;
    private final String name;
    private final Receiver receiver;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private Datagrams datagrams;
    private boolean unanswered;
    private boolean unreachable;

    /** @param id and {@code name} what receiver and log know it by */
    NtpServer(EventLoop loop, InetSocketAddress address, int id, String name, Receiver receiver) {
        this.loop = loop;
        this.address = address;
        this.id = id;
        this.name = name;
        this.receiver = receiver;
        tryOpen(); // now, lest it delay the first request
    }

    private void tryOpen() {
        try {
            datagrams = Datagrams.open(loop, address, this);
        } catch (IOException e) {
            failed(e);
        }
    }

    void send(byte[] packet) {
        if (unanswered) {
            close();
        }
        if (datagrams == null) {
            tryOpen();
        }
        unanswered = true;
        if (datagrams != null) {
            try {
                datagrams.send(packet);
            } catch (IOException e) {
                failed(e);
            }
        }
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            datagrams.receive(buffer);
        } catch (IOException e) {
            failed(e);
            return;
        }
        unanswered = false;
        unreachable = false;
        receiver.received(id, buffer);
    }

    /** A lost sample; why is told once, until it answers. */
    private void failed(IOException e) {
        close();
        if (e instanceof PortUnreachableException) {
            receiver.portClosed(id);
        } else if (!unreachable) {
            unreachable = true;
            Log.warn("ntp-unreachable", "server", name, "reason", String.valueOf(e.getMessage()));
        }
    }

    String name() {
        return name;
    }

    void close() {
        if (datagrams != null) {
            datagrams.close();
            datagrams = null;
        }
    }
}
