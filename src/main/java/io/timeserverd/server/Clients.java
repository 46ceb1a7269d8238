package io.timeserverd.server;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The accounts of clients: connections, requests, memory, and what they write into the journal. A client is an IPv4 address, or the /64 of an IPv6 address, which
 * is the least that a network gives to one subscriber. Clients of one IPv6 /48, which is what one site has, share a second
 * limit of connections.
 *
 * <p>A client without a connection is remembered until others have taken its place: those that were seen least recently go
 * first. Belongs to the loop thread.
 */
final class Clients {
    /** Clients remembered at most; more only if so many have open connections. */
    static final int BOUND = 8192;

    /** Heap of one entry at most, with its account, its keys, its network and its places in the tables. A test adds it up. */
    static final int ENTRY_BYTES = 352;

    /** Steps that making room may take; where they do not suffice the table grows, by those with open connections at most. */
    private static final int STEPS = 16;

    private static final int NETWORK_BITS = 48;
    private static final long NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Keys of IPv4 addresses: in IPv6 this prefix is reserved (RFC 4291 section 2.4), so no client has it. */
    private static final long IPV4_KEY = 0x0001_0000_0000_0000L;

    /** The connections of an IPv6 /48. */
    private static final class Network {
        private int open;
    }

    /** One client. Its credit grows with time; a request costs {@link #costNs} of it. */
    static final class Client {
        private final Long key;
        private final MemoryAccount memory;
        private final JournalShares.Account journal;
        private int open;
        private long creditNs;
        private long countedAtNs;

        private Client(Long key, MemoryAccount memory) {
            this.key = key;
            this.memory = memory;
            this.journal = new JournalShares.Account(key == null);
        }

        /** Connections that are open now. */
        int open() {
            return open;
        }

        /** What it makes the daemon hold. */
        MemoryAccount memory() {
            return memory;
        }

        /** What it has written into the journal. */
        JournalShares.Account journal() {
            return journal;
        }

        /** Whether no limit of connections or requests holds for it. */
        boolean isUnlimited() {
            return key == null;
        }
    }

    private final LongSupplier nowNs;
    private final MemoryAccount memory;
    private final JournalShares journal;
    private final LinkedHashMap<Long, Client> table = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, Network> networks = new HashMap<>();
    private int connections = Integer.MAX_VALUE;
    private int connectionsOfNetwork = Integer.MAX_VALUE;
    private int rate;
    private long burst;
    private long costNs = 1;

    /**
     * @param nowNs the ticker, in nanoseconds
     * @param memory the account in which those of all clients add up
     */
    Clients(LongSupplier nowNs, MemoryAccount memory) {
        this.nowNs = nowNs;
        this.memory = memory;
        this.journal = new JournalShares(nowNs);
    }

    /** Sets the limits that hold from now on. */
    void limit(Limits limits) {
        connections = limits.connectionsPerClient();
        connectionsOfNetwork = limits.connectionsPerNetwork();
        journal.limit(limits.journalBytes());
        if (limits.rate() == rate && limits.burst() == burst) {
            return;
        }
        rate = limits.rate();
        burst = limits.burst();
        costNs = rate == 0 ? 1 : NS_PER_SECOND / rate;
        // Credit that was counted by another rate is worth nothing: every client begins with the whole burst.
        table.values().forEach(client -> client.creditNs = burst * costNs);
    }

    /** Whether requests are limited at all. */
    boolean limitsRate() {
        return rate > 0;
    }

    /** An account without limits of connections and requests, which is in no table: for the control socket, and for proxies. */
    Client unlimited() {
        return new Client(null, memory.ofClient());
    }

    /** The account of the client at {@code address}; a new one is forgotten unless a connection of it is {@link #opened}. */
    Client of(InetAddress address) {
        Long key = keyOf(address);
        Client client = table.get(key);
        if (client == null) {
            client = new Client(key, memory.ofClient());
            client.creditNs = burst * costNs;
            client.countedAtNs = nowNs.getAsLong();
        }
        return client;
    }

    private static Long keyOf(InetAddress address) {
        var bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address ? IPV4_KEY | (bytes.getInt() & 0xffff_ffffL) : bytes.getLong();
    }

    private static boolean isIpv6(Long key) {
        return key >>> 32 != IPV4_KEY >>> 32;
    }

    private static Long networkOf(Long key) {
        return key >>> (Long.SIZE - NETWORK_BITS);
    }

    /** Whether the client may open one more connection. */
    boolean mayOpen(Client client) {
        return client.open < connections;
    }

    /** Whether its network may. */
    boolean networkMayOpen(Client client) {
        if (!isIpv6(client.key)) {
            return true;
        }
        Network network = networks.get(networkOf(client.key));
        return network == null || network.open < connectionsOfNetwork;
    }

    /** A connection of the client was opened. */
    void opened(Client client) {
        client.open++;
        if (client.isUnlimited()) {
            return;
        }
        if (client.open == 1 && !table.containsKey(client.key)) {
            forgetOne();
            table.put(client.key, client);
        }
        if (isIpv6(client.key)) {
            networks.computeIfAbsent(networkOf(client.key), key -> new Network()).open++;
        }
    }

    /** A connection of the client was closed. */
    void closed(Client client) {
        client.open--;
        if (client.isUnlimited()) {
            return;
        }
        if (isIpv6(client.key)) {
            Long network = networkOf(client.key);
            if (--networks.get(network).open == 0) {
                networks.remove(network);
            }
        }
    }

    /**
     * Makes room for one more. Looks at a few only; clients with open connections go to the end, and so do those
     * that write much into the journal.
     */
    private void forgetOne() {
        for (int steps = 0; table.size() >= BOUND && steps < STEPS; steps++) {
            Client eldest = table.values().iterator().next();
            table.remove(eldest.key);
            boolean writesMuch = journal.isLarge(eldest.journal) && steps < STEPS - 1;
            if (eldest.open > 0 || writesMuch) {
                table.put(eldest.key, eldest);
            }
        }
    }

    /** Takes one request off the client's quota; false when there is none left. */
    boolean mayAsk(Client client) {
        if (rate == 0 || client.isUnlimited()) {
            return true;
        }
        grow(client);
        if (client.creditNs < costNs) {
            return false;
        }
        client.creditNs -= costNs;
        return true;
    }

    /** Gives one request back: it was not answered, and {@link #mayAsk} will be called for it once more. */
    void giveBack(Client client) {
        client.creditNs += rate == 0 ? 0 : costNs;
    }

    /** Requests that the client may send at once; meaningless without a limit. */
    long quota(Client client) {
        grow(client);
        return client.creditNs / costNs;
    }

    /** Whole seconds until the client may ask again, at least 1. */
    long secondsToWait(Client client) {
        return Math.max(1, (costNs - client.creditNs + NS_PER_SECOND - 1) / NS_PER_SECOND);
    }

    private void grow(Client client) {
        long now = nowNs.getAsLong();
        client.creditNs = Math.min(burst * costNs, client.creditNs + (now - client.countedAtNs));
        client.countedAtNs = now;
    }

    /** Their shares of the journal. */
    JournalShares journal() {
        return journal;
    }

    /** Clients that are remembered. */
    int size() {
        return table.size();
    }
}
