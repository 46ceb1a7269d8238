package io.timeserverd.timekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import io.timeserverd.ntp.Synchroniser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NtpNamesTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Just before the ticker wraps. */
    private long tick = Long.MAX_VALUE - SECOND;

    private final Map<String, List<String>> zone = new HashMap<>();
    private final List<String> lookedUp = new ArrayList<>();
    private final NtpNames names = new NtpNames(this::resolve, NtpNamesTest::text);

    private InetAddress[] resolve(String host) throws UnknownHostException {
        lookedUp.add(host);
        List<String> found = zone.get(host);
        if (found == null) {
            throw new UnknownHostException(host);
        }
        var addresses = new InetAddress[found.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = InetAddress.getByName(found.get(i)); // numeric: needs no lookup
        }
        return addresses;
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ':' + address.getPort();
    }

    @Test
    void everyAddressOfANameIsAServer() {
        zone.put("pool", List.of("192.0.2.1", "2001:db8::1"));
        use("pool");
        assertEquals(List.of("pool/192.0.2.1:123", "pool/2001:db8:0:0:0:0:0:1:123"), now());
    }

    @Test
    void anAddressIsShownAsTheOperatorWroteIt() {
        names.use(List.of(address("192.0.2.7")), tick);
        assertEquals(List.of("as written 192.0.2.7"), now());
    }

    @Test
    void anAddressWithAScopeIsLookedUpAndShownAsTheOperatorWroteIt() {
        zone.put("fe80::1%eth0", List.of("fe80::1"));
        names.use(
                List.of(new NtpHost("[fe80::1%eth0]:123", InetSocketAddress.createUnresolved("fe80::1%eth0", 123))),
                tick);
        lookUpAll();
        assertEquals(List.of("[fe80::1%eth0]:123"), now());
    }

    @Test
    void anAddressIsAServerAtOnceWhileNamesAreStillLookedUp() {
        names.use(List.of(name("later"), address("192.0.2.7"), address("2001:db8::1")), tick);
        assertEquals(List.of("as written 192.0.2.7", "as written 2001:db8::1"), now());
        assertEquals(1, names.pending());
        try (Capture log = Log.capture()) {
            lookUpAll();
            assertEquals(List.of("event=ntp-unresolved server=later:123 reason=later"), log.lines());
        }
        assertEquals(0, names.pending());
        assertEquals(List.of("later:123"), names.unresolved());
        assertEquals(List.of("later"), lookedUp);
    }

    @Test
    void aServerWithTwoNamesHasOneVote() {
        zone.put("a", List.of("192.0.2.1"));
        zone.put("b", List.of("192.0.2.1"));
        use("a", "b");
        assertEquals(List.of("a/192.0.2.1:123"), now());
    }

    @Test
    void aSilentServerIsReplacedWhenItsNameHasOtherAddresses() {
        zone.put("pool", List.of("192.0.2.1", "192.0.2.2"));
        use("pool");
        zone.put("pool", List.of("192.0.2.3", "192.0.2.4"));
        silent("192.0.2.1");
        assertEquals(List.of("pool/192.0.2.2:123", "pool/192.0.2.3:123"), now());
    }

    @Test
    void aSilentServerStaysWhileItsNameHasItsAddress() {
        zone.put("pool", List.of("192.0.2.1", "192.0.2.2"));
        use("pool");
        silent("192.0.2.1");
        assertEquals(List.of("pool/192.0.2.1:123", "pool/192.0.2.2:123"), now());
        assertEquals(List.of("pool", "pool"), lookedUp);
    }

    @Test
    void aNameThatIsNotFoundIsLoggedOnceAndTriedAgainLessAndLessOften() {
        try (Capture log = Log.capture()) {
            use("later");
            for (long waitS : List.of(2L, 4L, 8L, 16L, 32L, 64L, 64L)) {
                assertEquals(OptionalLong.of(tick + waitS * SECOND), names.nextTick());
                tick += waitS * SECOND - 1;
                assertTrue(names.next(tick).isEmpty());
                tick++;
                lookUpAll();
            }
            assertEquals(List.of("event=ntp-unresolved server=later:123 reason=later"), log.lines());
            assertEquals(8, lookedUp.size());
        }
        zone.put("later", List.of("192.0.2.1"));
        tick += 64 * SECOND;
        lookUpAll();
        assertEquals(List.of("later/192.0.2.1:123"), now());
        assertEquals(0, names.pending());
        assertEquals(OptionalLong.empty(), names.nextTick());
    }

    @Test
    void aLookupThatHangsDelaysNoOtherName() {
        zone.put("b", List.of("192.0.2.2"));
        names.use(List.of(name("a"), name("b")), tick);
        List<NameLookup> lookups = names.next(tick);
        assertEquals(
                List.of("a:123", "b:123"),
                lookups.stream().map(lookup -> lookup.host().text()).toList());
        assertTrue(names.next(tick).isEmpty());
        assertEquals(OptionalLong.empty(), names.nextTick());
        lookups.get(1).run();
        names.found(lookups.get(1), tick);
        assertEquals(List.of("b/192.0.2.2:123"), now());
        assertEquals(1, names.pending());
    }

    @Test
    void aNameThatIsNotFoundIsUnresolvedAndNoLongerPending() {
        use("a");
        assertEquals(0, names.pending());
        assertEquals(List.of("a:123"), names.unresolved());
    }

    @Test
    void aPostponedLookupRunsLater() {
        zone.put("pool", List.of("192.0.2.1"));
        names.use(List.of(name("pool")), tick);
        names.postpone(names.next(tick).get(0), tick);
        assertTrue(names.next(tick).isEmpty());
        tick += 2 * SECOND;
        lookUpAll();
        assertEquals(List.of("pool/192.0.2.1:123"), now());
    }

    @Test
    void aReloadRemovesNamesAndAddsNewOnes() {
        zone.put("a", List.of("192.0.2.1"));
        zone.put("b", List.of("192.0.2.2"));
        zone.put("c", List.of("192.0.2.3"));
        use("a", "b");
        use("b", "c");
        assertEquals(List.of("b/192.0.2.2:123", "c/192.0.2.3:123"), now());
    }

    @Test
    void aNameThatAReloadRemovesDuringItsLookupHasNoServers() {
        zone.put("a", List.of("192.0.2.1"));
        names.use(List.of(name("a")), tick);
        NameLookup lookup = names.next(tick).get(0);
        names.use(List.of(), tick);
        lookup.run();
        names.found(lookup, tick);
        assertEquals(List.of(), now());
    }

    @Test
    void usesAtMostEightAddressesOfAName() {
        var many = new ArrayList<String>();
        for (int i = 1; i <= 20; i++) {
            many.add("192.0.2." + i);
        }
        zone.put("pool", many);
        use("pool");
        assertEquals(8, now().size());
    }

    @Test
    void serversBeyondTheLimitAreLoggedAndNotAsked() {
        var hosts = new ArrayList<NtpHost>();
        for (int i = 0; i <= Synchroniser.MAX_SERVERS; i++) {
            hosts.add(address("192.0.2." + i));
        }
        try (Capture log = Log.capture()) {
            names.use(hosts, tick);
            assertEquals(List.of("event=ntp-too-many server=\"as written 192.0.2.64\" limit=64"), log.lines());
        }
        assertEquals(Synchroniser.MAX_SERVERS, now().size());
    }

    private void use(String... hosts) {
        names.use(Arrays.stream(hosts).map(NtpNamesTest::name).toList(), tick);
        lookUpAll();
    }

    private void silent(String address) {
        names.silent(new InetSocketAddress(address, 123), tick);
        lookUpAll();
    }

    private static NtpHost name(String name) {
        return new NtpHost(name + ":123", InetSocketAddress.createUnresolved(name, 123));
    }

    private static NtpHost address(String numeric) {
        return new NtpHost("as written " + numeric, new InetSocketAddress(numeric, 123));
    }

    private List<String> now() {
        return List.copyOf(names.servers().values());
    }

    private void lookUpAll() {
        for (NameLookup lookup : names.next(tick)) {
            lookup.run();
            names.found(lookup, tick);
        }
    }
}
