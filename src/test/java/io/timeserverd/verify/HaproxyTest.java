package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Programs.Stdin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two daemons behind a real HAProxy, configured by the shipped example. */
@Tag("verify")
class HaproxyTest {
    private static final int CLIENTS = 4;

    /** The number of requests of each client before one of the daemons ends, and again after that. */
    private static final int REQUESTS = 100;

    @TempDir
    Path directory;

    private DaemonProcess one;
    private DaemonProcess two;
    private Haproxy haproxy;

    /** {@code client request} of each correct reply. */
    private final Set<String> answered = ConcurrentHashMap.newKeySet();

    /** {@code client request} of each wrong reply, with the reply. */
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();

    /** {@code client request} of each missing reply before the daemon had surely ended. */
    private final List<String> askedAgain = Collections.synchronizedList(new ArrayList<>());

    private final AtomicInteger done = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        one = daemon("one");
        two = daemon("two");
        haproxy = new Haproxy(directory, one, two);
    }

    @AfterEach
    void end() {
        if (haproxy != null) {
            haproxy.close();
        }
        one.close();
        if (two != null) {
            two.close();
        }
    }

    private DaemonProcess daemon(String name) throws IOException {
        return DaemonProcess.start(
                DaemonProcess.DEFAULTS_ONLY, home(name), "access.proxies=127.0.0.1", "listen.http=127.0.0.1:0");
    }

    private Path home(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    @Test
    void seesTheAddressOfTheClient() {
        String facts = haproxy.ask("127.1.0.7", "me");
        assertTrue(facts.startsWith("address: 127.1.0.7\n"), facts);
    }

    @Test
    void haproxyOffersTls() throws Exception {
        var command = List.of("openssl s_client -quiet -verify_return_error -CAfile CRT -connect 127.0.0.1:PORT"
                .replace("CRT", haproxy.certificate.file().toString())
                .replace("PORT", String.valueOf(haproxy.tlsPort))
                .split(" "));
        Programs.Result told = Programs.run("openssl", command, "@1 +unix\n", Stdin.STAYS_OPEN);
        assertEquals("1\n", told.out(), told::toString);
    }

    @Test
    void seesTheAddressOfAClientOverHttps() throws Exception {
        var command = List.of("curl -sSf --interface 127.1.0.8 --cacert CRT https://localhost:PORT/api/ip"
                .replace("CRT", haproxy.certificate.file().toString())
                .replace("PORT", String.valueOf(haproxy.httpsPort))
                .split(" "));
        Programs.Result told = Programs.run("curl", command, "", Stdin.ENDS);
        assertTrue(told.out().contains("\"client_ip\":\"127.1.0.8\""), told::toString);
    }

    /** Every request gets its reply at once, except on a connection that arrives at the moment when the listener closes. */
    @Test
    void noReplyIsLostWhenOneDaemonStops() throws Exception {
        underLoad(() -> assertEquals(0, one.stop()));
        assertTrue(askedAgain.size() <= 1, askedAgain::toString);
        assertEverythingIsJournalled();
    }

    /**
     * A client repeats its request to a killed daemon. The kernel closes the connections of a process before its listener, so a
     * client may have to repeat its request twice, but not after the daemon has ended.
     */
    @Test
    void aRequestToAKilledDaemonNeedsOnlyBeRepeated() throws Exception {
        underLoad(() -> {
            one.signal("KILL");
            one.awaitExit();
        });
        assertTrue(Set.copyOf(askedAgain).size() <= CLIENTS, askedAgain::toString);
        assertTrue(askedAgain.size() <= 2 * CLIENTS, askedAgain::toString);
        assertEverythingIsJournalled();
    }

    private interface Event {
        void happen() throws IOException, InterruptedException;
    }

    private void underLoad(Event event) throws Exception {
        var happened = new AtomicBoolean();
        var clients = new ArrayList<Thread>();
        for (int i = 1; i <= CLIENTS; i++) {
            String address = "127.1.0." + i;
            clients.add(new Thread(() -> askAllTheTime(address, happened), address));
        }
        clients.forEach(Thread::start);
        while (done.get() < CLIENTS * REQUESTS) {
            Thread.sleep(1);
        }
        try {
            event.happen();
        } finally {
            happened.set(true);
        }
        for (Thread client : clients) {
            client.join();
        }
        assertEquals(List.of(), List.copyOf(unanswered));
        assertEquals(done.get(), answered.size());
    }

    private void askAllTheTime(String address, AtomicBoolean happened) {
        int left = REQUESTS;
        for (int i = 1; left > 0; i++) {
            String request = "@" + i + " +unix";
            boolean sure = happened.get();
            String reply = haproxy.ask(address, request);
            while (reply.isEmpty() && !sure) {
                askedAgain.add(address + " " + request);
                sure = happened.get();
                reply = haproxy.ask(address, request);
            }
            if (reply.equals(i + "\n")) {
                answered.add(address + " " + request);
            } else {
                unanswered.add(address + " " + request + ": " + reply);
            }
            done.incrementAndGet();
            left -= happened.get() ? 1 : 0;
        }
    }

    /** Every request is in one of the journals, with the address of its client. */
    private void assertEverythingIsJournalled() throws Exception {
        Programs.Result status = Programs.runAdmin(home("two"), "status");
        assertEquals(0, status.status(), () -> "the counters must add up: " + status);
        assertTrue(status.out().matches("(?s).*\nunrecorded\t[1-9].*"), () -> "HAProxy asks for itself too: " + status);
        two.stop();
        var records = new ArrayList<String>();
        for (String home : List.of("one", "two")) {
            Programs.Result told = Programs.runAdmin(home(home), "query");
            assertEquals(0, told.status(), told::toString);
            told.out().lines().map(line -> line.split("\t", -1)).forEach(all -> records.add(all[2] + " " + all[7]));
        }
        assertFalse(records.contains("127.0.0.1 version"), "the checks of HAProxy are no requests of clients");
        var missing = new ArrayList<>(answered);
        missing.removeAll(Set.copyOf(records));
        assertEquals(List.of(), missing);
    }
}
