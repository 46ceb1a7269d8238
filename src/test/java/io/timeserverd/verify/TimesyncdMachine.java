package io.timeserverd.verify;

import java.io.IOException;
import java.nio.file.Path;

/** A virtual machine whose clock the real systemd-timesyncd sets. */
final class TimesyncdMachine implements AutoCloseable {
    /** The time between two exchanges of timesyncd: the shortest that it allows. */
    static final int POLL_S = 16;

    private static final String CONF = "/etc/systemd/timesyncd.conf.d/test.conf";
    private static final String ASK = "busctl --system --auto-start=no --json=short call org.freedesktop.timesync1"
            + " /org/freedesktop/timesync1 org.freedesktop.DBus.Properties Get ss org.freedesktop.timesync1.Manager ";

    private final ClockMachine clock;

    private TimesyncdMachine(ClockMachine clock) {
        this.clock = clock;
    }

    /** Boots the machine, with timesyncd installed but not started. */
    static TimesyncdMachine boot(Path directory) throws IOException, InterruptedException {
        var clock = ClockMachine.boot(directory);
        try {
            clock.machine().add("systemd-timesyncd");
            clock.machine().succeed("systemd-sysusers && systemctl daemon-reload");
            return new TimesyncdMachine(clock);
        } catch (AssertionError | IOException | InterruptedException e) {
            clock.close();
            throw e;
        }
    }

    ClockMachine clock() {
        return clock;
    }

    VirtualMachine machine() {
        return clock.machine();
    }

    /** Starts or restarts timesyncd, and waits for its first exchange with this server. */
    void follow(String server) throws IOException, InterruptedException {
        machine()
                .succeed("mkdir -p $(dirname " + CONF + ") && printf '[Time]\nNTP=" + server
                        + "\nFallbackNTP=\nPollIntervalMinSec=" + POLL_S + "\nPollIntervalMaxSec=" + POLL_S + "\n' >"
                        + CONF + " && systemctl restart systemd-timesyncd");
        machine().await("test -e /run/systemd/timesync/synchronized");
    }

    /** A property of timesyncd on the bus, as busctl prints it. */
    Programs.Result ask(String property) throws IOException, InterruptedException {
        return machine().run(ASK + property);
    }

    @Override
    public void close() throws IOException {
        clock.close();
    }
}
