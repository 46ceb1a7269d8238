package io.timeserverd.timekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Helper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NtpNamesTest {
    private static final int PATIENCE = 4000;

    private final AtomicLong tick = new AtomicLong();
    private final EventLoop loop = new EventLoop(tick::get);
    private final Helper helper = new Helper(loop);
    private final Map<String, List<String>> zone = new ConcurrentHashMap<>();
    private final AtomicInteger lookups = new AtomicInteger();
    private final Map<Integer, String> asked = new TreeMap<>();
    private final NtpNames names =
            new NtpNames(loop, helper, this::resolve, NtpNamesTest::text, new NtpNames.Servers() {
                @Override
                public int add(InetSocketAddress address, String name) {
                    asked.put(asked.size() + 1, name);
                    return asked.size();
                }

                @Override
                public void remove(int server) {
                    asked.put(server, "");
                }
            });

    NtpNamesTest() throws IOException {}

    private InetAddress[] resolve(String host) throws UnknownHostException {
        lookups.incrementAndGet();
        var found = zone.get(host);
        if (found == null) {
            throw new UnknownHostException(host);
        }
        var addresses = new InetAddress[found.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = InetAddress.getByName(found.get(i)); // numeric: asks nobody
        }
        return addresses;
    }

    @AfterEach
    void close() throws IOException {
        names.close();
        helper.close();
        loop.close();
    }

    @Test
    void everyAddressOfANameIsAServer() {
        zone.put("pool", List.of("192.0.2.1", "2001:db8::1"));
        use("pool:123");
        assertEquals(List.of("pool/192.0.2.1:123", "pool/2001:db8:0:0:0:0:0:1:123"), now());
    }

    @Test
    void anAddressIsCalledAsTheOperatorWroteIt() {
        names.use(List.of(address("192.0.2.7")));
        assertEquals(List.of("as written 192.0.2.7"), now());
    }

    @Test
    void anAddressIsAskedAtOnceWhateverNamesAreLookedUpBeforeIt() {
        names.use(List.of(name("later:123"), address("192.0.2.7"), address("2001:db8::1")));
        assertEquals(List.of("as written 192.0.2.7", "as written 2001:db8::1"), now());
        assertEquals(1, names.pending());
        try (var log = Log.capture()) {
            settle();
            assertEquals(List.of("event=ntp-unresolved server=later:123 reason=later"), log.lines());
        }
        assertEquals(1, names.pending());
        assertEquals(1, lookups.get());
    }

    @Test
    void oneServerHasOneVoteHoweverManyNamesItHas() {
        zone.put("a", List.of("192.0.2.1"));
        zone.put("b", List.of("192.0.2.1"));
        use("a:123", "b:123");
        assertEquals(List.of("a/192.0.2.1:123"), now());
    }

    @Test
    void aSilentServerIsReplacedWhenItsNameHasMoved() {
        zone.put("pool", List.of("192.0.2.1", "192.0.2.2"));
        use("pool:123");
        zone.put("pool", List.of("192.0.2.3", "192.0.2.4"));
        names.silent(1);
        settle();
        assertEquals(List.of("pool/192.0.2.2:123", "pool/192.0.2.3:123"), now());
    }

    @Test
    void aSilentServerStaysWhileItsNameStandsForIt() {
        zone.put("pool", List.of("192.0.2.1", "192.0.2.2"));
        use("pool:123");
        names.silent(1);
        settle();
        assertEquals(List.of("pool/192.0.2.1:123", "pool/192.0.2.2:123"), now());
        assertEquals(2, lookups.get());
    }

    @Test
    void aNameThatIsNotFoundIsToldOnceAndTriedAgain() {
        try (var log = Log.capture()) {
            use("later:123");
            for (int i = 0; i < 3; i++) {
                tick.addAndGet(TimeUnit.SECONDS.toNanos(64));
                settle();
            }
            assertEquals(List.of("event=ntp-unresolved server=later:123 reason=later"), log.lines());
            assertEquals(4, lookups.get());
        }
        zone.put("later", List.of("192.0.2.1"));
        tick.addAndGet(TimeUnit.SECONDS.toNanos(64));
        settle();
        assertEquals(List.of("later/192.0.2.1:123"), now());
    }

    @Test
    void aReloadForgetsNamesAndTakesNewOnes() {
        zone.put("a", List.of("192.0.2.1"));
        zone.put("b", List.of("192.0.2.2"));
        zone.put("c", List.of("192.0.2.3"));
        use("a:123", "b:123");
        use("b:123", "c:123");
        assertEquals(List.of("b/192.0.2.2:123", "c/192.0.2.3:123"), now());
    }

    @Test
    void aNameWithManyAddressesIsAsManyServersAsAreOfUse() {
        var many = new ArrayList<String>();
        for (int i = 1; i <= 20; i++) {
            many.add("192.0.2." + i);
        }
        zone.put("pool", many);
        use("pool:123");
        assertEquals(8, now().size());
    }

    private void use(String... hosts) {
        names.use(Arrays.stream(hosts).map(NtpNamesTest::name).toList());
        settle();
    }

    private static NtpHost name(String text) {
        int colon = text.lastIndexOf(':');
        int port = Integer.parseInt(text.substring(colon + 1));
        return new NtpHost(text, InetSocketAddress.createUnresolved(text.substring(0, colon), port));
    }

    private static NtpHost address(String numeric) {
        return new NtpHost("as written " + numeric, new InetSocketAddress(numeric, 123));
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ':' + address.getPort();
    }

    private List<String> now() {
        return asked.values().stream().filter(name -> !name.isEmpty()).toList();
    }

    /** Turns until no lookup is under way. */
    private void settle() {
        try {
            loop.turnWithin(0);
            for (int i = 0; i < PATIENCE && names.isLookingUp(); i++) {
                loop.turnWithin(TimeUnit.MILLISECONDS.toNanos(2));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertTrue(!names.isLookingUp());
    }
}
