package io.timeserverd.server;

import io.timeserverd.conf.Addresses;
import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Timer;
import io.timeserverd.server.Counters.Failed;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A connection from a proxy that has not yet said for which client it is. When the header is here a {@link Connection} takes
 * its place, together with what has arrived behind it. An invalid or late header closes the connection.
 */
final class Introduction implements EventLoop.Handler {
    private final Endpoint endpoint;
    private final Admission admission;
    private final Refusals refusals;
    private final Connector connector;
    private final SocketChannel channel;
    private final Peer proxy;
    private final Inbox inbox;
    private final Timer deadline = new Timer(this::expired);
    private SelectionKey key;

    Introduction(
            Endpoint endpoint,
            Admission admission,
            Refusals refusals,
            Connector connector,
            SocketChannel channel,
            Peer proxy) {
        this.endpoint = endpoint;
        this.admission = admission;
        this.refusals = refusals;
        this.connector = connector;
        this.channel = channel;
        this.proxy = proxy;
        this.inbox = new Inbox(channel, endpoint.buffer);
    }

    void open() {
        endpoint.opened(proxy);
        key = endpoint.loop.register(channel, SelectionKey.OP_READ, this);
        endpoint.loop.schedule(deadline, endpoint.limits().requestTimeoutNs());
    }

    @Override
    public void ready(SelectionKey itsKey) {
        inbox.open();
        try {
            inbox.fill();
        } catch (IOException e) {
            fail(Failed.RESET);
            return;
        }
        ProxyHeader header = ProxyHeader.parse(inbox.bytes(), inbox.to());
        if (header instanceof ProxyHeader.Client client) {
            take(client.length());
            introduced(client.source());
        } else if (header instanceof ProxyHeader.Local local) {
            take(local.length());
            connector.open(channel, key, proxy.checking(), inbox);
        } else if (header instanceof ProxyHeader.Absent) {
            absent();
        } else if (header instanceof ProxyHeader.Malformed malformed) {
            failLoudly(malformed.problem());
        } else if (inbox.hasEnded()) { // a look whether the port is open
            Log.debug("proxy-header", "proxy", proxyText(), "problem", "closed before it");
            fail(Failed.PROXY_HEADER);
        } else {
            inbox.close();
        }
    }

    private void absent() {
        if (connector.needsHeader()) {
            failLoudly("not a PROXY header");
        } else {
            take(0);
            connector.open(channel, key, proxy, inbox);
        }
    }

    /** Takes the header out of the inbox. The connection is the proxy's no longer. */
    private void take(int headerLength) {
        inbox.drop(headerLength);
        inbox.close();
        endpoint.loop.cancel(deadline);
        endpoint.closed(proxy);
    }

    private void introduced(InetSocketAddress source) {
        Admission.Verdict verdict = admission.judge(source);
        if (verdict instanceof Admission.Admitted admitted) {
            connector.open(channel, key, admitted.peer(), inbox);
        } else if (verdict instanceof Admission.Rejected rejected) {
            refusals.refuse(channel, rejected.reason());
        }
    }

    private void expired() {
        failLoudly("not in time");
    }

    /** The server stops, and nothing was asked. */
    void stop() {
        fail(Failed.PROXY_HEADER);
    }

    private void failLoudly(String problem) {
        Log.warn("proxy-header", "proxy", proxyText(), "problem", problem);
        fail(Failed.PROXY_HEADER);
    }

    private String proxyText() {
        return proxy.address().map(Addresses::text).orElse("");
    }

    private void fail(Failed reason) {
        endpoint.loop.cancel(deadline);
        endpoint.counters.failed(reason);
        endpoint.closed(proxy);
        refusals.close(channel);
    }
}
