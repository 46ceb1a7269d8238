package io.timeserverd.server;

import io.timeserverd.conf.Addresses;
import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Timer;
import io.timeserverd.server.Counters.Failed;
import io.timeserverd.server.Service.Peer;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A connection from a proxy that has not yet said for whom it is. When the header is here a {@link Connection} takes its
 * place, together with what has arrived behind it; a header that is none, or does not come in time, closes.
 */
final class Introduction implements EventLoop.Handler {
    private final Service service;
    private final SocketChannel channel;
    private final Peer proxy;
    private final LineBuffer held = new LineBuffer();
    private final Timer deadline = new Timer(this::expired);
    private SelectionKey key;

    Introduction(Service service, SocketChannel channel, Peer proxy) {
        this.service = service;
        this.channel = channel;
        this.proxy = proxy;
    }

    void open(SelectionKey itsKey) {
        key = itsKey;
        service.loop.schedule(deadline, service.limits.requestTimeoutNs());
    }

    @Override
    public void ready(SelectionKey itsKey) {
        var input = service.input;
        int length = held.copyTo(input);
        try {
            int n = service.read(channel, length);
            if (n < 0) { // as whoever only sees whether the port is open
                Log.debug("proxy-header", "proxy", proxyText(), "problem", "closed before it");
                fail(Failed.PROXY_HEADER);
                return;
            }
            length += n;
        } catch (IOException e) {
            fail(Failed.RESET);
            return;
        }
        take(ProxyHeader.parse(input, length), input, length);
    }

    private void take(ProxyHeader header, byte[] input, int length) {
        if (header instanceof ProxyHeader.Client client) {
            service.loop.cancel(deadline);
            service.admission.introduced(channel, key, proxy, client.address(), input, client.length(), length);
        } else if (header instanceof ProxyHeader.Local local) {
            service.loop.cancel(deadline);
            service.admission.introducedItself(channel, key, proxy, input, local.length(), length);
        } else if (header instanceof ProxyHeader.Malformed malformed) {
            failLoudly(malformed.problem());
        } else {
            held.keep(input, 0, length, service.spares);
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
        service.counters.failed(reason);
        release();
    }

    private void release() {
        service.loop.cancel(deadline);
        service.closed(channel, proxy);
    }
}
