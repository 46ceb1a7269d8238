package io.timeserverd.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A daemon of the image in its own network, where it can use the ports that clients expect, even below 1024. */
final class Network implements AutoCloseable {
    private static final String UTIL_LINUX = "util-linux";
    private static final List<String> ENTER = List.of(
            "unshare",
            "--map-root-user",
            "--net",
            "sh",
            "-c",
            "ip link set lo up || { echo install the Debian package iproute2 >&2; exit 1; }; exec \"$@\"",
            "sh");

    private final DaemonProcess daemon;

    private Network(DaemonProcess daemon) {
        this.daemon = daemon;
    }

    static Network start(Path directory, String... settings) throws IOException {
        var command = new ArrayList<>(ENTER);
        command.addAll(DaemonProcess.command(DaemonProcess.DEFAULTS_ONLY, directory, settings));
        return new Network(DaemonProcess.start(command));
    }

    DaemonProcess daemon() {
        return daemon;
    }

    /** Runs a program in that network to its end, with empty standard input. */
    Programs.Result run(String debianPackage, List<String> command) throws IOException, InterruptedException {
        Programs.assertInstalled(debianPackage, command.get(0));
        var inside = new ArrayList<>(List.of(
                "nsenter", "--target", String.valueOf(daemon.pid()), "--user", "--net", "--preserve-credentials"));
        inside.addAll(command);
        return Programs.run(UTIL_LINUX, inside, "", Programs.Stdin.ENDS);
    }

    @Override
    public void close() {
        daemon.close();
    }
}
