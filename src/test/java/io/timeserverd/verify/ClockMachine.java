package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Container.Network;
import io.timeserverd.verify.VirtualMachine.First;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The installed service in a virtual machine, and NTP servers outside it for the program that sets the machine's clock. */
final class ClockMachine implements AutoCloseable {
    /** A server of the true time. */
    static final String RIGHT = "192.0.2.1";

    /** A server that is a month ahead. */
    static final String MONTH_AHEAD = "192.0.2.31";

    static final String STATUS = "echo status | nc -N localhost 9999";

    private static final String NETWORK = "192.0.2.0/24";
    private static final String CONF = "/etc/timeserverd/timeserver.properties";
    private static final Pattern BOUND = Pattern.compile("error-bound: ([0-9]+) ns");

    private final VirtualMachine machine;
    private final List<Chronyd> servers = new ArrayList<>();

    private ClockMachine(VirtualMachine machine) {
        this.machine = machine;
    }

    /** Boots the machine without the service. */
    static ClockMachine boot(Path directory) throws IOException, InterruptedException {
        var clock = new ClockMachine(VirtualMachine.boot(First.SYSTEMD, Network.OWN));
        try {
            clock.servers.add(Chronyd.standard(directory, clock.machine, RIGHT, ""));
            clock.servers.add(Chronyd.standard(directory, clock.machine, MONTH_AHEAD, "+31d"));
            return clock;
        } catch (AssertionError | IOException | InterruptedException e) {
            clock.close();
            throw e;
        }
    }

    VirtualMachine machine() {
        return machine;
    }

    /** Installs the service, which starts. The watchdog is off, because the machine is slow. */
    void installService() throws IOException, InterruptedException {
        machine.succeed("mkdir -p /run/systemd/system/timeserverd.service.d"
                + " && printf '[Service]\nWatchdogSec=60s\n' >/run/systemd/system/timeserverd.service.d/test.conf");
        DebianPackage.install(machine);
        machine.succeed("cp " + CONF + " /root/shipped");
    }

    /** Restarts the service with the shipped configuration and these lines. */
    void startService(String... lines) throws IOException, InterruptedException {
        machine.succeed("cp /root/shipped " + CONF + " && " + adding(lines) + " && systemctl restart timeserverd");
    }

    private static String adding(String... lines) {
        return "printf '%s\n' '" + String.join("' '", lines) + "' >>" + CONF;
    }

    /** Makes all servers unreachable. */
    void cutOff() throws IOException, InterruptedException {
        machine.succeed("ip route add blackhole " + NETWORK);
    }

    /** Makes the servers reachable again. */
    void connect() throws IOException, InterruptedException {
        machine.run("ip route delete blackhole " + NETWORK);
    }

    /** Waits for a state, but not longer than this; returns how many seconds it took. */
    double becomes(String state, int withinS) throws IOException, InterruptedException {
        long startNs = System.nanoTime();
        String until = "until " + STATUS + " | grep -qx \"state: " + state + "\"; do sleep 0.2; done";
        Programs.Result waited = machine.run("timeout " + withinS + " bash -c '" + until + "'");
        double tookS = (System.nanoTime() - startNs) / 1e9;
        System.out.printf("clock of the service: %s after %.1f s%n", state, tookS);
        String status = status();
        assertEquals(0, waited.status(), () -> "not " + state + " within " + withinS + " s:\n" + status);
        return tookS;
    }

    /** Asserts that holdover begins, and ends when the growing bound is larger than the limit. */
    void losesTheReference(int withinS) throws IOException, InterruptedException {
        becomes("holdover", withinS);
        long earlyNs = boundNs();
        read(1000);
        Thread.sleep(2000);
        long laterNs = boundNs();
        assertTrue(laterNs > earlyNs, () -> earlyNs + " ns, 2 s later " + laterNs + " ns");
        String limit = "clock.max-error = " + (laterNs / 1_000_000 + 1) + "ms";
        machine.succeed(adding(limit) + " && systemctl reload timeserverd");
        machine.await(STATUS + " | grep -x 'state: unsynchronised'");
        assertTrue(boundNs() > laterNs, () -> "the bound has not grown beyond " + laterNs + " ns");
    }

    String state() throws IOException, InterruptedException {
        return machine.succeed(STATUS + " | sed -n 's/^state: //p'").strip();
    }

    String status() throws IOException, InterruptedException {
        return machine.succeed(STATUS);
    }

    boolean hasBound() throws IOException, InterruptedException {
        return BOUND.matcher(status()).find();
    }

    private long boundNs() throws IOException, InterruptedException {
        Matcher bound = BOUND.matcher(status());
        assertTrue(bound.find(), "the bound is unknown");
        return Long.parseLong(bound.group(1));
    }

    /** Takes readings, none of which may be outside its bound. */
    Readings read(int count) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Readings.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        List<String> command = machine.inNetwork(
                java, "-Xmx64m", "-cp", classes, Readings.class.getName(), "9999", String.valueOf(count));
        Programs.Result result = Programs.run("util-linux", command, "", Programs.Stdin.ENDS);
        assertEquals(0, result.status(), result::toString);
        String[] numbers = result.out().strip().split(" ", -1);
        System.out.println("clock of the service: readings, outside, largest bound in ns: "
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
