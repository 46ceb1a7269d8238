package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command in the README and the other documents prints what they show. */
@Tag("verify")
class SessionsTest {
    /** The commands that are not run, and why. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "make run", "is what the other commands are typed beside: makeRun starts it",
            "make test", "runs before this test",
            "make check test", "runs before this test",
            "make verify", "runs this test",
            "make format", "would change the checkout");

    /** Replaces {@code make run}: starts the built image in its own network and process namespace. */
    private static final List<String> MAKE_RUN = List.of(
            "unshare",
            "--map-root-user",
            "--net",
            "--pid",
            "--mount-proc",
            "--fork",
            "--kill-child",
            "sh",
            "-c",
            "ip link set lo up && cd \"$0\" && exec make -o dist run");

    @TempDir
    Path directory;

    @Test
    void aReaderInTheCheckoutSeesWhatTheDocumentsShow() throws Exception {
        Path checkout = Files.createDirectory(directory.resolve("checkout"));
        List<Path> links = layOut(checkout);
        var differences = new ArrayList<String>();
        try (DaemonProcess makeRun = makeRun(checkout)) {
            for (Path document : Documents.all()) {
                differences.addAll(typedInCheckout(commands(document, false), checkout, makeRun));
            }
        }
        for (Path link : links) {
            Files.delete(link);
        }
        assertEquals("", String.join("\n", differences));
    }

    @Test
    void anAdministratorSeesWhatTheDocumentsShow() throws Exception {
        var differences = new ArrayList<String>();
        try (var machine = Container.boot(Container.Network.OWN)) {
            Path copy = machine.shared().resolve("timeserverd_0_all.deb");
            Files.copy(DebianPackage.file(), copy, StandardCopyOption.REPLACE_EXISTING);
            machine.succeed("mkdir -p /root/checkout/target && mv " + copy + " /root/checkout/target"
                    + " && echo 'APT::Get::Assume-Yes \"true\";' >/etc/apt/apt.conf.d/assume-yes");
            for (Path document : Documents.all()) {
                List<DocumentCommand> commands = commands(document, true);
                if (!commands.isEmpty()
                        && commands.stream().noneMatch(command -> command.text().startsWith("apt install "))) {
                    machine.succeed("dpkg -i /root/checkout/target/*.deb");
                }
                var transcript = new Transcript(commands, machine.shared());
                machine.run("cd /root/checkout; rm -f " + machine.shared() + "/*\n" + transcript.script());
                differences.addAll(transcript.differences());
            }
        }
        assertEquals("", String.join("\n", differences));
    }

    @Test
    void everyCommandThatIsLeftOutIsInADocument() throws IOException {
        var missing = new HashSet<>(LEFT_OUT.keySet());
        for (Path document : Documents.all()) {
            DocumentCommand.in(document).forEach(command -> missing.remove(command.text()));
        }
        assertEquals(new HashSet<>(), missing);
    }

    @Test
    void linksInTheInstalledDocumentsHaveATarget() throws IOException {
        var installed = Path.of(System.getProperty("timeserverd.dist"), "share/doc/timeserverd");
        Path source = Documents.CHECKOUT.resolve("src/doc");
        for (Path document : Documents.below(source)) {
            assertTrue(
                    Files.exists(installed.resolve(source.relativize(document).toString())), document.toString());
        }
        assertEquals(List.of(), DocumentsTest.brokenLinks(Documents.below(installed)));
    }

    private static List<DocumentCommand> commands(Path document, boolean root) throws IOException {
        return DocumentCommand.in(document).stream()
                .filter(command -> command.root() == root && !LEFT_OUT.containsKey(command.text()))
                .toList();
    }

    /** Makes a copy of the parts of the checkout that the commands need, so that they change nothing in the real one; returns its
     * links. */
    private static List<Path> layOut(Path checkout) throws IOException {
        var links = new ArrayList<Path>();
        for (String name : List.of("Makefile", "conf", "src", "systemd")) {
            links.add(Files.createSymbolicLink(checkout.resolve(name), Documents.CHECKOUT.resolve(name)));
        }
        Path target = Files.createDirectory(checkout.resolve("target"));
        links.add(Files.createSymbolicLink(target.resolve("dist"), Path.of(System.getProperty("timeserverd.dist"))));
        Files.writeString(checkout.resolve(".curlrc"), "silent\nshow-error\n");
        return links;
    }

    private static DaemonProcess makeRun(Path checkout) throws IOException {
        var command = new ArrayList<>(MAKE_RUN);
        command.add(checkout.toString());
        return DaemonProcess.start(command);
    }

    private List<String> typedInCheckout(List<DocumentCommand> commands, Path checkout, DaemonProcess makeRun)
            throws IOException, InterruptedException {
        var transcript = new Transcript(commands, Files.createTempDirectory(directory, "printed"));
        // The image is built already, so make must not build it again.
        String script = "cd " + checkout + "; export HOME=$PWD; make() { command make -o dist \"$@\"; }\n";
        var enter = new ArrayList<>(List.of(
                "nsenter", "--target", String.valueOf(makeRun.pid()), "--user", "--net", "--preserve-credentials"));
        enter.addAll(List.of("bash", "-c", script + transcript.script()));
        Programs.run("util-linux", enter, "", Programs.Stdin.ENDS);
        return transcript.differences();
    }
}
