package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientsTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Clients clients = new Clients();

    private static InetAddress address(String numeric) {
        try {
            return InetAddress.getByName(numeric);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private Clients.Client client(String numeric) {
        return clients.of(address(numeric), 0);
    }

    @Test
    void aClientIsAnIpv4AddressOrAnIpv6Prefix() {
        assertSame(client("192.0.2.1"), client("192.0.2.1"));
        assertNotSame(client("192.0.2.1"), client("192.0.2.2"));
        assertSame(client("2001:db8::1"), client("2001:db8::ffff:1"));
        assertNotSame(client("2001:db8::1"), client("2001:db8:0:1::1"));
    }

    @Test
    void theBurstIsSpentAndGrowsAgainAtTheRate() {
        clients.limit(1, 2, 3);
        var client = client("192.0.2.1");
        assertEquals(3, client.quota(0));
        for (int i = 0; i < 3; i++) {
            assertTrue(client.mayAsk(0));
        }
        assertFalse(client.mayAsk(0));
        assertEquals(1, client.secondsToWait());
        assertFalse(client.mayAsk(SECOND / 2 - 1));
        assertTrue(client.mayAsk(SECOND / 2));
        assertFalse(client.mayAsk(SECOND / 2));
        assertEquals(3, client.quota(1000 * SECOND), "never more than the burst");
    }

    @Test
    void whoAskedBeforeARateWasSetHasTheWholeBurst() {
        clients.limit(1, 0, 0);
        var client = client("192.0.2.1");
        assertTrue(client.mayAsk(0));
        clients.limit(1, 1, 20);
        assertEquals(20, client.quota(0));
        assertTrue(client.mayAsk(0));
        clients.limit(1, 1, 20);
        assertEquals(19, client.quota(0), "a reload that changes nothing gives nothing");
    }

    @Test
    void withoutARateEveryoneMayAsk() {
        clients.limit(1, 0, 0);
        assertTrue(client("192.0.2.1").mayAsk(0));
        assertFalse(clients.limitsRate());
    }

    @Test
    void connectionsAreBoundedByClient() {
        clients.limit(2, 0, 0);
        var client = client("192.0.2.1");
        client.opened();
        client.opened();
        assertFalse(client.mayOpen());
        assertTrue(client("192.0.2.2").mayOpen());
        client.closed();
        assertTrue(client.mayOpen());
    }

    @Test
    void theTableForgetsWhoWasSeenLeastRecentlyButNobodyWithAnOpenConnection() {
        clients.limit(10, 1, 1);
        var open = client("10.0.0.0");
        open.opened();
        var idle = client("10.0.0.1");
        var seenAgain = client("10.0.0.2");
        for (int i = 3; i < 65_536; i++) {
            clients.of(address("10.0." + i / 256 + "." + i % 256), 0);
        }
        assertSame(seenAgain, client("10.0.0.2"));
        client("11.0.0.0");
        assertEquals(65_536, clients.size());
        assertSame(open, client("10.0.0.0"));
        assertSame(seenAgain, client("10.0.0.2"));
        assertNotSame(idle, client("10.0.0.1"));
    }

    @Test
    void aCrowdWithOpenConnectionsAtTheHeadOfTheTableIsPassedInAFewSteps() {
        clients.limit(10, 1, 1);
        for (int i = 0; i < 65_536; i++) {
            var client = clients.of(address("10.0." + i / 256 + "." + i % 256), 0);
            if (i < 100) {
                client.opened();
            }
        }
        for (int i = 0; i < 20; i++) {
            client("11.0.0." + i);
        }
        assertEquals(65_536, clients.size());
        assertFalse(clients.of(address("10.0.0.99"), 0).open() == 0, "whoever is connected is not forgotten");
    }
}
