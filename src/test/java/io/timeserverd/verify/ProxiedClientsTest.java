package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that depends on the address of a client, when the PROXY protocol says that address. */
@Tag("verify")
class ProxiedClientsTest {
    /** What every client may know. */
    private static final Set<String> PUBLIC = Set.of(
            "clock", "state", "offset", "error-bound", "stratum", "leap", "zones", "places", "version", "uptime");

    /** The defaults of the limits. */
    private static final int OF_A_NETWORK = 2048;

    private static final int OF_A_CLIENT = 256;

    private static DaemonProcess daemon;

    /** Its clock has a server, which does not answer. */
    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        daemon = DaemonProcess.start(
                directory,
                "access.proxies=127.0.0.1",
                "clock.source=ntp",
                "clock.servers=127.0.0.1:1",
                "limits.idle-timeout=1h");
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    private static Wire connectFrom(String address) throws IOException {
        String family = address.contains(":") ? "TCP6" : "TCP4";
        String own = address.contains(":") ? "::1" : "127.0.0.1";
        return daemon.connect().send("PROXY " + family + " " + address + " " + own + " 1024 9999\r\n");
    }

    private static Set<String> namesOfStatus(String address) throws IOException {
        try (Wire wire = connectFrom(address)) {
            return wire.send("status\n")
                    .rest()
                    .lines()
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.replaceFirst("[: ].*", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "10.0.0.1", "2001:db8::1", "128.0.0.1"})
    void statusTellsStrangersOfTheClockAndTheReleasesOnly(String address) throws Exception {
        Set<String> names = namesOfStatus(address);
        assertTrue(names.containsAll(Set.of("state", "stratum", "error-bound", "zones", "places")), names::toString);
        assertTrue(PUBLIC.containsAll(names), names::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.255.0.9", "::1"})
    void statusTellsTheHostItself(String address) throws Exception {
        Set<String> names = namesOfStatus(address);
        assertTrue(names.containsAll(Set.of("state", "accepted", "served", "turn-max-us")), names::toString);
        assertTrue(names.stream().anyMatch(name -> name.startsWith("server")), names::toString);
    }

    @Test
    void aNetworkHasABoundedNumberOfConnections() throws Exception {
        var open = new ArrayList<Wire>();
        try {
            for (int i = 0; i < OF_A_NETWORK; i++) {
                String client = "2001:db8:7:" + Integer.toHexString(i / OF_A_CLIENT) + "::1";
                Wire wire = connectFrom(client);
                open.add(wire);
                assertEquals("OK", wire.send("keep\n").line(), client);
            }
            try (Wire wire = connectFrom("2001:db8:7:ffff::1")) {
                String reply = wire.send("@1 +unix\n").rest();
                assertTrue(reply.matches("ERR busy \\P{Cntrl}+\n"), reply);
            }
            for (String elsewhere : List.of("2001:db8:8::1", "2001:db9:7::1", "192.0.2.7")) {
                assertAnswered(elsewhere);
            }
            assertEquals("", open.remove(0).send("quit\n").endInput().rest());
            awaitAnswered("2001:db8:7:ffff::1");
        } finally {
            for (Wire wire : open) {
                wire.close();
            }
        }
    }

    /** A connection counts until the loop has closed its side. */
    private static void awaitAnswered(String address) throws IOException {
        long startNs = System.nanoTime();
        String reply;
        do {
            try (Wire wire = connectFrom(address)) {
                reply = wire.send("@1 +unix\n").rest();
            }
        } while (reply.startsWith("ERR busy ")
                && System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(Programs.HANG_S));
        assertEquals("1\n", reply);
    }

    private static void assertAnswered(String address) throws IOException {
        try (Wire wire = connectFrom(address)) {
            assertEquals("1\n", wire.send("@1 +unix\n").rest(), address);
        }
    }
}
