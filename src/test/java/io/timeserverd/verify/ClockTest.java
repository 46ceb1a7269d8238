package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Programs.Result;
import io.timeserverd.verify.Programs.Stdin;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon and timeclient of the image, with real chronyds as servers of the daemon. */
@Tag("verify")
class ClockTest {
    private static final Pattern SYNC = Pattern.compile("a ([0-9]+) ([0-9]+) ([0-9]+) 4 0");
    private static final int EXCHANGES = 2000;

    @TempDir
    Path directory;

    @Test
    void servesTheTimeOfItsServersWithABound() throws Exception {
        try (var one = Chronyd.server(directory);
                var two = Chronyd.server(directory);
                var three = Chronyd.server(directory);
                DaemonProcess daemon =
                        start("clock.servers=" + String.join(",", one.name(), two.name(), three.name()))) {
            daemon.log().await("event=clock-synchronised");
            String status = daemon.ask("status");
            assertTrue(status.startsWith("clock: ntp\nstate: synchronised\n"), status);
            assertTrue(status.contains("\nserver-3: "), status);
            long worstBoundNs = exchange(daemon);
            System.out.printf(
                    "reference clock of the daemon: %d exchanges, bound at most %.3f ms%n",
                    EXCHANGES, worstBoundNs / 1e6);
            Result admin = Programs.runAdmin(directory, "status");
            assertTrue(admin.out().contains("\t" + one.name() + "\t3\t"), admin::toString);
            Result measured = timeclient(daemon, "--offset", "--json");
            assertEquals(0, measured.status(), measured::toString);
            assertTrue(measured.out().contains("\"synchronised\":true,\"stratum\":4,"), measured::toString);
            Result dry = timeclient(daemon, "--set", "--dry-run", "--max-bound", "60");
            assertEquals(0, dry.status(), dry::toString);
            assertEquals(0, daemon.stop());
            assertTrue(Files.exists(directory.resolve("journal/clock.drift")));
        }
    }

    /** A session of sync: t2 and t3 lie between sending and receiving by this machine's clock, allowing for the bound. */
    private static long exchange(DaemonProcess daemon) throws IOException {
        long worst = 0;
        try (Wire wire = daemon.connect()) {
            assertEquals("OK", wire.send("keep\n").line());
            for (int i = 0; i < EXCHANGES; i++) {
                long before = nowNs();
                String line = wire.send("sync a\n").line();
                long after = nowNs();
                Matcher reply = SYNC.matcher(line);
                assertTrue(reply.matches(), line);
                long receivedNs = Long.parseLong(reply.group(1));
                long sentNs = Long.parseLong(reply.group(2));
                long boundNs = Long.parseLong(reply.group(3));
                assertTrue(receivedNs >= before - boundNs, () -> before + " " + line);
                assertTrue(sentNs >= receivedNs, line);
                assertTrue(sentNs <= after + boundNs, () -> line + " " + after);
                worst = Math.max(worst, boundNs);
            }
        }
        return worst;
    }

    private static long nowNs() {
        var now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Test
    void isUnsynchronisedWithoutAServerAndSaysSoInEveryProtocol() throws Exception {
        int nobody;
        try (var free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        Path conf = directory.resolve("timeserver.properties");
        Files.writeString(conf, "clock.source = ntp\nclock.servers = 127.0.0.1:" + nobody + "\n");
        try (var good = Chronyd.server(directory);
                var daemon = DaemonProcess.start(conf, directory)) {
            String status = daemon.ask("status");
            assertTrue(status.contains("state: unsynchronised\n"), status);
            Result measured = timeclient(daemon, "--offset");
            assertEquals(4, measured.status(), measured::toString);
            assertTrue(measured.out().contains("unsynchronised"), measured::toString);
            reload(daemon, conf, nobody, "answer.unsynchronised = refuse\n");
            assertEquals("ERR unsynchronised the clock is not synchronised\n", daemon.ask("UTC"));
            assertEquals("1970-01-01 00:00:01\n", daemon.ask("@1"));
            assertEquals(4, timeclient(daemon, "--offset").status());
            assertEquals(4, timeclient(daemon, "--set", "--dry-run").status());
            Files.writeString(conf, "clock.source = ntp\nclock.servers = " + good.name() + "\n");
            daemon.signal("HUP");
            daemon.log().await("event=clock-synchronised");
            assertEquals(0, timeclient(daemon, "--offset").status());
        }
    }

    private static void reload(DaemonProcess daemon, Path conf, int port, String more)
            throws IOException, InterruptedException {
        Files.writeString(conf, "clock.source = ntp\nclock.servers = 127.0.0.1:" + port + "\n" + more);
        daemon.signal("HUP");
        daemon.log().await("event=reloaded ");
    }

    /** timeclient sets the clock by date(1). This tries the same command with the option that only prints. */
    @Test
    void dateAddsAFractionOfASecondToTheTime() throws Exception {
        long before = nowNs();
        BigDecimal ahead = date("+3600.250000000 seconds");
        BigDecimal behind = date("-0.750000001 seconds");
        long after = nowNs();
        assertBetween(before, ahead.subtract(new BigDecimal("3600.25")), after);
        assertBetween(before, behind.add(new BigDecimal("0.750000001")), after);
    }

    private static BigDecimal date(String by) throws IOException, InterruptedException {
        Result result = Programs.run("coreutils", List.of("date", "--utc", "--date", by, "+%s.%N"), "", Stdin.ENDS);
        assertEquals(0, result.status(), result::toString);
        return new BigDecimal(result.out().strip());
    }

    private static void assertBetween(long beforeNs, BigDecimal seconds, long afterNs) {
        long ns = seconds.movePointRight(9).longValueExact();
        assertTrue(beforeNs <= ns && ns <= afterNs, beforeNs + " " + ns + " " + afterNs);
    }

    private DaemonProcess start(String... settings) throws IOException {
        var all = new ArrayList<>(List.of(settings));
        all.add("clock.source=ntp");
        return DaemonProcess.start(directory, all.toArray(new String[0]));
    }

    private static Result timeclient(DaemonProcess daemon, String... words) throws IOException, InterruptedException {
        var args = new ArrayList<>(List.of("-H", "127.0.0.1", "-p", String.valueOf(daemon.port())));
        args.addAll(List.of(words));
        return Programs.runImage("timeclient", "", args.toArray(new String[0]));
    }
}
