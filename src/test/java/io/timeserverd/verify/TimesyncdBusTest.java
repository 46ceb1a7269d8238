package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The behaviour of systemd-timesyncd on the bus that the daemon relies on. */
@Tag("machine")
@Timeout(600)
class TimesyncdBusTest {
    private static final String MESSAGE =
            "\\{\"type\":\"v\",\"data\":\\[\\{\"type\":\"\\(uuuuittayttttbtt\\)\",\"data\":"
                    + "\\[0,4,4,3,-?[0-9]+,[0-9]+,[0-9]+,\\[[0-9]+(,[0-9]+){3}],[0-9]{16},[0-9]{16},[0-9]{16},[0-9]{16}"
                    + ",false,[0-9]+,[0-9]+]}]}\n";

    @Test
    void reportsItsLastExchangeAndIsNotStartedByTheRequest(@TempDir Path directory) throws Exception {
        try (var timesyncd = TimesyncdMachine.boot(directory)) {
            VirtualMachine machine = timesyncd.machine();
            assertNotThere(timesyncd.ask("NTPMessage"));
            machine.succeed("date --set '-1 month'");
            timesyncd.follow(ClockMachine.RIGHT);
            assertTrue(timesyncd.ask("NTPMessage").out().matches(MESSAGE), timesyncd.ask("NTPMessage")::toString);
            assertEquals(
                    "{\"type\":\"v\",\"data\":[{\"type\":\"t\",\"data\":" + TimesyncdMachine.POLL_S + "000000}]}\n",
                    timesyncd.ask("PollIntervalUSec").out());
            assertEquals("yes\n", machine.succeed("timedatectl show --value -p NTPSynchronized"));
            assertEquals(0, hoursAhead(machine));

            machine.succeed("systemctl stop systemd-timesyncd");
            assertNotThere(timesyncd.ask("NTPMessage"));
            machine.succeed("! systemctl is-active systemd-timesyncd && ! ls /run/systemd/timesync");
            assertEquals(
                    "yes\n",
                    machine.succeed("timedatectl show --value -p NTPSynchronized"),
                    "the kernel's own opinion lasts for hours");

            timesyncd.follow(ClockMachine.MONTH_AHEAD);
            assertEquals(31 * 24, hoursAhead(machine));
        }
    }

    /** How far the machine's clock is ahead, to the nearest hour. */
    private static long hoursAhead(VirtualMachine machine) throws Exception {
        long there = Long.parseLong(machine.succeed("date +%s").strip());
        return Math.round((there - Instant.now().getEpochSecond()) / 3600.0);
    }

    private static void assertNotThere(Programs.Result asked) {
        assertEquals(1, asked.status(), asked::toString);
        assertEquals("Call failed: Name \"org.freedesktop.timesync1\" does not exist\n", asked.err());
    }
}
