package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@code timeserverd} of the image on a free port of 127.0.0.1, with its files in a directory of the test. */
final class DaemonProcess implements AutoCloseable {
    static final Path DEFAULTS_ONLY = Path.of("/dev/null");

    /** Where the daemons of all tests run as the installed service; empty for processes of the image. */
    private static Optional<Container> machine = Optional.empty();

    private final Process process;
    private final LogLines log;

    /** The log line with the listeners. */
    private final String ready;

    private DaemonProcess(Process process) {
        this.process = process;
        log = new LogLines(process.getErrorStream());
        ready = log.await("event=ready");
    }

    /**
     * Starts the daemon with its defaults and waits until it is ready.
     *
     * @param directory for its journal and control socket
     * @param settings {@code KEY=VALUE} each
     */
    static DaemonProcess start(Path directory, String... settings) throws IOException {
        return machine.isPresent() ? startService(machine.get(), settings) : start(DEFAULTS_ONLY, directory, settings);
    }

    /** Makes {@link #start(Path, String...)} start the service that is installed in {@code where}; the image if that is empty. */
    static void runIn(Optional<Container> where) {
        machine = where;
    }

    /** The unit decides where the journal and the control socket are, and the log is in systemd's journal. */
    private static DaemonProcess startService(Container where, String... settings) throws IOException {
        Path conf = where.shared().resolve("timeserver.properties");
        Files.writeString(conf, "listen.text = 127.0.0.1:0\n" + String.join("\n", settings) + "\n");
        String script = "cp " + conf + " /etc/timeserverd && systemctl restart timeserverd;"
                + " exec journalctl -f -n all -o cat"
                + " _SYSTEMD_INVOCATION_ID=$(systemctl show -p InvocationID --value timeserverd) >&2";
        return started(new ProcessBuilder(where.command("bash", "-c", script)));
    }

    /** Starts the daemon with the configuration file {@code conf}. */
    static DaemonProcess start(Path conf, Path directory, String... settings) throws IOException {
        return start(command(conf, directory, settings));
    }

    /** Starts the daemon by a command that executes it. */
    static DaemonProcess start(List<String> command) throws IOException {
        return started(Programs.builder(command));
    }

    private static DaemonProcess started(ProcessBuilder builder) throws IOException {
        Process process = builder.redirectInput(DEFAULTS_ONLY.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return new DaemonProcess(process);
        } catch (AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** The command that starts the daemon. {@code settings} override the settings of all tests. */
    static List<String> command(Path conf, Path directory, String... settings) {
        var all = new LinkedHashMap<String, String>();
        all.put("listen.text", "127.0.0.1:0");
        all.put("listen.control", directory.resolve("control").toString());
        all.put("journal.path", directory.resolve("journal").toString());
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            all.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        var command = new ArrayList<>(List.of(Programs.ofImage("timeserverd"), "--conf", conf.toString()));
        all.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return command;
    }

    /** The port of the listener {@code text}. */
    int port() {
        return port("text");
    }

    /** The port of a listener on 127.0.0.1. */
    int port(String listener) {
        Matcher port =
                Pattern.compile(" " + listener + "=127\\.0\\.0\\.1:([0-9]+)").matcher(ready);
        assertTrue(port.find(), ready);
        return Integer.parseInt(port.group(1));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    LogLines log() {
        return log;
    }

    Wire connect() throws IOException {
        return new Wire(port());
    }

    Wire connect(String listener) throws IOException {
        return new Wire(port(listener));
    }

    /** The reply of the server to {@code request}, up to the end of the connection. */
    String ask(String request) throws IOException {
        try (Wire wire = connect()) {
            return wire.send(request + "\n").rest();
        }
    }

    /** Sends a signal such as {@code HUP}. */
    void signal(String name) throws IOException, InterruptedException {
        signal(name, 1);
    }

    /** Sends a signal repeatedly, each by a new program, because the kernel merges pending signals. */
    void signal(String name, int times) throws IOException, InterruptedException {
        String script = "for i in $(seq \"$3\"); do kill -s \"$1\" \"$2\" && env true || exit; done";
        var kill = List.of("sh", "-c", script, "sh", name, String.valueOf(pid()), String.valueOf(times));
        Programs.Result result = Programs.run("dash", kill, "", Programs.Stdin.ENDS);
        assertEquals(0, result.status(), result::toString);
    }

    /** Waits for the end; returns the exit status. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(Programs.HANG_S, TimeUnit.SECONDS)) {
            fail("the daemon does not end; its log:\n" + log);
        }
        return process.exitValue();
    }

    /** Sends SIGTERM; returns the exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    /** Kills it if a test has not ended it. */
    @Override
    public void close() {
        Programs.end(process);
    }
}
