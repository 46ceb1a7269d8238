package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The installed service on a machine whose clock a chronyd sets. No reading of any test may be outside its bound. */
@Tag("machine")
@Timeout(900)
class HostChronydTest {
    private static final int POLL_S = 16;

    /** Two polls, which chronyd may lengthen by a twentieth, two requests to it, and some time for a slow machine. */
    private static final int LATE_S = POLL_S * 21 / 10 + 2 * 4 + 5;

    private static final String CONF = "/etc/chrony/chrony.conf";

    private static ClockMachine clock;
    private static VirtualMachine machine;

    @BeforeAll
    static void install(@TempDir Path directory) throws Exception {
        clock = ClockMachine.boot(directory);
        machine = clock.machine();
        clock.installService();
    }

    @AfterAll
    static void end() throws Exception {
        clock.close();
    }

    /** chronyd follows the true time, and the daemon has just started with the shipped configuration. */
    @BeforeEach
    void startAsShipped() throws Exception {
        clock.connect();
        follow(ClockMachine.RIGHT);
        clock.startService();
        clock.becomes("synchronised", LATE_S);
        machine.await(ClockMachine.STATUS + " | grep -x 'vouched-by: chronyd'");
    }

    /** Starts or restarts chronyd, and waits until it has set the clock by this server. */
    private static void follow(String server) throws IOException, InterruptedException {
        machine.succeed("printf '%s\n' 'server " + server + " iburst minpoll 4 maxpoll 4' 'makestep 1 3' >" + CONF
                + " && systemctl restart chrony");
        machine.await("chronyc -n tracking | grep 'Leap status *: Normal'");
    }

    @Test
    void isSynchronisedWithABoundThatHolds() throws Exception {
        Readings readings = clock.read(10_000);
        assertTrue(readings.maxBoundNs() < 100_000_000, readings::toString);
    }

    @Test
    @Tag("long")
    void noneOfManyReadingsIsOutsideItsBound() throws Exception {
        clock.read(100_000);
    }

    @Test
    void isInHoldoverWhenChronydIsStoppedAndUnsynchronisedLater() throws Exception {
        machine.succeed("systemctl stop chrony");
        clock.losesTheReference(LATE_S);
        follow(ClockMachine.RIGHT);
        clock.becomes("synchronised", LATE_S);
    }

    @Test
    void isInHoldoverWhenChronydIsKilled() throws Exception {
        machine.succeed("systemctl kill --signal=KILL chrony");
        clock.losesTheReference(LATE_S);
    }

    @Test
    void isInHoldoverWhenTheServerIsUnreachable() throws Exception {
        clock.cutOff();
        clock.losesTheReference(LATE_S);
    }

    /** Then the host's clock is a month ahead, but not the daemon's. */
    @Test
    void doesNotFollowChronydBeyondMaxStep() throws Exception {
        follow(ClockMachine.MONTH_AHEAD);
        clock.becomes("holdover", LATE_S);
        clock.read(1000);
        follow(ClockMachine.RIGHT);
        clock.becomes("synchronised", LATE_S);
    }

    /** The daemon asks the server itself; nothing sets the clock of that host. */
    @Test
    void aHostThatStartsIn1970IsSynchronisedAsFastAsAny() throws Exception {
        machine.succeed("systemctl stop chrony timeserverd");
        double usualS = secondsUntilSynchronised();
        machine.succeed("systemctl stop timeserverd && date --set @1000");
        double in1970S = secondsUntilSynchronised();
        System.out.printf("synchronised after %.1f s, in 1970 after %.1f s%n", usualS, in1970S);
        assertTrue(in1970S < usualS + 5, () -> usualS + " s, in 1970 " + in1970S + " s");
        machine.succeed(ClockMachine.STATUS + " | grep -x 'host-off-by: 2[0-9]*d'"
                + " && journalctl -u timeserverd | grep 'WARN event=host-off-by '");
        clock.read(1000);
        machine.succeed("date --set @" + Instant.now().getEpochSecond());
    }

    private static double secondsUntilSynchronised() throws IOException, InterruptedException {
        long startNs = System.nanoTime();
        clock.startService("clock.source = ntp", "clock.servers = " + ClockMachine.RIGHT);
        clock.becomes("synchronised", LATE_S);
        return (System.nanoTime() - startNs) / 1e9;
    }
}
