package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Container.Network;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The installed package as a service of a real systemd: administration, failures and mistakes. */
@Tag("verify")
class ServiceTest {
    private static final String CONF = "/etc/timeserverd/timeserver.properties";
    private static final String DROP_IN = "/run/systemd/system/timeserverd.service.d";

    /** Prints the process id of the daemon. */
    private static final String PID = "systemctl show -p MainPID --value timeserverd";

    /** Prints the invocation id of this start, which marks its lines in systemd's journal. */
    private static final String INVOCATION = "systemctl show -p InvocationID --value timeserverd";

    private static Container machine;

    @BeforeAll
    static void install() throws Exception {
        machine = Container.boot(Network.OWN);
        DebianPackage.install(machine);
        machine.succeed("cp " + CONF + " /root/shipped && mkdir -p " + DROP_IN);
    }

    @AfterAll
    static void end() throws Exception {
        machine.close();
    }

    /** Restores the state after the installation, running and with an empty journal, but with a longer watchdog for slow machines. */
    @BeforeEach
    void asInstalled() throws Exception {
        machine.succeed("systemctl stop timeserverd.socket timeserverd && rm -rf " + DROP_IN
                + "/* /var/lib/private/timeserverd/* && cp /root/shipped " + CONF);
        dropIn("WatchdogSec=60s");
        machine.succeed("systemctl reset-failed && systemctl start timeserverd");
    }

    @Test
    void runsAfterTheInstallation() throws Exception {
        machine.succeed("systemctl is-enabled timeserverd");
        assertEquals("1\n", ask("@1 +unix"));
        String status = machine.succeed("systemctl show -p StatusText --value timeserverd");
        assertTrue(status.startsWith("answered "), status);
    }

    /** Each try costs two JVMs and some lines of log, and even a client that has gone already causes the next. */
    @Test
    void theSocketUnitDoesNotTryAWrongConfigurationWithoutAPause() throws Exception {
        machine.succeed(
                "systemctl stop timeserverd && systemctl start timeserverd.socket && echo 'no.such = 1' >>" + CONF
                        + "; since=$(date +%s); timeout 2 nc -d localhost 9999; sleep 15"
                        + "; journalctl -u timeserverd --since @$since | grep -c 'Failed to start' >/root/tries; true");
        int tries = Integer.parseInt(machine.succeed("cat /root/tries").trim());
        assertTrue(tries >= 1 && tries <= 4, () -> tries + " tries in 17 s");
        machine.succeed("cp /root/shipped " + CONF + " && systemctl restart timeserverd");
        assertEquals("1\n", ask("@1 +unix"));
    }

    /** The command may write into its own directory only, and not into the journal. */
    @Test
    void sendsTheJournalToACommand() throws Exception {
        String own = "/var/lib/timeserver-ship/store";
        machine.succeed("""
                mkdir -p /etc/timeserverd/ship && cat >/etc/timeserverd/ship/store.conf <<'END'
                COMMAND=! touch /var/lib/timeserverd/by-command 2>>errors && [ -e open ] && cat >>'arrived'
                OPTIONS=--host h --batch 1
                END
                """);
        assertEquals("1\n2\n", ask("@1 +unix") + ask("@2 +unix"));
        machine.succeed("systemctl start timeserver-ship@store");
        machine.await("journalctl -u timeserver-ship@store | grep 'the command failed with exit status 1'");
        machine.succeed("touch " + own + "/open");
        machine.await("[ $(wc -l <" + own + "/arrived) = 2 ]");
        machine.succeed("systemctl restart timeserver-ship@store");
        ask("@3 +unix");
        machine.await("[ $(wc -l <" + own + "/arrived) = 3 ]");
        machine.succeed("grep '\"request\":\"@3 +unix\".*\"host\":\"h\"' " + own
                + "/arrived && systemctl stop timeserver-ship@store");
        assertEquals("success\n", machine.succeed("systemctl show -p Result --value timeserver-ship@store"));
        machine.succeed("grep -c 'Read-only file system' " + own
                + "/errors && ! test -e /var/lib/private/timeserverd/by-command");
    }

    @Test
    void aStartThatFailsIsTriedAgainAfterAPause() throws Exception {
        machine.succeed("systemctl stop timeserverd && systemd-run --unit=taken nc -lk 9999");
        try {
            long startNs = System.nanoTime();
            machine.succeed("systemctl start --no-block timeserverd");
            machine.await("[ $(systemctl show -p NRestarts --value timeserverd) -ge 2 ]");
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNs);
            assertTrue(seconds >= 10, () -> "two tries in " + seconds + " s");
        } finally {
            machine.succeed("systemctl stop taken");
        }
        machine.await("systemctl is-active timeserverd");
        assertEquals("1\n", ask("@1 +unix"));
    }

    @Test
    void sendsACheckpointOfTheJournalToACommand() throws Exception {
        machine.succeed("rm -f /etc/timeserverd/checkpoint.*"
                + " && timeserver-admin keygen --name example.org/time /etc/timeserverd/checkpoint.key"
                + " && echo 'COMMAND=cat >kept' >/etc/timeserverd/checkpoint.conf"
                + " && echo Paris | nc -N localhost 9999 && systemctl restart timeserverd"
                + " && systemctl start timeserver-checkpoint.service");
        String verified =
                machine.succeed("timeserver-admin verify --checkpoint /var/lib/private/timeserver-checkpoint/kept"
                        + " --key /etc/timeserverd/checkpoint.key.pub");
        assertTrue(verified.contains("chain: proved\tall records up to 1, but"), verified);
        machine.succeed("! systemctl is-enabled timeserver-checkpoint.timer"
                + " && systemctl enable --now timeserver-checkpoint.timer"
                + " && systemctl is-active timeserver-checkpoint.timer"
                + " && systemctl disable --now timeserver-checkpoint.timer");
    }

    @Test
    void servesOverIpv6() throws Exception {
        assertEquals("1\n", machine.succeed("echo '@1 +unix' | nc -N ::1 9999"));
    }

    @Test
    void opensPortsBelow1024WithoutBeingRoot() throws Exception {
        machine.succeed("echo 'listen.time = *:37' >>" + CONF + " && systemctl restart timeserverd");
        assertEquals("4\n", machine.succeed("nc -d localhost 37 | wc -c"));
        assertEquals("timeserverd\n", machine.succeed("stat -c %U /proc/$(" + PID + ")"));
    }

    /** The sandbox lets the JVM lower the priority of its compilers, which needs no root. */
    @Test
    void compilersYieldToTheLoop() throws Exception {
        machine.succeed("test -z \"$(grep -h CompilerThre /proc/$(" + PID + ")/task/*/stat"
                + " | sed 's/.*) //' | cut -d' ' -f17 | grep -vx 10)\"");
        machine.succeed("test -n \"$(grep -h CompilerThre /proc/$(" + PID + ")/task/*/stat)\"");
        assertEquals("0\n", machine.succeed("journalctl -u timeserverd -o cat | grep -c 'VM warning'; true"));
    }

    @Test
    void readsAnEditedFileOnReload() throws Exception {
        String pid = machine.succeed(PID);
        machine.succeed("sed -i 's/^#answer.zone = .*/answer.zone = Asia\\/Tokyo/' " + CONF
                + " && systemctl reload timeserverd");
        machine.await("[ $(echo '+%Z' | nc -N localhost 9999) = JST ]");
        assertEquals(pid, machine.succeed(PID));
    }

    @Test
    void aReloadWithMistakesFailsAndSaysWhyAndChangesNothing() throws Exception {
        machine.succeed("printf 'answer.zone = Asia/Tokyo\\nlimits.rate = many\\n' >>" + CONF);
        assertNotEquals(0, machine.run("systemctl reload timeserverd").status());
        machine.await("systemctl status timeserverd | grep 'Status: .*reload refused.*:[0-9]*: limits.rate: expected'");
        assertEquals(
                "1\n",
                machine.succeed("journalctl _SYSTEMD_INVOCATION_ID=$(" + INVOCATION + ")"
                        + " | grep -c 'limits.rate: expected'"));
        machine.succeed("journalctl -u timeserverd | grep 'event=reload-problem.*limits.rate'");
        assertEquals("UTC\n", ask("+%Z"));
        machine.succeed("sed -i '/^limits.rate/d' " + CONF + " && systemctl reload timeserverd");
        machine.await("[ $(echo '+%Z' | nc -N localhost 9999) = JST ]");
        machine.await("! systemctl show -p StatusText timeserverd | grep 'reload refused'");
    }

    @Test
    void doesNotStartWithMistakesAndNamesThem() throws Exception {
        machine.succeed("echo 'limits.rate = many' >>" + CONF);
        assertNotEquals(0, machine.run("systemctl restart timeserverd").status());
        machine.succeed("journalctl -u timeserverd | grep 'limits.rate: expected'");
        assertEquals("failed\n", machine.run("systemctl is-active timeserverd").out());
        assertEquals("2\n", machine.succeed("systemctl show -p ExecMainStatus --value timeserverd"));
        assertEquals("0\n", machine.succeed("systemctl show -p NRestarts --value timeserverd"));
    }

    @Test
    void stopsCleanlyWhenAsked() throws Exception {
        assertEquals("1\n", ask("@1 +unix"));
        long startNs = System.nanoTime();
        machine.succeed("systemctl stop timeserverd");
        System.out.println("stopped within " + (System.nanoTime() - startNs) / 1_000_000 + " ms");
        assertEquals("success\n", machine.succeed("systemctl show -p Result --value timeserverd"));
        machine.succeed("journalctl -u timeserverd -n 5 | grep event=stopped");
        assertJournalIsClean();
    }

    @Test
    void instancesShareAPortAndAreReadAsOne() throws Exception {
        machine.succeed("systemctl stop timeserverd && systemctl start timeserverd@a timeserverd@b");
        machine.succeed("for i in $(seq 40); do echo @$i +unix | nc -N localhost 9999; done");
        for (String instance : List.of("a", "b")) { // it is practically impossible that one gets none of 40 connections
            machine.succeed("timeserver-admin --instance " + instance + " status | grep -E '^answered.*[1-9]'");
            machine.succeed("test -s /var/lib/timeserverd/" + instance + "/0000000000000000001.redo");
        }
        String requests = machine.succeed("timeserver-admin --instance a,b query | cut -f 8");
        assertEquals(
                IntStream.rangeClosed(1, 40).mapToObj(i -> "@" + i + " +unix\n").collect(Collectors.joining()),
                requests);
        machine.succeed("timeserver-admin --instance a,b verify && systemctl stop 'timeserverd@*'");
    }

    @Test
    void anInstanceBesideTheMainServiceSaysWhatIsInItsWay() throws Exception {
        machine.succeed("systemctl start --no-block timeserverd@a");
        machine.await("journalctl -u timeserverd@a | grep 'Address already in use: .*timeserverd.service and"
                + " timeserverd.socket do not share their port with instances'");
        machine.succeed("systemctl stop timeserverd@a");
        assertEquals("1\n", ask("@1 +unix"));
    }

    /** What the log says is done as it says it. */
    @Test
    void aJournalElsewhereSaysWhichDropInItNeedsAndWorksWithIt() throws Exception {
        machine.succeed("echo 'journal.path = /srv/times' >>" + CONF + " && systemctl restart --no-block timeserverd");
        machine.await("journalctl -u timeserverd | grep 'systemctl restart timeserverd'");
        machine.succeed("""
                journalctl -u timeserverd -o cat | grep -A 5 'To let it write to /srv/times' | head -6 >/root/advice
                eval "$(grep -o 'install -d.*' /root/advice)"
                """);
        dropIn(machine.succeed("grep -o 'ReadWritePaths=.*' /root/advice").strip());
        machine.succeed("systemctl restart timeserverd");
        assertEquals("1\n", ask("@1 +unix"));
        machine.succeed("timeserver-admin query | grep '@1 +unix' && test -s /srv/times/0000000000000000001.redo"
                + " && systemctl stop timeserverd && rm -r /srv/times");
    }

    @Test
    void comesBackAfterACrash() throws Exception {
        assertComesBack("kill -9", "kill -9 $pid");
    }

    /** To systemd a stopped process looks like a stuck loop: both stop sending the watchdog's messages. */
    @Test
    void comesBackWhenTheLoopIsStuck() throws Exception {
        machine.succeed("rm " + DROP_IN + "/* && systemctl daemon-reload && systemctl restart timeserverd");
        assertComesBack("stuck", "kill -STOP $pid");
        machine.succeed("journalctl -u timeserverd | grep 'Watchdog timeout'");
    }

    @Test
    void comesBackWhenMemoryIsUsedUp() throws Exception {
        try (OutputStream agent = Files.newOutputStream(machine.shared().resolve("agent.jar"))) {
            HeapHog.writeTo(agent);
        }
        machine.succeed("cp " + machine.shared() + "/agent.jar /opt");
        dropIn("WatchdogSec=60s\\n"
                + "Environment=TIMESERVERD_JAVA_OPTIONS=-javaagent:/opt/agent.jar=/run/timeserverd/exhaust");
        machine.succeed("systemctl restart timeserverd");
        assertComesBack("out of memory", "touch /run/timeserverd/exhaust");
        machine.succeed("journalctl -u timeserverd | grep 'Terminating due to java.lang.OutOfMemoryError'");
    }

    private static void assertComesBack(String what, String harm) throws Exception {
        assertEquals("1\n", ask("@1 +unix"));
        int before = Integer.parseInt(
                machine.succeed("timeserver-admin query | wc -l").strip());
        String pid = machine.succeed(PID).strip();
        long startNs = System.nanoTime();
        machine.succeed("pid=" + pid + "; " + harm);
        machine.await("pid=$(" + PID + "); [ $pid != 0 ] && [ $pid != " + pid
                + " ] && systemctl is-active timeserverd && [ \"$(echo '@2 +unix' | nc -N localhost 9999)\" = 2 ]");
        System.out.println(what + ": back within " + (System.nanoTime() - startNs) / 1_000_000 + " ms");
        assertEquals(
                before + 1,
                Integer.parseInt(
                        machine.succeed("timeserver-admin query | wc -l").strip()));
        assertJournalIsClean();
    }

    private static void assertJournalIsClean() throws Exception {
        machine.succeed("timeserver-admin verify");
    }

    private static String ask(String request) throws Exception {
        return machine.succeed("echo '" + request + "' | nc -N localhost 9999");
    }

    private static void dropIn(String lines) throws Exception {
        machine.succeed("printf '[Service]\\n" + lines + "\\n' >" + DROP_IN + "/test.conf && systemctl daemon-reload");
    }
}
