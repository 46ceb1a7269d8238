package io.timeserverd.timekeeping;

import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.ntp.ChronyReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.function.Consumer;

/**
 * Asks a chronyd of this host for its tracking report. Only over UDP: its other way is a Unix-domain datagram socket,
 * and Java has none.
 */
final class ChronyLink implements EventLoop.Handler {
    private final EventLoop loop;
    private final InetSocketAddress address;
    private final Consumer<ChronyReport> reported;
    private final ByteBuffer buffer = ByteBuffer.allocate(512);
    private Datagrams datagrams;
    private int sequence;

    /** @param reported told each report that was asked for */
    ChronyLink(EventLoop loop, InetSocketAddress address, Consumer<ChronyReport> reported) {
        this.loop = loop;
        this.address = address;
        this.reported = reported;
    }

    /** Asks; where nobody answers, nothing happens. */
    void ask() {
        sequence++;
        try {
            if (datagrams == null) {
                datagrams = Datagrams.open(loop, address, this);
            }
            datagrams.send(ChronyReport.request(sequence));
        } catch (IOException e) {
            unheard(e);
        }
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            datagrams.receive(buffer);
        } catch (IOException e) {
            unheard(e);
            return;
        }
        ChronyReport.decode(buffer, sequence).ifPresent(reported);
    }

    /** Most hosts have no chronyd. */
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
