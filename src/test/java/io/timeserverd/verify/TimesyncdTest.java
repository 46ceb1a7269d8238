package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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
@Tag("machine")
@Timeout(900)
class TimesyncdTest {
    /** How late a state may be: two polls, and some time for a slow machine. */
    private static final int LATE_S = 2 * TimesyncdMachine.POLL_S + 5;

    private static final int READINGS = 10_000;
    private static final int MANY_READINGS = 100_000;

    private static TimesyncdMachine timesyncd;
    private static ClockMachine clock;
    private static VirtualMachine machine;

    @BeforeAll
    static void install(@TempDir Path directory) throws Exception {
        timesyncd = TimesyncdMachine.boot(directory);
        clock = timesyncd.clock();
        machine = timesyncd.machine();
        machine.add("adjtimex");
        clock.installService();
    }

    @AfterAll
    static void end() throws Exception {
        timesyncd.close();
    }

    /** timesyncd follows the true time, and the daemon has just started with the shipped configuration. */
    @BeforeEach
    void startAsShipped() throws Exception {
        clock.connect();
        timesyncd.follow(ClockMachine.RIGHT);
        clock.startService();
        clock.becomes("synchronised", LATE_S);
        machine.await(ClockMachine.STATUS + " | grep -x 'vouched-by: systemd-timesyncd'");
    }

    @Test
    void isSynchronisedWithABoundThatHolds() throws Exception {
        Readings readings = clock.read(READINGS);
        assertTrue(readings.maxBoundNs() < 100_000_000, readings::toString);
        clock.becomes("synchronised", LATE_S);
        machine.succeed(ClockMachine.STATUS + " | grep -x 'clock: system'");
    }

    @Test
    @Tag("long")
    void noneOfManyReadingsIsOutsideItsBound() throws Exception {
        clock.read(MANY_READINGS);
    }

    @Test
    void isInHoldoverWhenTimesyncdIsStoppedAndUnsynchronisedLater() throws Exception {
        machine.succeed("systemctl stop systemd-timesyncd");
        clock.losesTheReference(LATE_S);
        machine.succeed("! journalctl -u timeserverd | grep 'Got notification message'");
        timesyncd.follow(ClockMachine.RIGHT);
        clock.becomes("synchronised", LATE_S);
    }

    @Test
    void isInHoldoverWhenTimesyncdIsKilledAndNotRestarted() throws Exception {
        String dropIn = "/run/systemd/system/systemd-timesyncd.service.d";
        machine.succeed("mkdir " + dropIn + " && printf '[Service]\nRestart=no\n' >" + dropIn + "/test.conf"
                + " && systemctl daemon-reload && systemctl kill --signal=KILL systemd-timesyncd && rm -r " + dropIn
                + " && systemctl daemon-reload");
        clock.losesTheReference(LATE_S);
    }

    /** systemd restarts it at once, and it asks its server again. */
    @Test
    void staysSynchronisedWhenTimesyncdIsKilledAndRestarted() throws Exception {
        machine.succeed("systemctl kill --signal=KILL systemd-timesyncd");
        Thread.sleep(LATE_S * 1000L);
        assertEquals("synchronised", clock.state());
        clock.read(1000);
    }

    @Test
    void isInHoldoverWhenTheServerIsUnreachableAndUnsynchronisedLater() throws Exception {
        clock.cutOff();
        clock.losesTheReference(LATE_S);
        clock.connect();
        machine.succeed("systemctl restart systemd-timesyncd");
        clock.becomes("synchronised", LATE_S);
    }

    /** Then the host's clock is a month ahead, but not the daemon's. */
    @Test
    void doesNotFollowTimesyncdBeyondMaxStep() throws Exception {
        timesyncd.follow(ClockMachine.MONTH_AHEAD);
        clock.becomes("holdover", LATE_S);
        clock.read(1000);
        timesyncd.follow(ClockMachine.RIGHT);
        clock.becomes("synchronised", LATE_S);
    }

    /** The kernel's state is that after a start. */
    @Test
    void isUnknownIfNothingSetsTheClock() throws Exception {
        machine.succeed("systemctl stop systemd-timesyncd && adjtimex --status 64");
        clock.startService("answer.unsynchronised = refuse");
        clock.becomes("unknown", LATE_S);
        assertFalse(clock.hasBound(), clock.status());
        String reply = machine.succeed("echo UTC | nc -N localhost 9999");
        assertTrue(reply.startsWith("ERR unsynchronised "), reply);
    }
}
