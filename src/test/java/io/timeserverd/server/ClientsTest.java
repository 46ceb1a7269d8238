package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.HeapSize;
import io.timeserverd.conf.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientsTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final MemoryAccount memory = new MemoryAccount(1000, 1000);
    private final Clients clients = new Clients(() -> this.nowNs, memory);
    private long nowNs;

    private static InetAddress address(String numeric) {
        try {
            return InetAddress.getByName(numeric);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private Clients.Client client(String numeric) {
        return clients.of(address(numeric));
    }

    /** Opens one connection from a client. */
    private Clients.Client connect(String numeric) {
        Clients.Client client = client(numeric);
        clients.opened(client);
        return client;
    }

    private void limit(int connections, int ofNetwork, int rate, int burst) {
        Settings settings = ServerFixture.settings(List.of(
                "limits.connections-per-client=" + connections,
                "limits.connections-per-network=" + ofNetwork,
                "limits.rate=" + rate,
                "limits.burst=" + burst));
        clients.limit(Limits.of(settings, 10_000));
    }

    @Test
    void aClientIsAnIpv4AddressOrAnIpv6Prefix() {
        assertSame(connect("192.0.2.1"), client("192.0.2.1"));
        assertNotSame(connect("192.0.2.2"), client("192.0.2.1"));
        assertSame(connect("2001:db8::1"), client("2001:db8::ffff:1"));
        assertNotSame(connect("2001:db8:0:1::1"), client("2001:db8::1"));
        assertNotSame(connect("0.0.0.1"), client("::1"));
    }

    @Test
    void aSpentQuotaGrowsAtTheRateUpToTheBurst() {
        limit(1, 1, 2, 3);
        Clients.Client client = client("192.0.2.1");
        assertEquals(3, clients.quota(client));
        for (int i = 0; i < 3; i++) {
            assertTrue(clients.takeFromQuota(client));
        }
        assertFalse(clients.takeFromQuota(client));
        assertEquals(1, clients.secondsToWait(client));
        nowNs = SECOND / 2 - 1;
        assertFalse(clients.takeFromQuota(client));
        nowNs = SECOND / 2;
        assertTrue(clients.takeFromQuota(client));
        assertFalse(clients.takeFromQuota(client));
        nowNs = 1000 * SECOND;
        assertEquals(3, clients.quota(client), "not more than the burst");
    }

    @Test
    void aClientFromBeforeTheRateLimitHasTheWholeBurst() {
        limit(1, 1, 0, 0);
        Clients.Client client = connect("192.0.2.1");
        assertTrue(clients.takeFromQuota(client));
        limit(1, 1, 1, 20);
        assertEquals(20, clients.quota(client));
        assertTrue(clients.takeFromQuota(client));
        limit(1, 1, 1, 20);
        assertEquals(19, clients.quota(client), "a reload without a change keeps the quota");
    }

    @Test
    void withoutARateLimitEveryRequestIsAllowed() {
        limit(1, 1, 0, 0);
        assertTrue(clients.takeFromQuota(client("192.0.2.1")));
        assertFalse(clients.limitsRate());
    }

    @Test
    void anUnlimitedAccountHasNoQuotaAndNoEntryInTheTable() {
        limit(1, 1, 1, 1);
        Clients.Client unlimited = clients.unlimited();
        for (int i = 0; i < 10; i++) {
            assertTrue(clients.takeFromQuota(unlimited));
            clients.opened(unlimited);
        }
        assertEquals(0, clients.size(), "it is in no table");
    }

    @Test
    void connectionsAreLimitedByClient() {
        limit(2, 10, 0, 0);
        Clients.Client client = connect("192.0.2.1");
        clients.opened(client);
        assertFalse(clients.mayOpen(client));
        assertTrue(clients.mayOpen(client("192.0.2.2")));
        clients.closed(client);
        assertTrue(clients.mayOpen(client));
    }

    @Test
    void connectionsAreLimitedByNetworkForIpv6Only() {
        limit(10, 2, 0, 0);
        Clients.Client one = connect("2001:db8:0:1::1");
        Clients.Client other = connect("2001:db8:0:2::1");
        Clients.Client third = client("2001:db8:0:3::1");
        assertFalse(clients.networkMayOpen(third));
        assertTrue(clients.networkMayOpen(client("2001:db8:1::1")), "another /48");
        clients.closed(other);
        assertTrue(clients.networkMayOpen(third));
        clients.closed(one);
        for (int i = 0; i < 10; i++) {
            connect("192.0.2." + i);
        }
        assertTrue(clients.networkMayOpen(client("192.0.2.99")));
    }

    @Test
    void aSpentQuotaOutlivesTheLastConnection() {
        limit(10, 10, 1, 1);
        Clients.Client client = connect("192.0.2.1");
        assertTrue(clients.takeFromQuota(client));
        clients.closed(client);
        assertFalse(clients.takeFromQuota(client("192.0.2.1")));
    }

    @Test
    void aClientThatHasWrittenMuchIsForgottenLast() {
        limit(10, 10, 0, 0);
        Clients.Client writer = connectNumber(0);
        clients.journal().journalled(writer.journal(), (1 << 30) / 8192);
        clients.closed(writer);
        for (int i = 1; i < Clients.BOUND + 100; i++) {
            clients.closed(connectNumber(i));
        }
        assertEquals(Clients.BOUND, clients.size());
        assertSame(writer, client("10.0.0.0"));
    }

    /** Opens one connection from client number {@code i}. */
    private Clients.Client connectNumber(int i) {
        return connect("10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256);
    }

    @Test
    void theTableForgetsTheLeastRecentlySeenClientWithoutConnection() {
        limit(10, 10, 1, 1);
        Clients.Client open = connectNumber(0);
        Clients.Client idle = connectNumber(1);
        Clients.Client seenAgain = connectNumber(2);
        clients.closed(idle);
        clients.closed(seenAgain);
        for (int i = 3; i < Clients.BOUND; i++) {
            clients.closed(connectNumber(i));
        }
        assertSame(seenAgain, client("10.0.0.2"));
        clients.closed(connect("11.0.0.0"));
        assertEquals(Clients.BOUND, clients.size());
        assertSame(open, client("10.0.0.0"));
        assertSame(seenAgain, client("10.0.0.2"));
        assertNotSame(idle, client("10.0.0.1"));
    }

    @Test
    void manyConnectedClientsAtTheHeadOfTheTableDoNotMakeItGrow() {
        limit(10, 10, 1, 1);
        for (int i = 0; i < Clients.BOUND; i++) {
            Clients.Client client = connectNumber(i);
            if (i >= 100) {
                clients.closed(client);
            }
        }
        for (int i = 0; i < 20; i++) {
            clients.closed(connect("11.0.0." + i));
        }
        assertEquals(Clients.BOUND, clients.size());
        assertTrue(client("10.0.0.99").open() > 0, "a connected client is not forgotten");
    }

    @Test
    void anEntryTakesNoMoreHeapThanBudgeted() {
        limit(10, 10, 1, 1);
        long before = HeapSize.of(clients, memory);
        int count = 4096;
        for (int i = 0; i < count; i++) {
            connect("2001:db8:" + Integer.toHexString(i) + "::1"); // each with a network of its own
        }
        long each = (HeapSize.of(clients, memory) - before) / count;
        assertTrue(each > 150 && each <= Clients.ENTRY_BYTES, () -> each + " bytes");
    }

    @Test
    void memoryOfAClientCountsForTheTotal() {
        Clients.Client client = client("192.0.2.1");
        client.memory().charge(MemoryAccount.Kind.REPLIES, 10);
        assertEquals(10, memory.held(MemoryAccount.Kind.REPLIES));
    }
}
