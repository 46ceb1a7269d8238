package io.timeserverd.server;

import io.timeserverd.conf.AddressSet;
import io.timeserverd.conf.Settings;
import java.net.InetAddress;

/**
 * The settings that connections look at, in the units in which they are used.
 *
 * @param connections open at most, on all listeners for clients
 * @param connectionsPerClient of these, by one client
 * @param connectionsPerNetwork of these, by the clients of one IPv6 /48
 * @param rate requests a second by one client, 0 for no limit
 * @param burst requests at once by one client
 * @param requestTimeoutNs for one line, from the connect or its first byte on
 * @param idleTimeoutNs between the lines of a session, and for a client to read its answers
 * @param lingerNs for a client to close after its last answer
 * @param allow the addresses that are served; all if it is empty
 * @param deny addresses that are not served
 * @param proxies peers whose connections begin with a PROXY header, which names the client
 * @param status addresses that may see the whole status
 * @param journalBytes what the journal may take
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

    /**
     * @param connections how many connections the system and the heap allow
     */
    static Limits of(Settings settings, int connections) {
        var limits = settings.limits();
        var access = settings.access();
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
        var bytes = client.getAddress();
        return (allow.isEmpty() || allow.contains(bytes)) && !deny.contains(bytes);
    }

    /** Whether {@code peer} is a proxy, whose connections begin with a header. */
    boolean believes(InetAddress peer) {
        return !proxies.isEmpty() && proxies.contains(peer);
    }
}
