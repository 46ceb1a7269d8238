package io.timeserverd.server;

import io.timeserverd.conf.AddressSet;
import io.timeserverd.conf.Settings;
import java.net.InetAddress;

/**
 * The settings that connections look at, in the units in which they are used.
 *
 * @param connections open at most, on all listeners for clients
 * @param connectionsPerClient of these, by one client
 * @param rate requests a second by one client, 0 for no limit
 * @param burst requests at once by one client
 * @param requestTimeoutNs for one line, from the connect or its first byte on
 * @param idleTimeoutNs between the lines of a session, and for a client to read its answers
 * @param lingerNs for a client to close after its last answer
 * @param allow if it is not empty, who is served
 * @param deny who is not
 * @param status the clients that may see the whole {@code status}
 * @param proxies who says by a PROXY header for whom it asks
 */
record Limits(
        int connections,
        int connectionsPerClient,
        int rate,
        int burst,
        long requestTimeoutNs,
        long idleTimeoutNs,
        long lingerNs,
        AddressSet allow,
        AddressSet deny,
        AddressSet status,
        AddressSet proxies) {

    static Limits of(Settings settings, Descriptors descriptors) {
        var limits = settings.limits();
        return new Limits(
                descriptors.connections(limits.connections()),
                limits.connectionsPerClient(),
                limits.rate(),
                limits.effectiveBurst(),
                limits.requestTimeout().toNanos(),
                limits.idleTimeout().toNanos(),
                limits.linger().toNanos(),
                new AddressSet(settings.access().allow()),
                new AddressSet(settings.access().deny()),
                new AddressSet(settings.access().status()),
                new AddressSet(settings.access().proxies()));
    }

    /** The control socket's: few connections, no greeting, and its file's permissions say who is let in. */
    Limits forControl() {
        return new Limits(
                MAX_CONTROL_CONNECTIONS,
                MAX_CONTROL_CONNECTIONS,
                0,
                0,
                requestTimeoutNs,
                idleTimeoutNs,
                lingerNs,
                AddressSet.EMPTY,
                AddressSet.EMPTY,
                AddressSet.EMPTY,
                AddressSet.EMPTY);
    }

    private static final int MAX_CONTROL_CONNECTIONS = 16;

    /** Whether {@code client} may be served. */
    boolean admits(InetAddress client) {
        var bytes = client.getAddress();
        return (allow.isEmpty() || allow.contains(bytes)) && !deny.contains(bytes);
    }

    /** Whether {@code peer} is a proxy, who begins with a header. */
    boolean believes(InetAddress peer) {
        return !proxies.isEmpty() && proxies.contains(peer);
    }
}
