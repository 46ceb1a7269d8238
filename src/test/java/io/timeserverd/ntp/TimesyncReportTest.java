package io.timeserverd.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.Leap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesyncReportTest {
    private static final String MESSAGE = "a{sv} 2 \"NTPMessage\" (uuuuittayttttbtt) 0 4 4 2 -20 30000 2000 4 192 0 2 1"
            + " 1795351114000000 1795351114010500 1795351114010600 1795351114001100 false 7 300";

    private static final String INTERVAL = " \"PollIntervalUSec\" t 64000000\n";

    @Test
    void readsTheOutputOfBusctl() {
        TimesyncReport report = TimesyncReport.parse(MESSAGE + INTERVAL).orElseThrow();
        assertEquals(Leap.NONE, report.leap());
        assertEquals(3, report.stratum());
        assertEquals(10_000_000, report.offsetNs());
        // Half of the round trip of 1,000 us, half of the root delay, dispersion, jitter, 2^-20 s, a microsecond.
        assertEquals((500 + 15_000 + 2_000 + 300 + 1) * 1000 + 954, report.errorNs());
        assertEquals(1_795_351_114_001_100_000L, report.arrivedNs());
        assertEquals(64_000_000_000L, report.pollNs());
        assertFalse(report.hasStepped());
    }

    @Test
    void anEarlierStepIsNoJitter() {
        String jittery = MESSAGE.replace("false 7 300", "false 7 1246738");
        // The offset and the round trip instead.
        assertEquals(
                (500 + 15_000 + 2_000 + 11_000 + 1) * 1000 + 954,
                TimesyncReport.parse(jittery + INTERVAL).orElseThrow().errorNs());
    }

    @Test
    void timesyncdStepsLargeOffsets() {
        String ahead = MESSAGE.replace("1795351114010500 1795351114010600", "1795351114900500 1795351114900600");
        assertTrue(TimesyncReport.parse(ahead + INTERVAL).orElseThrow().hasStepped());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "a{sv} 0",
                MESSAGE,
                INTERVAL,
                MESSAGE + " \"PollIntervalUSec\" t",
                MESSAGE + " \"PollIntervalUSec\" t soon",
                "a{sv} 2 \"NTPMessage\" (uuuuittayttttbtt) 0 0 0 0 0 0 0 0 0 0 0 0 false 0 0" + INTERVAL,
                "a{sv} 2 \"NTPMessage\" (uuuuittayttttbtt) 0 4 4 2 -20 3 2 4 192 0 2 1 1 2 3 4 true 7 300" + INTERVAL,
                "a{sv} 2 \"NTPMessage\" (uuuuittayttttbtt) 0 4 4 2 -20 3 2 999999999 1 2 3 4 false 7 300" + INTERVAL,
            })
    void isEmptyWithoutAnExchange(String printed) {
        assertTrue(TimesyncReport.parse(printed).isEmpty());
    }
}
