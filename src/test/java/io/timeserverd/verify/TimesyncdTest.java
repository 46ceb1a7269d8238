package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The installed service with {@code clock.source = system} on a machine whose clock systemd-timesyncd sets. No reading
 * of any test may be outside its bound.
 */
@Tag("verify")
@Timeout(900)
class TimesyncdTest {
    private static final String CONF = "/etc/timeserverd/timeserver.properties";
    private static final String NETWORK = "192.0.2.0/24";
    private static final String STATUS = "echo status | nc -N localhost 9999";
    private static final Pattern BOUND = Pattern.compile("error-bound: ([0-9]+) ns");

    /** What a state may be late by: two polls, and what a slow machine needs. */
    private static final int LATE_S = 2 * TimesyncdMachine.POLL_S + 5;

    private static TimesyncdMachine timesyncd;
    private static VirtualMachine machine;

    @BeforeAll
    static void install(@TempDir Path directory) throws Exception {
        timesyncd = TimesyncdMachine.boot(directory);
        machine = timesyncd.machine();
        machine.add("adjtimex");
        machine.succeed("mkdir -p /run/systemd/system/timeserverd.service.d"
                + " && printf '[Service]\nWatchdogSec=60s\n' >/run/systemd/system/timeserverd.service.d/test.conf");
        DebianPackage.install(machine);
        machine.succeed("cp " + CONF + " /root/shipped");
    }

    @AfterAll
    static void end() throws Exception {
        timesyncd.close();
    }

    /** timesyncd follows the true time, and the daemon has just been started as it was shipped. */
    @BeforeEach
    void startAsShipped() throws Exception {
        machine.run("ip route delete blackhole " + NETWORK);
        timesyncd.follow(TimesyncdMachine.RIGHT);
        machine.succeed("cp /root/shipped " + CONF + " && systemctl restart timeserverd");
        becomes("synchronised");
    }

    @Test
    void isSynchronisedWithABoundThatHolds() throws Exception {
        for (int i = 0; i < 10; i++) {
            var readings = timesyncd.read(10_000);
            assertTrue(readings.maxBoundNs() < 100_000_000, readings::toString);
        }
        assertEquals("synchronised", state());
        machine.succeed(STATUS + " | grep -x 'clock: system'");
    }

    @Test
    void goesOnAloneWhenTimesyncdIsStoppedAndThenSaysThatItIsUnsynchronised() throws Exception {
        machine.succeed("systemctl stop systemd-timesyncd");
        losesTheReference();
        timesyncd.follow(TimesyncdMachine.RIGHT);
        becomes("synchronised");
    }

    @Test
    void goesOnAloneWhenTimesyncdIsKilledForGood() throws Exception {
        var dropIn = "/run/systemd/system/systemd-timesyncd.service.d";
        machine.succeed("mkdir " + dropIn + " && printf '[Service]\nRestart=no\n' >" + dropIn + "/test.conf"
                + " && systemctl daemon-reload && systemctl kill --signal=KILL systemd-timesyncd && rm -r " + dropIn
                + " && systemctl daemon-reload");
        losesTheReference();
    }

    /** systemd starts it again at once, and it asks its server again. */
    @Test
    void staysSynchronisedWhenTimesyncdIsKilledAndStartedAgain() throws Exception {
        machine.succeed("systemctl kill --signal=KILL systemd-timesyncd");
        Thread.sleep(LATE_S * 1000L);
        assertEquals("synchronised", state());
        timesyncd.read(1000);
    }

    @Test
    void goesOnAloneWhenTheServerIsCutOffAndThenSaysThatItIsUnsynchronised() throws Exception {
        machine.succeed("ip route add blackhole " + NETWORK);
        losesTheReference();
        machine.succeed("ip route delete blackhole " + NETWORK + " && systemctl restart systemd-timesyncd");
        becomes("synchronised");
    }

    /** The clock of the host is a month ahead then, but not what the daemon says. */
    @Test
    void doesNotFollowTimesyncdBeyondMaxStep() throws Exception {
        timesyncd.follow(TimesyncdMachine.MONTH_AHEAD);
        becomes("holdover");
        timesyncd.read(1000);
        timesyncd.follow(TimesyncdMachine.RIGHT);
        becomes("synchronised");
    }

    /** The kernel knows as much as after a start. */
    @Test
    void isUnknownWhereNothingSetsTheClock() throws Exception {
        machine.succeed("systemctl stop systemd-timesyncd && adjtimex --status 64"
                + " && echo 'answer.unsynchronised = refuse' >>" + CONF + " && systemctl restart timeserverd");
        becomes("unknown");
        assertFalse(BOUND.matcher(status()).find(), status());
        var reply = machine.succeed("echo UTC | nc -N localhost 9999");
        assertTrue(reply.startsWith("ERR unsynchronised "), reply);
    }

    /** Holdover with a growing bound, and its end as soon as the bound is more than it may be. */
    private static void losesTheReference() throws IOException, InterruptedException {
        becomes("holdover");
        long earlyNs = boundNs();
        timesyncd.read(1000);
        Thread.sleep(2000);
        long laterNs = boundNs();
        assertTrue(laterNs > earlyNs, () -> earlyNs + " ns, 2 s later " + laterNs + " ns");
        machine.succeed("echo 'clock.max-error = " + (laterNs / 1_000_000 + 1) + "ms' >>" + CONF
                + " && systemctl reload timeserverd");
        machine.await(STATUS + " | grep -x 'state: unsynchronised'");
        assertTrue(boundNs() > laterNs, () -> "the bound has not grown beyond " + laterNs + " ns");
    }

    /** Waits until the state is right, which must not take longer than two polls. */
    private static void becomes(String state) throws IOException, InterruptedException {
        long startNs = System.nanoTime();
        var until = "until " + STATUS + " | grep -qx \"state: " + state + "\"; do sleep 0.2; done";
        var waited = machine.run("timeout " + LATE_S + " bash -c '" + until + "'");
        double tookS = (System.nanoTime() - startNs) / 1e9;
        System.out.printf("timesyncd: %s after %.1f s%n", state, tookS);
        var status = status();
        assertEquals(0, waited.status(), () -> "not " + state + " within " + LATE_S + " s:\n" + status);
    }

    private static String state() throws IOException, InterruptedException {
        return machine.succeed(STATUS + " | sed -n 's/^state: //p'").strip();
    }

    private static String status() throws IOException, InterruptedException {
        return machine.succeed(STATUS);
    }

    private static long boundNs() throws IOException, InterruptedException {
        var bound = BOUND.matcher(status());
        assertTrue(bound.find(), "the bound is unknown");
        return Long.parseLong(bound.group(1));
    }
}
