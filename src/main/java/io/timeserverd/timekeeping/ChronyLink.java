package io.timeserverd.timekeeping;

import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.ntp.ChronyReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Asks a chronyd on this host for its tracking report. It asks over UDP, because chronyd's other socket is a Unix-domain
 * datagram socket, which Java does not support.
 */
final class ChronyLink {
    private final EventLoop loop;
    private final InetSocketAddress address;
    private final EventLoop.Handler ready;
    private final ByteBuffer buffer = ByteBuffer.allocate(512);
    private Datagrams datagrams;
    private int sequence;

    /** @param ready called by the loop when {@link #receive} has something */
    ChronyLink(EventLoop loop, InetSocketAddress address, EventLoop.Handler ready) {
        this.loop = loop;
        this.address = address;
        this.ready = ready;
    }

    /** Asks for a report. Nothing happens if there is no chronyd. */
    void ask() {
        sequence++;
        try {
            if (datagrams == null) {
                datagrams = Datagrams.open(loop, address, ready);
            }
            datagrams.send(ChronyReport.request(sequence));
        } catch (IOException e) {
            unheard(e);
        }
    }

    /** The report that was asked for last; empty if something else has arrived. */
    Optional<ChronyReport> receive() {
        try {
            datagrams.receive(buffer);
        } catch (IOException e) {
            unheard(e);
            return Optional.empty();
        }
        return ChronyReport.decode(buffer, sequence);
    }

    /** Logged at the level debug only: most hosts have no chronyd. */
    private void unheard(IOException e) {
        Log.debug("no-chronyd", "reason", String.valueOf(e.getMessage()));
        close();
    }

    void close() {
        if (datagrams != null) {
            datagrams.close();
            datagrams = null;
        }
    }
}
