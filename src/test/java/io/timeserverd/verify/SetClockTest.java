package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Container.Network;
import io.timeserverd.verify.Programs.Result;
import io.timeserverd.verify.VirtualMachine.First;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code timeclient --set} in a virtual machine whose clock is wrong. The daemon runs outside, with the true time. */
@Tag("machine")
@Timeout(600)
class SetClockTest {
    /** The error of a clock that must not be changed, in seconds. */
    private static final int WRONG_S = 10;

    /** The error that a step may leave in this slow machine, in seconds: less than the time that date takes. */
    private static final double STEP_S = 0.1;

    private static final Pattern MEASURED =
            Pattern.compile("(?<offset>[-+][0-9]+\\.[0-9]{6}) s ± (?<bound>[0-9]+\\.[0-9]{6}) s  \\(round trip .*\\)");

    @TempDir
    static Path directory;

    private static VirtualMachine machine;
    private static Chronyd chronyd;
    private static DaemonProcess daemon;

    /**
     * A line of timeclient's output.
     *
     * @param offsetS what is to be added to the clock
     */
    private record Measured(double offsetS, double boundS) {
        static Measured of(String line) {
            Matcher fields = MEASURED.matcher(line);
            assertTrue(fields.matches(), line);
            return new Measured(Double.parseDouble(fields.group("offset")), Double.parseDouble(fields.group("bound")));
        }
    }

    @BeforeAll
    static void boot() throws Exception {
        chronyd = Chronyd.server(directory);
        daemon = DaemonProcess.start(directory, "clock.source=ntp", "clock.servers=" + chronyd.name());
        daemon.log().await("event=clock-synchronised");
        machine = VirtualMachine.boot(First.COMMANDS, Network.SHARED);
    }

    @AfterAll
    static void end() throws Exception {
        machine.close();
        daemon.close();
        chronyd.close();
    }

    /** Ahead, behind, by more than any NTP client would step, and as in a machine without a battery. */
    @ParameterizedTest
    @ValueSource(strings = {"+2 seconds", "-1 day", "+1 month", "+20 years", "@1000"})
    void stepsAClockThatIsFarOff(String wrong) throws Exception {
        machine.succeed("date --set '" + wrong + "'");
        Result result = timeclient("", "--set");
        assertEquals(0, result.status(), result::toString);
        assertTrue(result.err().startsWith("timeclient: will step the local clock by "), result::toString);
        List<Measured> lines = result.out().lines().map(Measured::of).toList();
        assertRight(lines);
    }

    /** Slewing corrects the rest exactly, which date would do too late again. After that there is nothing to do. */
    @Test
    void slewsAClockThatIsALittleOff() throws Exception {
        machine.add("adjtimex");
        assertEquals(0, timeclient("", "--set").status());
        machine.await(command(daemon, "", "--set") + " 2>&1 | grep 'within the bound; nothing to do'");
        var right = Measured.of(timeclient("", "--offset").out().strip());
        assertRight(List.of(right, right));
        machine.succeed("date --set '+0.1 seconds'");
        Result result = timeclient("", "--set");
        machine.succeed("adjtimex --singleshot 0 && rm /sbin/adjtimex");
        assertEquals(0, result.status(), result::toString);
        assertTrue(result.err().startsWith("timeclient: will slew the local clock by -0.0"), result::toString);
        List<Measured> lines = result.out().lines().map(Measured::of).toList();
        assertEquals(2, lines.size(), result::toString);
        double left = lines.get(1).offsetS / lines.get(0).offsetS;
        assertTrue(left > 0.9, () -> "not slewed but stepped: " + result);
    }

    /** Not root; and root without the one capability that it needs. */
    @ParameterizedTest
    @CsvSource({
        "--reuid=65534 --clear-groups, only root can set the clock; --dry-run says what would be done",
        "--bounding-set=-sys_time, the clock was not set: /usr/bin/date: cannot set date: Operation not permitted",
    })
    void failsWithoutTheCapabilityAndLeavesTheClockAlone(String privileges, String complaint) throws Exception {
        makeWrong();
        Result result = timeclient("setpriv " + privileges, "--set");
        assertEquals(5, result.status(), result::toString);
        assertTrue(result.err().contains("timeclient: " + complaint), result::toString);
        assertStillWrong();
    }

    @Test
    void aDryRunOnlySaysWhatWouldBeDone() throws Exception {
        makeWrong();
        Result result = timeclient("", "--set", "--dry-run");
        assertEquals(0, result.status(), result::toString);
        assertTrue(result.err().startsWith("timeclient: would step the local clock by "), result::toString);
        assertStillWrong();
    }

    @Test
    void leavesTheClockAloneIfTheBoundIsTooLarge() throws Exception {
        makeWrong();
        Result result = timeclient("", "--set", "--max-bound", "0.000001");
        assertEquals(4, result.status(), result::toString);
        assertTrue(result.err().endsWith("more than 0.000001 s; the local clock is left alone\n"), result::toString);
        assertStillWrong();
    }

    /** The server says so in each reply, or refuses requests: {@code answer.unsynchronised}. */
    @ParameterizedTest
    @ValueSource(strings = {"serve", "refuse"})
    void leavesTheClockAloneIfTheServerIsNotSynchronised(String unsynchronised) throws Exception {
        makeWrong();
        try (var lost = DaemonProcess.start(
                Files.createDirectory(directory.resolve(unsynchronised)),
                "clock.source=ntp",
                "clock.servers=127.0.0.1:9",
                "answer.unsynchronised=" + unsynchronised)) {
            Result result = timeclient(lost, "", "--set");
            assertEquals(4, result.status(), result::toString);
            assertTrue(result.err().contains("synchronised"), result::toString);
        }
        assertStillWrong();
    }

    private static void makeWrong() throws IOException, InterruptedException {
        machine.succeed("date --set @" + (Instant.now().getEpochSecond() + WRONG_S));
    }

    private static void assertStillWrong() throws IOException, InterruptedException {
        double wrongS = Double.parseDouble(machine.succeed("date +%s.%N")) - seconds(Instant.now());
        assertTrue(wrongS > WRONG_S - 5 && wrongS < WRONG_S + 5, () -> "the clock is " + wrongS + " s ahead");
    }

    private static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }

    /** Compares the clock with this machine's, and more exactly by another exchange, within the last bound of timeclient. */
    private static void assertRight(List<Measured> lines) throws IOException, InterruptedException {
        double before = seconds(Instant.now());
        double there = Double.parseDouble(machine.succeed("date +%s.%N"));
        double after = seconds(Instant.now());
        Measured last = lines.get(lines.size() - 1);
        var again = Measured.of(timeclient("", "--offset").out().strip());
        System.out.println("timeclient --set: " + lines + ", then " + again);
        double mostS = Math.abs(last.offsetS) + last.boundS;
        assertTrue(there > before - mostS && there < after + mostS, () -> before + " " + there + " " + after);
        assertTrue(
                Math.abs(again.offsetS - last.offsetS) <= again.boundS + last.boundS, () -> last + ", then " + again);
        assertTrue(mostS < STEP_S, () -> "a step leaves " + mostS + " s");
    }

    private static Result timeclient(String prefix, String... arguments) throws IOException, InterruptedException {
        return timeclient(daemon, prefix, arguments);
    }

    private static Result timeclient(DaemonProcess asked, String prefix, String... arguments)
            throws IOException, InterruptedException {
        return machine.run(command(asked, prefix, arguments));
    }

    private static String command(DaemonProcess asked, String prefix, String... arguments) {
        return prefix + " " + Programs.ofImage("timeclient") + " --host " + VirtualMachine.OUTSIDE + " --port "
                + asked.port() + " " + String.join(" ", arguments);
    }
}
