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
 * The accounts of clients: connections, requests, memory, and bytes in the journal. A client is an IPv4 address, or the /64 of an IPv6 address, which
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
    private static final long NS_PER_HOUR = TimeUnit.HOURS.toNanos(1);

    /** The part of the journal that one client may fill within an hour. */
    private static final int SHARES = 16;

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
        private int open;
        private long creditNs;
        private long countedAtNs;
        private long journalBytes;
        private long journalHourNs;
        private long summaryBytes;
        private long pausedUntilNs;

        private Client(Long key, MemoryAccount memory) {
            this.key = key;
            this.memory = memory;
        }

        /** Connections that are open now. */
        int open() {
            return open;
        }

        /** What it makes the daemon hold. */
        MemoryAccount memory() {
            return memory;
        }

        /** Whether no limit of connections or requests holds for it. */
        boolean isUnlimited() {
            return key == null;
        }
    }

    private final LongSupplier nowNs;
    private final MemoryAccount memory;
    private final LinkedHashMap<Long, Client> table = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, Network> networks = new HashMap<>();
    private int connections = Integer.MAX_VALUE;
    private int connectionsOfNetwork = Integer.MAX_VALUE;
    private int rate;
    private long burst;
    private long costNs = 1;
    private long journalShare = Long.MAX_VALUE;

    /**
     * @param nowNs the ticker, in nanoseconds
     * @param memory the account in which those of all clients add up
     */
    Clients(LongSupplier nowNs, MemoryAccount memory) {
        this.nowNs = nowNs;
        this.memory = memory;
    }

    /** Sets the limits that hold from now on. */
    void limit(Limits limits) {
        connections = limits.connectionsPerClient();
        connectionsOfNetwork = limits.connectionsPerNetwork();
        journalShare = limits.journalBytes() / SHARES;
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
            boolean writesMuch = eldest.journalBytes > journalShare / 2 && steps < STEPS - 1;
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

    /** Whether the client has filled its share of the journal within an hour, so that its requests are summarised. */
    boolean mustSummarise(Client client) {
        return client.journalBytes >= journalShare && !client.isUnlimited() && !renewHour(client);
    }

    /** A record of the client takes so many bytes of the journal. Returns whether its share is filled by that. */
    boolean journalled(Client client, int bytes) {
        renewHour(client);
        long before = client.journalBytes;
        client.journalBytes += bytes;
        return before < journalShare && client.journalBytes >= journalShare && !client.isUnlimited();
    }

    /**
     * A summary of requests of the client takes so many bytes of the journal. When its summaries have taken a second share within
     * the hour, the client pauses after each, so that they take no more than that in an hour.
     */
    void summarised(Client client, int bytes) {
        client.summaryBytes += bytes;
        if (client.summaryBytes > journalShare) {
            long pauseNs = (long) ((double) bytes / journalShare * NS_PER_HOUR);
            client.pausedUntilNs = Math.max(client.pausedUntilNs, nowNs.getAsLong()) + pauseNs;
        }
    }

    /** How long the client is not served, in nanoseconds: 0, or until there is room in the journal for another summary. */
    long pauseNs(Client client) {
        return client.summaryBytes > journalShare ? Math.max(0, client.pausedUntilNs - nowNs.getAsLong()) : 0;
    }

    /** Begins a new hour of the client's share when the last one is over; returns whether it is. */
    private boolean renewHour(Client client) {
        long now = nowNs.getAsLong();
        if (client.journalBytes > 0 && now - client.journalHourNs < NS_PER_HOUR) {
            return false;
        }
        client.journalHourNs = now;
        client.journalBytes = 0;
        client.summaryBytes = 0;
        client.pausedUntilNs = now;
        return true;
    }

    /** Clients that are remembered. */
    int size() {
        return table.size();
    }
}
