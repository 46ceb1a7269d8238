package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Container.Network;
import io.timeserverd.verify.CrowdProcess.Tally;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No reply is lost when the daemon is restarted or upgraded, and with the socket unit no connection is refused. */
@Tag("verify")
@Timeout(1200)
class RestartTest {
    private static final int PORT = 9999;

    private static Container machine;

    @BeforeAll
    static void boot() throws Exception {
        machine = Container.boot(Network.OWN);
        // The watchdog must not mistake a slow machine for a stuck one.
        machine.succeed("mkdir -p /run/systemd/system/timeserverd.service.d"
                + " && printf '[Service]\\nWatchdogSec=60s\\n' >/run/systemd/system/timeserverd.service.d/test.conf");
    }

    @AfterAll
    static void end() throws Exception {
        machine.close();
    }

    @BeforeEach
    void install() throws Exception {
        machine.succeed("dpkg -P timeserverd");
        DebianPackage.install(machine);
    }

    @Test
    void theSocketUnitLetsNoConnectionBeRefusedInAHundredRestarts() throws Exception {
        useSocketUnit();
        Tally tally = crowdDuring(() -> restart(100));
        assertEquals(new Tally(tally.answered(), 0, 0, 0), tally);
        assertEquals(tally.answered(), journalled());
    }

    @Test
    void withoutTheSocketUnitEveryAcceptedRequestGetsItsReply() throws Exception {
        Tally tally = crowdDuring(() -> restart(10));
        assertTrue(tally.refused() > 0, tally::toString);
        // Who the kernel has connected, and not yet handed over when the listener closes, is reset; but every request
        // that
        // the daemon has answered was answered to its client.
        assertEquals(tally.answered() + tally.told(), journalled());
    }

    @Test
    void anUpgradeKeepsSettingsAndJournalAndRefusesNoConnection() throws Exception {
        machine.succeed("echo 'answer.zone = Asia/Tokyo' >>/etc/timeserverd/timeserver.properties");
        useSocketUnit();
        String before = machine.succeed("systemctl show -p MainPID --value timeserverd");
        String release = machine.succeed("dpkg-query -W -f '${Version}' timeserverd");
        Tally tally = crowdDuring(() -> DebianPackage.upgrade(machine));
        assertEquals(new Tally(tally.answered(), 0, 0, 0), tally);
        assertEquals(release + "+newer", machine.succeed("dpkg-query -W -f '${Version}' timeserverd"));
        assertTrue(!before.equals(machine.succeed("systemctl show -p MainPID --value timeserverd")));
        assertEquals("JST\n", machine.succeed("echo +%Z | nc -N localhost " + PORT));
        assertEquals(tally.answered() + 1, journalled());
        machine.succeed("timeserver-admin verify");
    }

    @Test
    void anUpgradeLeavesTheOldDaemonRunningIfTheNewOneWouldNotStart() throws Exception {
        String conf = "/etc/timeserverd/timeserver.properties";
        String pid = "systemctl show -p MainPID --value timeserverd";
        String before = machine.succeed(pid);
        machine.succeed("echo 'no.such = 1' >>" + conf);
        String said = DebianPackage.upgrade(machine);
        assertTrue(said.contains(": no.such: "), said);
        assertTrue(said.contains("timeserverd: correct it, then: systemctl restart timeserverd\n"), said);
        assertEquals(before, machine.succeed(pid));
        assertEquals("0\n", machine.succeed("echo @0 +%s | nc -N localhost " + PORT));
        machine.succeed("sed -i '$d' " + conf + " && systemctl restart timeserverd");
        assertEquals("0\n", machine.succeed("echo @0 +%s | nc -N localhost " + PORT));
        assertTrue(!before.equals(machine.succeed(pid)));
    }

    @Test
    void aPurgeLeavesOnlyTheFilesOfTheAdministrator() throws Exception {
        machine.succeed("echo UTC | nc -N localhost " + PORT + " && touch /etc/timeserverd/places.txt");
        machine.succeed("dpkg -r timeserverd");
        assertEquals(
                "inactive\n", machine.run("systemctl is-active timeserverd").out());
        machine.succeed("test -e /etc/timeserverd/timeserver.properties && test -d /var/lib/private/timeserverd");
        machine.succeed("dpkg -P timeserverd");
        assertEquals(
                "/etc/timeserverd\n/run/systemd/system/timeserverd.service.d\n",
                machine.succeed("find /etc /lib /run /usr /var -xdev -path /var/tmp -prune -o"
                        + " -name '*timeserver*' -print | sort"));
        machine.succeed("test -e /etc/timeserverd/places.txt && rm -r /etc/timeserverd");
    }

    private void useSocketUnit() throws Exception {
        machine.succeed(
                "systemctl stop timeserverd && systemctl start timeserverd.socket && systemctl start timeserverd");
    }

    /** Each restart is ready before the next begins. The start limit is reset, because it is meant for failures. */
    private void restart(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            machine.succeed("systemctl reset-failed timeserverd; systemctl restart timeserverd");
        }
    }

    private interface Deed {
        void run() throws Exception;
    }

    private Tally crowdDuring(Deed deed) throws Exception {
        try (var crowd = CrowdProcess.start(machine, PORT)) {
            machine.await("timeserver-admin status | grep -qE '^answered.*[1-9]'");
            long startNs = System.nanoTime();
            deed.run();
            System.out.println((System.nanoTime() - startNs) / 1_000_000 + " ms");
            return crowd.stop();
        }
    }

    private int journalled() throws Exception {
        return Integer.parseInt(
                machine.succeed("timeserver-admin query | wc -l").strip());
    }
}
