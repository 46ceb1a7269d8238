package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.timeserverd.verify.Machine.Network;
import io.timeserverd.verify.VirtualMachine.First;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A virtual machine whose clock the real systemd-timesyncd sets, by NTP servers that run outside of it. */
final class TimesyncdMachine implements AutoCloseable {
    /** How long timesyncd waits between two exchanges: the shortest that it takes. */
    static final int POLL_S = 16;

    /** A server of the true time. */
    static final String RIGHT = "192.0.2.1";

    /** A server that is a month ahead. */
    static final String MONTH_AHEAD = "192.0.2.31";

    private static final String CONF = "/etc/systemd/timesyncd.conf.d/test.conf";
    private static final String ASK = "busctl --system --auto-start=no --json=short call org.freedesktop.timesync1"
            + " /org/freedesktop/timesync1 org.freedesktop.DBus.Properties Get ss org.freedesktop.timesync1.Manager ";

    private final VirtualMachine machine;
    private final List<Chronyd> servers = new ArrayList<>();

    private TimesyncdMachine(VirtualMachine machine) {
        this.machine = machine;
    }

    /** With timesyncd installed, but not started. */
    static TimesyncdMachine boot(Path directory) throws IOException, InterruptedException {
        var all = new TimesyncdMachine(VirtualMachine.boot(First.SYSTEMD, Network.OWN));
        try {
            all.servers.add(Chronyd.standard(directory, all.machine, RIGHT, ""));
            all.servers.add(Chronyd.standard(directory, all.machine, MONTH_AHEAD, "+31d"));
            all.machine.add("systemd-timesyncd");
            all.machine.succeed("systemd-sysusers && systemctl daemon-reload");
            return all;
        } catch (AssertionError | IOException | InterruptedException e) {
            all.close();
            throw e;
        }
    }

    VirtualMachine machine() {
        return machine;
    }

    /** Starts timesyncd, or starts it again, and waits for its first exchange with this server. */
    void follow(String server) throws IOException, InterruptedException {
        machine.succeed("mkdir -p $(dirname " + CONF + ") && printf '[Time]\nNTP=" + server
                + "\nFallbackNTP=\nPollIntervalMinSec=" + POLL_S + "\nPollIntervalMaxSec=" + POLL_S + "\n' >" + CONF
                + " && systemctl restart systemd-timesyncd");
        machine.await("test -e /run/systemd/timesync/synchronized");
    }

    /** What timesyncd says on the bus: how busctl prints a property of its. */
    Programs.Result ask(String property) throws IOException, InterruptedException {
        return machine.run(ASK + property);
    }

    /** Readings of the clock of the daemon on port 9999. */
    Readings read(int count) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classes = Readings.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        var command = machine.inNetwork(
                java, "-Xmx64m", "-cp", classes, Readings.class.getName(), "9999", String.valueOf(count));
        var result = Programs.run("util-linux", command, "", Programs.Stdin.ENDS);
        assertEquals(0, result.status(), result::toString);
        var numbers = result.out().strip().split(" ", -1);
        System.out.println("timesyncd: readings, outside, largest bound in ns: "
                + result.out().strip());
        var readings =
                new Readings(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Long.parseLong(numbers[2]));
        assertEquals(0, readings.outside(), result::toString);
        return readings;
    }

    @Override
    public void close() throws IOException {
        servers.forEach(Chronyd::close);
        machine.close();
    }
}
