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
 * Waits for the PROXY header on a new connection from a trusted proxy. When the header is complete, a {@link Connection} to the
 * client that it names takes over the channel, with the input that follows the header. An invalid or late header closes the
 * channel.
 */
final class ProxyHandshake implements EventLoop.Handler {
    private final ConnectionContext context;
    private final Admission admission;
    private final Refusals refusals;
    private final Connector connector;
    private final SocketChannel channel;
    private final Peer proxy;
    private final Inbox inbox;
    private final Timer deadline = new Timer(this::expired);
    private SelectionKey key;

    ProxyHandshake(
            ConnectionContext context,
            Admission admission,
            Refusals refusals,
            Connector connector,
            SocketChannel channel,
            Peer proxy) {
        this.context = context;
        this.admission = admission;
        this.refusals = refusals;
        this.connector = connector;
        this.channel = channel;
        this.proxy = proxy;
        this.inbox = new Inbox(channel, context.buffer);
    }

    void open() {
        context.opened(proxy);
        key = context.loop.register(channel, SelectionKey.OP_READ, this);
        context.loop.schedule(deadline, context.limits().requestTimeoutNs());
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
        var header = ProxyHeader.parse(inbox.bytes(), inbox.to());
        if (header instanceof ProxyHeader.Client client) {
            take(client.length());
            introduced(client.source());
        } else if (header instanceof ProxyHeader.Local local) {
            take(local.length());
            connector.open(channel, key, proxy.asCheck(), inbox);
        } else if (header instanceof ProxyHeader.Absent) {
            absent();
        } else if (header instanceof ProxyHeader.Malformed malformed) {
            failAndWarn(malformed.problem());
        } else if (inbox.hasEnded()) { // a probe whether the port is open
            Log.debug("proxy-header", "proxy", proxyText(), "problem", "closed before it");
            fail(Failed.PROXY_HEADER);
        } else {
            inbox.close();
        }
    }

    private void absent() {
        if (connector.needsHeader()) {
            failAndWarn("not a PROXY header");
        } else {
            take(0);
            connector.open(channel, key, proxy, inbox);
        }
    }

    /** Takes the header out of the inbox, and ends the proxy's part: the connection will belong to another peer. */
    private void take(int headerLength) {
        inbox.drop(headerLength);
        inbox.close();
        context.loop.cancel(deadline);
        context.closed(proxy);
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
        failAndWarn("not in time");
    }

    /** Closes the channel because the server stops; no request was sent on it. */
    void stop() {
        fail(Failed.PROXY_HEADER);
    }

    private void failAndWarn(String problem) {
        Log.warn("proxy-header", "proxy", proxyText(), "problem", problem);
        fail(Failed.PROXY_HEADER);
    }

    private String proxyText() {
        return proxy.address().map(Addresses::text).orElse("");
    }

    private void fail(Failed reason) {
        context.loop.cancel(deadline);
        context.counters.failed(reason);
        context.closed(proxy);
        refusals.close(channel);
    }
}
