package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Programs.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every request with a reply is in the journal, and {@code timeserver-admin} of the image finds its record. */
@Tag("verify")
class JournalTest {
    @TempDir
    Path directory;

    @Test
    void everyRequestIsFoundWhileTheDaemonRunsAndWhenItHasStopped() throws Exception {
        try (var daemon = DaemonProcess.start(directory)) {
            daemon.ask("Asia/Tokyo@0 +unix");
            daemon.ask("Nowhere/Land");
            daemon.ask("Nowhere\u00e2\u0080\u00aeLand"); // with U+202E
            daemon.ask("x\u001b[2J");
            String records = """
                    127.0.0.1 text ok Asia/Tokyo Asia/Tokyo@0 +unix
                    127.0.0.1 text unknown-place - Nowhere/Land
                    127.0.0.1 text unknown-place - Nowhere\\u202eLand
                    127.0.0.1 text bad-request -\s
                    """;
            assertEquals(records, told(admin("tail")));
            assertEquals(
                    "127.0.0.1 text ok Asia/Tokyo Asia/Tokyo@0 +unix\n", told(admin("query", "--zone", "Asia/Tokyo")));
            assertEquals(0, daemon.stop());
            assertEquals(records, told(admin("query")));
        }
    }

    @Test
    void aCrashLosesNoRequestThatHasAReply() throws Exception {
        try (var daemon = DaemonProcess.start(directory);
                Wire session = daemon.connect()) {
            session.send("keep\n@1 +unix\n").line();
            assertEquals("1", session.line());
            daemon.signal("KILL");
            daemon.awaitExit();
        }
        assertEquals("127.0.0.1 text ok - keep\n127.0.0.1 text ok UTC @1 +unix\n", told(admin("query")));
    }

    @Test
    void noRecordIsLostWhenTheRedoLogOfARunningDaemonIsDeleted() throws Exception {
        var expected = new StringBuilder();
        try (var daemon = DaemonProcess.start(directory)) {
            for (int round = 0; round < 3; round++) {
                for (int n = 0; n < 10; n++) {
                    String request = "@" + (10 * round + n) + " +unix";
                    daemon.ask(request);
                    expected.append("127.0.0.1 text ok UTC ").append(request).append('\n');
                }
                deleteRedoLogs();
                Ledger.await(daemon, ledger -> newRedoLog()); // a new file takes over within a second or two
            }
            var ledger = Ledger.of(daemon);
            assertEquals(0, ledger.count("lost"), ledger::toString);
            assertEquals(0, daemon.stop());
        }
        assertEquals(expected.toString(), told(admin("query", "--grep", "+unix")));
        Result verified = admin("verify");
        assertEquals(0, verified.status(), verified::toString);
    }

    private void deleteRedoLogs() throws IOException {
        for (Path file : redoLogs()) {
            Files.delete(file);
        }
    }

    private boolean newRedoLog() {
        try {
            return !redoLogs().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> redoLogs() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".redo")).toList();
        }
    }

    @Test
    void statusAddsUpWhileTheDaemonRunsAndSaysWhenItDoesNot() throws Exception {
        try (var daemon = DaemonProcess.start(directory)) {
            daemon.ask("UTC");
            Result running = admin("status");
            assertEquals(0, running.status(), running::toString);
            assertTrue(running.out().contains("answered\t1\n"), running::toString);
            assertEquals(0, daemon.stop());
        }
        Result stopped = admin("status");
        assertEquals(1, stopped.status(), stopped::toString);
        assertTrue(
                stopped.err().startsWith("timeserver-admin: no daemon answers at " + directory.resolve("control")),
                stopped::toString);
    }

    private Result admin(String... words) throws IOException, InterruptedException {
        return Programs.runAdmin(directory, words);
    }

    /** The fields client, listener, outcome, zone and request of each record. */
    private static String told(Result result) {
        assertEquals(0, result.status(), result::toString);
        var told = new StringBuilder();
        result.out()
                .lines()
                .map(line -> line.split("\t", -1))
                .forEach(fields ->
                        told.append(String.join(" ", fields[2], fields[3], fields[4], fields[5], fields[7]) + "\n"));
        return told.toString();
    }
}
