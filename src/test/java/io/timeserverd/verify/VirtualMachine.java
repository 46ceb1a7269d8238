package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.fail;

import io.timeserverd.verify.Container.Network;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A virtual machine with its own kernel and clock, emulated by qemu over a copy of this system's files that is deleted
 * afterwards ({@code src/test/machine/emulate}). It is for tests that set a clock or need modules that this kernel lacks.
 * Needs root, and the packages that {@code src/test/machine/unpack} downloads.
 */
final class VirtualMachine implements Shell, AutoCloseable {
    /** The first process. */
    enum First {
        /** Only the scripts. */
        COMMANDS,
        /** This system's systemd. */
        SYSTEMD
    }

    /** The address under which the machine reaches the loopback of its network. */
    static final String OUTSIDE = "10.0.2.2";

    private static final Path PACKAGES = Path.of(System.getProperty("timeserverd.basedir"), "target/packages");

    /** Ends the machine if the test is killed. */
    private static final String LONGEST_LIFE_S = "3600";

    private static final long POLL_MS = 10;

    private final Path directory;
    private final Process qemu;
    private SocketChannel commands;

    private VirtualMachine(Path directory, Process qemu) {
        this.directory = directory;
        this.qemu = qemu;
    }

    /**
     * Boots a machine and waits until it is up.
     *
     * @param network the one that it is in: {@code OWN} is a new one, where {@link #inNetwork} runs what it can reach;
     *     there its port 9999 is that of 127.0.0.1 as well
     */
    static VirtualMachine boot(First first, Network network) throws IOException, InterruptedException {
        Programs.assertInstalled("qemu-system-x86", "qemu-system-x86_64");
        Programs.assertInstalled("busybox", "busybox");
        unpacked("linux-image");
        Path directory = Files.createTempDirectory("machine");
        Files.createDirectory(directory.resolve("shared"));
        var script = Path.of(System.getProperty("timeserverd.basedir"), "src/test/machine/emulate");
        var command = new ArrayList<String>();
        if (network == Network.OWN) {
            command.addAll(List.of("unshare", "--net", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh"));
        }
        command.addAll(List.of(script.toString(), directory.toString(), PACKAGES.toString()));
        command.addAll(List.of(first.name().toLowerCase(Locale.ROOT), LONGEST_LIFE_S));
        if (network == Network.OWN) {
            command.add(",hostfwd=tcp:127.0.0.1:9999-:9999");
        }
        Process qemu = Programs.builder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        var machine = new VirtualMachine(directory, qemu);
        try {
            machine.connect();
            machine.line();
            return machine;
        } catch (AssertionError | IOException | InterruptedException e) {
            machine.close();
            throw e;
        }
    }

    /** The directory of a package that is not installed here. */
    private static Path unpacked(String debianPackage) {
        Path tree = PACKAGES.resolve(debianPackage);
        if (!Files.isDirectory(tree)) {
            fail("there is no " + tree + ": run src/test/machine/unpack " + PACKAGES);
        }
        return tree;
    }

    /** Adds the files of a package that is not installed here. */
    void add(String debianPackage) throws IOException, InterruptedException {
        succeed("tar -C " + unpacked(debianPackage) + " -c . | tar -C / -x --keep-directory-symlink");
    }

    @Override
    public Path shared() {
        return directory.resolve("shared");
    }

    @Override
    public Programs.Result run(String script) throws IOException, InterruptedException {
        Files.writeString(shared().resolve("command"), script);
        commands.write(ByteBuffer.wrap(new byte[] {'\n'}));
        int status = Integer.parseInt(line());
        return new Programs.Result(
                status, Files.readString(shared().resolve("out")), Files.readString(shared().resolve("err")));
    }

    /** The command that runs {@code command} in the machine's network, but with this system's files. */
    List<String> inNetwork(String... command) {
        var all = new ArrayList<>(List.of("nsenter", "-t", String.valueOf(qemu.pid()), "-n", "--"));
        all.addAll(List.of(command));
        return all;
    }

    private void connect() throws IOException, InterruptedException {
        Path socket = directory.resolve("commands");
        long startNs = System.nanoTime();
        while (!Files.exists(socket)) {
            pause(startNs);
        }
        commands = SocketChannel.open(StandardProtocolFamily.UNIX);
        commands.connect(UnixDomainSocketAddress.of(socket));
        commands.configureBlocking(false);
    }

    /** The next line that the machine sends. */
    private String line() throws IOException, InterruptedException {
        var line = new StringBuilder();
        var buffer = ByteBuffer.allocate(1);
        long startNs = System.nanoTime();
        while (line.indexOf("\n") < 0) {
            if (commands.read(buffer.clear()) == 1) {
                line.append((char) buffer.get(0));
            } else {
                pause(startNs);
            }
        }
        return line.toString().strip();
    }

    private void pause(long startNs) throws InterruptedException {
        if (!qemu.isAlive() || System.nanoTime() - startNs > TimeUnit.SECONDS.toNanos(Programs.HANG_S)) {
            fail("the virtual machine " + (qemu.isAlive() ? "hangs" : "is gone") + explanation());
        }
        Thread.sleep(POLL_MS);
    }

    @Override
    public String explanation() {
        var text = new StringBuilder();
        for (String name : List.of("log", "console", "shared/out", "shared/err")) {
            Path file = directory.resolve(name);
            try {
                text.append("\n").append(name).append(":\n");
                text.append(Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "");
            } catch (IOException e) {
                text.append(e);
            }
        }
        return text.toString();
    }

    /** Ends the machine. */
    @Override
    public void close() throws IOException {
        qemu.descendants().forEach(ProcessHandle::destroyForcibly);
        Programs.end(qemu);
        if (commands != null) {
            commands.close();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
