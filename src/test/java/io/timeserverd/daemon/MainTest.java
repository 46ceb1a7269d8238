package io.timeserverd.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.conf.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    private int run(String... args) {
        return Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
    }

    private List<String> errors() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void showPrintsEverySetting() {
        assertEquals(0, run("--conf", "/dev/null", "--set", "limits.linger=2s", "--show"));
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(Settings.defaults().lines().size(), lines.size());
        assertTrue(lines.contains("limits.linger = 2s"), lines::toString);
    }

    @Test
    void reportsEveryMistakeAtOnceWithItsPlace() throws IOException {
        Path file = directory.resolve("t.properties");
        Files.writeString(file, """
                # a comment
                answer.zon = UTC
                answer.zone = Nowhere/Atall
                answer.format = %Q
                limits.linger = soon
                answer.menu = UTC, Mars
                """);
        assertEquals(2, run("--conf", file.toString(), "--set", "journal.sync=sometimes"));
        List<String> errors = errors();
        assertEquals(6, errors.size(), errors::toString);
        assertTrue(errors.get(0).startsWith(file + ":2: answer.zon: unknown key"), errors.get(0));
        assertTrue(errors.get(0).contains("answer.zone"), errors.get(0));
        assertTrue(errors.get(1).startsWith(file + ":3: answer.zone: "), errors.get(1));
        assertTrue(errors.get(2).startsWith(file + ":4: answer.format: "), errors.get(2));
        assertTrue(errors.get(3).startsWith(file + ":5: limits.linger: "), errors.get(3));
        assertTrue(errors.get(4).startsWith(file + ":6: answer.menu: "), errors.get(4));
        assertTrue(errors.get(5).startsWith("--set: journal.sync: "), errors.get(5));
    }

    @Test
    void anOwnNameMayBeTheDefaultZoneAndBadLinesAreReported() throws IOException {
        Path names = directory.resolve("names");
        Files.writeString(names, "HQ = Paris, Texas\nx = Springfield\n");
        assertEquals(
                0, run("--conf", "/dev/null", "--set", "places.extra=" + names, "--set", "answer.zone=hq", "--check"));
        assertEquals(1, errors().size());
        assertTrue(errors().get(0).startsWith(names + ":2: x: Springfield is ambiguous: "), errors().get(0));
    }

    @Test
    void anUnreadableFileOfOwnNamesIsAMistake() {
        Path missing = directory.resolve("missing");
        assertEquals(2, run("--conf", "/dev/null", "--set", "places.extra=" + missing, "--check"));
        assertEquals("--set: places.extra: cannot be read: no such file", errors().get(0));
    }

    @Test
    void badUsagePrintsTheUsage() {
        assertEquals(2, run("--frobnicate"));
        assertEquals("timeserverd: unknown argument '--frobnicate'", errors().get(0));
        assertTrue(errors().get(1).startsWith("usage: timeserverd"));
    }

    /** No program can break its lines, so they fit a narrow terminal. */
    @Test
    void theUsageFitsANarrowTerminal() {
        assertTrue(CommandLine.USAGE.lines().allMatch(line -> line.length() <= 66), CommandLine.USAGE);
    }

    @Test
    void namesAPortThatIsInUse() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            assertEquals(1, serve("listen.text=" + address));
            assertTrue(
                    errors().get(0).contains("cannot listen on " + address + " (listen.text): "), errors()::toString);
        }
    }

    @Test
    void namesAJournalPathThatIsNotADirectory() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertEquals(1, serve("journal.path=" + file));
        assertTrue(errors().get(0).contains(file.toString()), errors()::toString);
    }

    @Test
    void namesAndKeepsAFileInPlaceOfTheControlSocket() throws IOException {
        Path file = Files.writeString(directory.resolve("precious"), "data");
        assertEquals(1, serve("listen.control=" + file));
        assertTrue(errors().get(0).contains(file + " (listen.control): "), errors()::toString);
        assertEquals("data", Files.readString(file));
    }

    private int serve(String override) {
        return run(
                "--conf",
                "/dev/null",
                "--set",
                "listen.text=127.0.0.1:0",
                "--set",
                "listen.control=" + directory.resolve("c.sock"),
                "--set",
                "journal.path=" + directory.resolve("journal"),
                "--set",
                override);
    }
}
