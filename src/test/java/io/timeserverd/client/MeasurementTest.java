package io.timeserverd.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementTest {
    private static final long SENT_NS = 1_795_351_114_000_000_000L;

    /** The request took 1 ms, the server 2 ms, the reply 3 ms; the server is 500 ms ahead. */
    private static final String REPLY = "7 " + (SENT_NS + 501_000_000) + ' ' + (SENT_NS + 503_000_000) + " 40000 3 0";

    @Test
    void theRoundTripExcludesTheTimeSpentInTheServer() {
        Measurement measured = measure(REPLY);
        assertEquals(4_000_000, measured.roundTripNs());
        assertEquals(499_000_000, measured.offsetNs());
        assertEquals(2_040_000, measured.boundNs());
        assertTrue(measured.synchronised());
        assertEquals("+0.499000 s ± 0.002040 s  (round trip 0.004000 s, stratum 3)", measured.text());
        assertEquals(
                "{\"offset_ns\":499000000,\"bound_ns\":2040000,\"round_trip_ns\":4000000,\"server_bound_ns\":40000,"
                        + "\"synchronised\":true,\"stratum\":3,\"leap\":\"none\"}",
                measured.json());
    }

    @Test
    void theBoundCoversTheTrueOffsetHoweverAsymmetricThePathIs() {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long trueOffsetNs = random.nextLong(-SENT_NS, SENT_NS);
            long there = random.nextInt(1_000_000_000);
            long held = random.nextInt(1_000_000);
            long back = random.nextInt(1_000_000_000);
            long t2 = SENT_NS + trueOffsetNs + there;
            String reply = "7 " + t2 + ' ' + (t2 + held) + " 0 1 0";
            Measurement measured =
                    Measurement.of(reply, "7", SENT_NS, there + held + back).orElseThrow();
            assertTrue(Math.abs(measured.offsetNs() - trueOffsetNs) <= measured.boundNs(), reply);
        }
    }

    @Test
    void marksUnknownValues() {
        Measurement measured = measure(REPLY.replace(" 40000 3 0", " - 0 2"));
        assertEquals(Reading.UNKNOWN, measured.boundNs());
        assertEquals(Leap.DELETE, measured.leap());
        assertEquals(
                "+0.499000 s ± unknown  (round trip 0.004000 s, stratum unknown, leap second delete)", measured.text());
        assertTrue(measured.json().contains("\"bound_ns\":null,"), measured.json());
        assertTrue(measured.json().endsWith("\"stratum\":null,\"leap\":\"delete\"}"), measured.json());
    }

    @Test
    void saysThatTheServerIsNotSynchronised() {
        Measurement measured = measure(REPLY.replace(" 3 0", " 16 3"));
        assertFalse(measured.synchronised());
        assertTrue(measured.text().endsWith(", unsynchronised)"), measured.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "8 1 2 3 4 0",
                "7 1 2 3 4 5",
                "7 1 2 3 4 0 6",
                "7 2 1 3 4 0",
                "7 0 9000000000000000000 3 4 0",
                "7 9999999999999999999 9999999999999999999 3 4 0",
                "7 -1 2 3 4 0",
                "ERR busy x"
            })
    void parsesNoOtherReply(String reply) {
        assertEquals(Optional.empty(), Measurement.of(reply, "7", SENT_NS, 6_000_000));
    }

    private static Measurement measure(String reply) {
        return Measurement.of(reply, "7", SENT_NS, 6_000_000).orElseThrow();
    }
}
