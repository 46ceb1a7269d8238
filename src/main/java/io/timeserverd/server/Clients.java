package io.timeserverd.server;

import io.timeserverd.server.Service.Peer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What each client has open and may still ask. A client is an IPv4 address, or the /64 of an IPv6 address, which is the
 * least that a network gives to one subscriber.
 *
 * <p>The table is bounded: whoever was seen least recently and has nothing open is forgotten first, and begins anew with
 * a full quota. Belongs to the loop thread.
 */
final class Clients {
    /** Clients remembered at most, some 150 bytes each. */
    private static final int BOUND = 65_536;

    /** Steps that making room may take; where they do not suffice the table grows, by those with open connections at most. */
    private static final int LOOKS = 16;

    private static final long NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** One client. Its credit grows with time, a request costs {@link #costNs} of it. */
    final class Client {
        private int open;
        private long creditNs;
        private long countedAtNs;

        private Peer peer;

        private Client(long nowNs) {
            creditNs = burst * costNs;
            countedAtNs = nowNs;
        }

        /** Whether it may open one more connection. */
        boolean mayOpen() {
            return open < connections;
        }

        int open() {
            return open;
        }

        /** Itself at one of its addresses: mostly the one that it had before, so that its connections share it. */
        Peer at(InetAddress address) {
            if (peer == null || !peer.address().equals(Optional.of(address))) {
                peer = new Peer(Optional.of(address), Optional.of(this));
            }
            return peer;
        }

        void opened() {
            open++;
        }

        void closed() {
            open--;
        }

        /** Takes one request off the quota; false when there is none left. */
        boolean mayAsk(long nowNs) {
            if (rate == 0) {
                return true;
            }
            grow(nowNs);
            if (creditNs < costNs) {
                return false;
            }
            creditNs -= costNs;
            return true;
        }

        /** A request was not answered, and {@link #mayAsk} will be asked for it once more. */
        void asksAgain() {
            creditNs += rate == 0 ? 0 : costNs;
        }

        /** Requests that it may send at once; meaningless without a limit. */
        long quota(long nowNs) {
            grow(nowNs);
            return creditNs / costNs;
        }

        /** Whole seconds until it may ask again, at least 1. */
        long secondsToWait() {
            return Math.max(1, (costNs - creditNs + NS_PER_SECOND - 1) / NS_PER_SECOND);
        }

        private void grow(long nowNs) {
            creditNs = Math.min(burst * costNs, creditNs + (nowNs - countedAtNs));
            countedAtNs = nowNs;
        }
    }

    private final LinkedHashMap<Object, Client> table = new LinkedHashMap<>(16, 0.75f, true);
    private int connections = Integer.MAX_VALUE;
    private int rate;
    private long burst;
    private long costNs = 1;

    /**
     * Bounds that hold from now on.
     *
     * @param newConnections open at once
     * @param newRate requests a second, 0 for no limit
     * @param newBurst requests at once
     */
    void limit(int newConnections, int newRate, int newBurst) {
        connections = newConnections;
        if (newRate == rate && newBurst == burst) {
            return;
        }
        rate = newRate;
        burst = newBurst;
        costNs = rate == 0 ? 1 : NS_PER_SECOND / rate;
        // What was counted by another measure is worth nothing: everyone begins anew.
        table.values().forEach(client -> client.creditNs = burst * costNs);
    }

    boolean limitsRate() {
        return rate > 0;
    }

    /** The account of a client. */
    Client of(InetAddress address, long nowNs) {
        var key = keyOf(address);
        var client = table.get(key);
        if (client == null) {
            forgetOne();
            client = new Client(nowNs);
            table.put(key, client);
        }
        return client;
    }

    private static Object keyOf(InetAddress address) {
        return address instanceof Inet4Address
                ? address
                : (Object) ByteBuffer.wrap(address.getAddress()).getLong();
    }

    /** Makes room for one more. Looks at a few only: who has a connection open was seen just now, and goes to the end. */
    private void forgetOne() {
        for (int looks = 0; table.size() >= BOUND && looks < LOOKS; looks++) {
            var eldest = table.entrySet().iterator().next();
            var client = table.remove(eldest.getKey());
            if (client.open > 0) {
                table.put(eldest.getKey(), client);
            }
        }
    }

    int size() {
        return table.size();
    }
}
