package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Programs.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that is wrong by days or years deletes no record, and each record is found by the time on that clock. */
@Tag("verify")
class WrongClockTest {
    private static final int ASKED = 20;

    /** Far longer than the helper thread takes to check the segments and to delete old ones. */
    private static final Duration UPKEEP = Duration.ofSeconds(5);

    private static final String RETENTION = "journal.retention=1h";

    @TempDir
    Path directory;

    private final List<String> asked = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {40, 3650})
    void aStartWithAClockThatIsAheadDeletesNothing(int days) throws Exception {
        try (var daemon = DaemonProcess.start(directory, RETENTION)) {
            ask(daemon);
            assertEquals(0, daemon.stop());
        }
        try (DaemonProcess daemon = start(List.of("FAKETIME=+" + days + "d"))) {
            ask(daemon);
            Thread.sleep(UPKEEP.toMillis());
            ask(daemon);
            assertNothingWasDeleted(daemon);
            assertEquals(0, daemon.stop());
        }
        try (var daemon = DaemonProcess.start(directory, RETENTION)) {
            ask(daemon);
            Thread.sleep(UPKEEP.toMillis());
            assertNothingWasDeleted(daemon);
            assertFound(Duration.ZERO, 2 * ASKED);
            assertFound(Duration.ofDays(days), 2 * ASKED);
            assertEquals(0, daemon.stop());
        }
        assertSound();
    }

    @Test
    void aStepOfTheClockDeletesNothing() throws Exception {
        Path offset = Files.writeString(directory.resolve("offset"), "+0");
        // The monotonic clock must not step, as in reality; the JVM's own waits spin with this setting.
        List<String> environment = List.of(
                "FAKETIME_TIMESTAMP_FILE=" + offset, "FAKETIME_CACHE_DURATION=1", "FAKETIME_DONT_FAKE_MONOTONIC=1");
        try (DaemonProcess daemon = start(environment)) {
            ask(daemon);
            step(daemon, offset, 40);
            ask(daemon);
            Thread.sleep(UPKEEP.toMillis());
            step(daemon, offset, -400);
            ask(daemon);
            step(daemon, offset, 0);
            ask(daemon);
            assertNothingWasDeleted(daemon);
            assertFound(Duration.ZERO, 2 * ASKED);
            assertFound(Duration.ofDays(40), ASKED);
            assertFound(Duration.ofDays(-400), ASKED);
            assertEquals(0, daemon.stop());
        }
        assertSound();
    }

    @Test
    void threeServersThatAreWrongDeleteNothing() throws Exception {
        try (var daemon = DaemonProcess.start(directory, RETENTION)) {
            ask(daemon);
            assertEquals(0, daemon.stop());
        }
        try (var one = Chronyd.server(directory, "+31d");
                var two = Chronyd.server(directory, "+31d");
                var three = Chronyd.server(directory, "+31d");
                var daemon = DaemonProcess.start(
                        directory,
                        RETENTION,
                        "clock.source=ntp",
                        "clock.servers=" + String.join(",", one.name(), two.name(), three.name()))) {
            assertTrue(daemon.log().await("event=host-off-by").contains("WARN"), "a month is worth a warning");
            daemon.log().await("event=clock-synchronised");
            assertTrue(daemon.ask("status").contains("\nhost-off-by: 31d\n"), daemon.ask("status"));
            ask(daemon);
            Thread.sleep(UPKEEP.toMillis());
            ask(daemon);
            assertNothingWasDeleted(daemon);
            assertFound(Duration.ZERO, ASKED);
            assertFound(Duration.ofDays(31), 2 * ASKED);
            assertEquals(0, daemon.stop());
        }
        assertSound();
    }

    /** Steps the clock and waits until the daemon has noticed. */
    private static void step(DaemonProcess daemon, Path offset, int days) throws IOException, InterruptedException {
        Files.writeString(offset, days < 0 ? days + "d" : "+" + days + "d");
        long startNs = System.nanoTime();
        Duration off;
        do {
            Thread.sleep(20);
            off = Duration.between(
                    Instant.now().plus(Duration.ofDays(days)),
                    Instant.parse(daemon.ask("+iso9").strip()));
            assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(Programs.HANG_S), "it did not step");
        } while (off.abs().toMinutes() > 1);
    }

    private DaemonProcess start(List<String> environment) throws IOException {
        var command = new ArrayList<>(List.of("env", "LD_PRELOAD=" + Chronyd.libFakeTime()));
        command.addAll(environment);
        command.addAll(DaemonProcess.command(DaemonProcess.DEFAULTS_ONLY, directory, RETENTION));
        return DaemonProcess.start(command);
    }

    private void ask(DaemonProcess daemon) throws IOException {
        for (int n = 0; n < ASKED; n++) {
            String request = "@" + asked.size() + " +unix";
            assertEquals(asked.size() + "\n", daemon.ask(request));
            asked.add(request);
        }
    }

    private void assertNothingWasDeleted(DaemonProcess daemon) throws IOException, InterruptedException {
        assertEquals(0, Ledger.of(daemon).count("journal-deleted-records"));
        assertEquals(asked, requests(admin("query", "--grep", "+unix")), "while it runs");
    }

    /** Finds records by the time that was this far ahead. */
    private void assertFound(Duration ahead, int records) throws IOException, InterruptedException {
        Instant then = Instant.now().plus(ahead);
        Result result = admin(
                "query",
                "--grep",
                "+unix",
                "--since",
                then.minus(Duration.ofHours(1)).toString(),
                "--until",
                then.plus(Duration.ofHours(1)).toString());
        assertEquals(records, requests(result).size(), result::toString);
    }

    private void assertSound() throws IOException, InterruptedException {
        assertEquals(asked, requests(admin("query", "--grep", "+unix")), "at rest");
        Result verified = admin("verify");
        assertEquals(0, verified.status(), verified::toString);
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            assertTrue(files.noneMatch(file -> file.toString().contains("aside")));
        }
    }

    private static List<String> requests(Result result) {
        assertEquals(0, result.status(), result::toString);
        return result.out().lines().map(line -> line.split("\t", -1)[7]).toList();
    }

    private Result admin(String... words) throws IOException, InterruptedException {
        return Programs.runAdmin(directory, words);
    }
}
