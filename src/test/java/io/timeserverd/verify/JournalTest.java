package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Programs.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has an answer is in the journal, and {@code timeserver-admin} of the image finds the record there. */
@Tag("verify")
class JournalTest {
    @TempDir
    Path directory;

    @Test
    void everyRequestIsFoundWhileTheDaemonRunsAndWhenItHasStopped() throws Exception {
        try (var daemon = DaemonProcess.start(directory)) {
            daemon.ask("Asia/Tokyo@0 +unix");
            daemon.ask("Nowhere/Land");
            daemon.ask("x\u001b[2J");
            var records = """
                    127.0.0.1 text ok Asia/Tokyo Asia/Tokyo@0 +unix
                    127.0.0.1 text unknown-place - Nowhere/Land
                    127.0.0.1 text bad-request - x\\u001b[2J
                    """;
            assertEquals(records, told(admin("tail")));
            assertEquals(
                    "127.0.0.1 text ok Asia/Tokyo Asia/Tokyo@0 +unix\n", told(admin("query", "--zone", "Asia/Tokyo")));
            assertEquals(0, daemon.stop());
            assertEquals(records, told(admin("query")));
        }
    }

    @Test
    void noAnsweredRequestIsLostByASuddenEnd() throws Exception {
        try (var daemon = DaemonProcess.start(directory);
                var session = daemon.connect()) {
            session.send("keep\n@1 +unix\n").line();
            assertEquals("1", session.line());
            daemon.signal("KILL");
            daemon.awaitExit();
        }
        assertEquals("127.0.0.1 text ok - keep\n127.0.0.1 text ok UTC @1 +unix\n", told(admin("query")));
    }

    @Test
    void statusAddsUpWhileTheDaemonRunsAndSaysWhenItDoesNot() throws Exception {
        try (var daemon = DaemonProcess.start(directory)) {
            daemon.ask("UTC");
            var running = admin("status");
            assertEquals(0, running.status(), running::toString);
            assertTrue(running.out().contains("answered\t1\n"), running::toString);
            assertEquals(0, daemon.stop());
        }
        var stopped = admin("status");
        assertEquals(1, stopped.status(), stopped::toString);
        assertTrue(
                stopped.err().startsWith("timeserver-admin: no daemon answers at " + directory.resolve("control")),
                stopped::toString);
    }

    private Result admin(String... words) throws IOException, InterruptedException {
        return Programs.runAdmin(directory, words);
    }

    /** Of each record printed: client, listener, outcome, zone, request. */
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
