package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Programs.Result;
import io.timeserverd.verify.Programs.Stdin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon starts, or says why it cannot. */
@Tag("verify")
class StartTest {
    private static final String MISTAKES = """
            listen.txet = *:9999
            limits.rate = many
            # a comment, and nothing wrong with it
            limits.rate = 5
            answer.zone = Nowhere/Land
            answer.format = %Q
            just words
            """;

    @TempDir
    Path directory;

    @Test
    void reportsAllMistakesOfTheConfigurationAtOnce() throws Exception {
        Path conf = Files.writeString(directory.resolve("bad.properties"), MISTAKES);
        Result result = Programs.runImage("timeserverd", "", "--conf", conf.toString(), "--set", "limits.rat=4");
        var expected = List.of(
                conf + ":1: listen.txet: unknown key; did you mean listen.text?",
                conf + ":2: limits.rate: expected a whole number from 0 to 1000000, found \"many\"",
                conf + ":4: limits.rate: is already set in line 2",
                conf + ":5: answer.zone: ",
                conf + ":6: answer.format: ",
                conf + ":7: expected key = value, found \"just words\"",
                "--set: limits.rat: unknown key; did you mean limits.rate?");
        List<String> told = result.err().lines().toList();
        assertEquals(expected.size(), told.size(), result::toString);
        for (int i = 0; i < expected.size(); i++) {
            String beginning = expected.get(i);
            assertTrue(told.get(i).startsWith(beginning), () -> beginning + "\nis missing in\n" + result);
        }
        assertEquals(2, result.status());
    }

    @Test
    void checkEndsWithTheStatusOfAFailedStart() throws Exception {
        Path conf = Files.writeString(directory.resolve("bad.properties"), MISTAKES);
        Result result = Programs.runImage("timeserverd", "", "--check", "--conf", conf.toString());
        assertEquals(6, result.err().lines().count(), result::toString);
        assertEquals(2, result.status());
    }

    @Test
    void aMissingConfigurationFileIsNamed() throws Exception {
        Path conf = directory.resolve("none.properties");
        Result result = Programs.runImage("timeserverd", "", "--conf", conf.toString());
        assertEquals(new Result(2, "", conf + ": cannot be read: no such file\n"), result);
    }

    @Test
    void showPrintsTheSettingsInEffect() throws Exception {
        Result result = Programs.runImage(
                "timeserverd", "", "--conf", "/dev/null", "--set", "answer.zone=Asia/Tokyo", "--show");
        assertTrue(result.out().contains("\nanswer.zone = Asia/Tokyo\n"), result::toString);
        assertEquals(0, result.status());
    }

    @Test
    void theShippedConfigurationIsValid() throws Exception {
        var shipped = Path.of(System.getProperty("timeserverd.dist"), "conf", "timeserver.properties");
        Result result = Programs.runImage("timeserverd", "", "--conf", shipped.toString(), "--check");
        assertEquals(0, result.status(), result::toString);
    }

    @Test
    void printsItsVersion() throws Exception {
        Result result = Programs.runImage("timeserverd", "", "--version");
        assertTrue(result.out().matches("timeserverd [0-9]+\\.[0-9]+\\.[0-9]+\n"), result::toString);
        assertEquals(0, result.status());
    }

    @Test
    void aBadCommandLineGetsTheUsage() throws Exception {
        Result result = Programs.runImage("timeserverd", "", "--bogus");
        assertTrue(result.err().startsWith("timeserverd: unknown argument '--bogus'\nusage: "), result::toString);
        assertEquals(2, result.status());
    }

    @Test
    void namesAPortThatIsInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Result result = failingStart("listen.text=" + address);
            assertEquals(
                    "timeserverd: cannot listen on " + address
                            + " (listen.text): Address already in use: ss -ltnp 'sport = :" + taken.getLocalPort()
                            + "' shows by which program\n",
                    result.err());
        }
    }

    @Test
    void namesAFileInThePlaceOfTheJournal() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertNames(file, failingStart("journal.path=" + file));
    }

    @Test
    void namesAJournalBelowAFile() throws Exception {
        Path below = Files.createFile(directory.resolve("file")).resolve("journal");
        assertNames(below, failingStart("journal.path=" + below));
    }

    /** Root may write everywhere, unless it drops its capabilities. */
    @Test
    void namesAJournalThatCannotBeWritten() throws Exception {
        Path journal = Files.createDirectory(directory.resolve("journal"));
        assertTrue(journal.toFile().setWritable(false));
        var command = new ArrayList<String>();
        if (Files.isWritable(journal)) {
            command.addAll(List.of("setpriv", "--bounding-set", "-all"));
        }
        command.addAll(DaemonProcess.command(DaemonProcess.DEFAULTS_ONLY, directory));
        assertNames(journal, Programs.run("util-linux", command, "", Stdin.ENDS));
    }

    @Test
    void namesTheProcessThatHoldsTheJournal(@TempDir Path other) throws Exception {
        try (var holder = DaemonProcess.start(directory)) {
            Path journal = directory.resolve("journal");
            Result result = failingStart("journal.path=" + journal, "listen.control=" + other.resolve("control"));
            assertNames(journal, result);
            assertTrue(result.err().contains("held by process " + holder.pid() + ","), result::toString);
        }
    }

    @Test
    void namesAControlSocketThatIsInUse(@TempDir Path other) throws Exception {
        try (var holder = DaemonProcess.start(directory)) {
            Result result = failingStart("journal.path=" + other.resolve("journal"));
            assertNames(directory.resolve("control"), result);
            assertTrue(holder.ask("UTC").endsWith("\n"));
        }
    }

    @Test
    void startsAgainAfterACrash() throws Exception {
        try (var killed = DaemonProcess.start(directory)) {
            killed.ask("UTC");
            killed.signal("KILL");
            killed.awaitExit();
        }
        try (var next = DaemonProcess.start(directory)) {
            var asked = RequestTime.now();
            asked.assertTimeIn("UTC", next.ask("UTC"));
        }
    }

    /** On one processor, clients would otherwise wait for the compilers. */
    @Test
    void compilersAndHelperYieldToTheLoop() throws Exception {
        try (var daemon = DaemonProcess.start(directory)) {
            daemon.ask("UTC");
            var look = new ProcessStats(daemon.pid());
            assertEquals(10, look.nice("C1 CompilerThre"));
            assertEquals(10, look.nice("C2 CompilerThre"));
            assertEquals(10, look.nice("helper"));
            assertFalse(daemon.log().toString().contains("VM warning"), daemon.log()::toString);
        }
    }

    /**
     * The JVM generates {@code hashCode} and {@code equals} of a record at the first call, and an archive of classes cannot hold
     * them. That would add 40 ms to a start.
     */
    @Test
    void startGeneratesNoMethodsOfRecords() throws Exception {
        Path loaded = directory.resolve("loaded");
        var command = new ArrayList<>(List.of("env", "TIMESERVERD_JAVA_OPTIONS=-Xlog:class+load:file=" + loaded));
        command.addAll(DaemonProcess.command(DaemonProcess.DEFAULTS_ONLY, directory));
        try (var daemon = DaemonProcess.start(command)) {
            daemon.ask("UTC");
            String classes = Files.readString(loaded);
            assertTrue(classes.contains("io.timeserverd.daemon.Daemon "));
            assertFalse(classes.contains("java.lang.runtime.ObjectMethods "));
        }
    }

    private Result failingStart(String... settings) throws IOException, InterruptedException {
        List<String> command = DaemonProcess.command(DaemonProcess.DEFAULTS_ONLY, directory, settings);
        return Programs.run("", command, "", Stdin.ENDS);
    }

    private static void assertNames(Path path, Result result) {
        assertEquals(1, result.status(), result::toString);
        assertEquals(1, result.err().lines().count(), result::toString);
        assertTrue(result.err().contains(path.toString()), () -> path + " is missing in " + result);
    }
}
