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
 * The accounts of clients: each counts connections, requests, memory, and bytes in the journal. A client is an IPv4 address,
 * or the /64 of an IPv6 address, which is the smallest block that a provider gives to one subscriber. Clients of one IPv6 /48,
 * the usual block of one site, share a second limit of connections.
 *
 * <p>A client without a connection is remembered until other clients need its place in the table; the least recently seen
 * goes first. Belongs to the loop thread.
 */
final class Clients {
    /** The largest number of clients in the table. Only open connections can make it exceed this. */
    static final int BOUND = 8192;

    /** The most heap that one entry takes, with its account, its keys, its network and its nodes in the maps. A test measures it. */
    static final int ENTRY_BYTES = 352;

    /** Entries that are looked at to make room for one. If all of them must stay, the table grows. */
    private static final int STEPS = 16;

    private static final int NETWORK_BITS = 48;
    private static final long NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Marks the keys of IPv4 addresses. IPv6 reserves this prefix (RFC 4291 section 2.4), so no client has it. */
    private static final long IPV4_KEY = 0x0001_0000_0000_0000L;

    /** The open connections from an IPv6 /48. */
    private static final class Network {
        private int open;
    }

    /** The account of one client. Its credit grows with time, and a request costs {@link #costNs} of it. */
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

        /** The number of open connections. */
        int open() {
            return open;
        }

        /** The memory that the daemon holds for it. */
        MemoryAccount memory() {
            return memory;
        }

        /** The bytes that it has written into the journal. */
        JournalShares.Account journal() {
            return journal;
        }

        /** Whether it has no limits of connections and requests. */
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
     * @param memory the account of all clients together
     */
    Clients(LongSupplier nowNs, MemoryAccount memory) {
        this.nowNs = nowNs;
        this.memory = memory;
        this.journal = new JournalShares(nowNs);
    }

    /** Sets new limits. */
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
        // Credit at the old rate means nothing at the new one, so every client starts with a full burst.
        table.values().forEach(client -> client.creditNs = burst * costNs);
    }

    /** Whether there is a limit of requests. */
    boolean limitsRate() {
        return rate > 0;
    }

    /** A new account without limits of connections and requests, outside the table: for the control socket and for proxies. */
    Client unlimited() {
        return new Client(null, memory.ofClient());
    }

    /** The account of the client at {@code address}. A new account enters the table when its first connection is {@link #opened}. */
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

    /** Whether the client's network may open one more connection. Always true for IPv4. */
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
     * Makes room for one entry. Looks at a few entries only. Clients with open connections move to the end of the table, and so
     * do clients that have written much into the journal.
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

    /** Takes one request from the client's quota. Returns false if the quota is spent. */
    boolean takeFromQuota(Client client) {
        if (rate == 0 || client.isUnlimited()) {
            return true;
        }
        addCredit(client);
        if (client.creditNs < costNs) {
            return false;
        }
        client.creditNs -= costNs;
        return true;
    }

    /** Returns one request that was not answered; {@link #takeFromQuota} will be called for it again. */
    void returnToQuota(Client client) {
        client.creditNs += rate == 0 ? 0 : costNs;
    }

    /** How many requests the client may send at once. Meaningless without a limit. */
    long quota(Client client) {
        addCredit(client);
        return client.creditNs / costNs;
    }

    /** Whole seconds until the client may ask again, at least 1. */
    long secondsToWait(Client client) {
        return Math.max(1, (costNs - client.creditNs + NS_PER_SECOND - 1) / NS_PER_SECOND);
    }

    private void addCredit(Client client) {
        long now = nowNs.getAsLong();
        client.creditNs = Math.min(burst * costNs, client.creditNs + (now - client.countedAtNs));
        client.countedAtNs = now;
    }

    /** The clients' shares of the journal. */
    JournalShares journal() {
        return journal;
    }

    /** The number of clients in the table. */
    int size() {
        return table.size();
    }
}
