package io.timeserverd.server;

import io.timeserverd.conf.AddressSet;
import io.timeserverd.conf.Settings;
import java.net.InetAddress;

/**
 * The settings that matter to connections, in the units in which they are used.
 *
 * @param connections how many may be open on all network listeners
 * @param connectionsPerClient how many of them by one client
 * @param connectionsPerNetwork how many of them by the clients of one IPv6 /48
 * @param rate requests a second by one client, 0 for no limit
 * @param burst requests at once by one client
 * @param requestTimeoutNs for a request, from the connection or its first byte
 * @param idleTimeoutNs between the requests of a session, and for a client to read its replies
 * @param lingerNs for a client to close after its last reply
 * @param allow the addresses that are served; all addresses if this is empty
 * @param deny addresses that are not served
 * @param proxies the trusted proxies, whose PROXY headers and HTTP fields name the clients
 * @param status addresses that may see the whole status
 * @param journalBytes the maximum size of the journal
 */
record Limits(
        int connections,
        int connectionsPerClient,
        int connectionsPerNetwork,
        int rate,
        int burst,
        long requestTimeoutNs,
        long idleTimeoutNs,
        long lingerNs,
        AddressSet allow,
        AddressSet deny,
        AddressSet proxies,
        AddressSet status,
        long journalBytes) {

    /** @param connections how many connections may be open, see {@link Capacity} */
    static Limits of(Settings settings, int connections) {
        Settings.Limits limits = settings.limits();
        Settings.Access access = settings.access();
        return new Limits(
                connections,
                limits.connectionsPerClient(),
                limits.connectionsPerNetwork(),
                limits.rate(),
                limits.effectiveBurst(),
                limits.requestTimeout().toNanos(),
                limits.idleTimeout().toNanos(),
                limits.linger().toNanos(),
                new AddressSet(access.allow()),
                new AddressSet(access.deny()),
                new AddressSet(access.proxies()),
                new AddressSet(access.status()),
                settings.journal().maxSizeBytes());
    }

    /** Whether {@code client} may be served. */
    boolean admits(InetAddress client) {
        byte[] bytes = client.getAddress();
        return (allow.isEmpty() || allow.contains(bytes)) && !deny.contains(bytes);
    }

    /** Whether {@code peer} is a proxy that may name the clients of its connections. */
    boolean isTrustedProxy(InetAddress peer) {
        return !proxies.isEmpty() && proxies.contains(peer);
    }
}
