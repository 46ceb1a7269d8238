package io.timeserverd.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Reading;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** True time is always within the stated bound, with any network and ticker within their limits. */
class SimulationTest {
    private static final double DAY_S = 86_400;
    private static final double MAX_FREQUENCY_ERROR = 0.1e-6;

    @ParameterizedTest
    @CsvSource({"100, 1", "-100, 2", "37, 3", "0, 4"})
    void theBoundCoversTrueTime(double ppm, long seed) {
        run(ppm, seed, 20_000);
    }

    @Test
    @Tag("verify")
    void theBoundCoversTrueTimeForAMillionSamples() {
        run(100, 5, 500_000);
        run(-100, 6, 500_000);
    }

    private static void run(double ppm, long seed, long samples) {
        var simulation = new NtpSimulation(seed, wander(ppm), NtpSimulation.settings());
        for (int i = 0; i < 3; i++) {
            NtpSimulation.Server server = simulation.add(new NtpSimulation.Server());
            server.minDelayNs = 100_000 + 1_000_000L * i;
            server.queueNs = server.minDelayNs / 5.0;
            // The whole delay is in one direction, and the server's error is as large as it may be by its root delay.
            server.share = i % 2;
            server.errorNs = (i % 2 == 0 ? 1 : -1) * server.rootDelayNs / 2;
        }
        simulation.watch(reading -> assertInside(simulation, reading));
        simulation.runSamples(samples);

        double error = simulation.synchroniser.frequency().ratio() - simulation.trueFrequency();
        assertTrue(Math.abs(error) < MAX_FREQUENCY_ERROR, "frequency is off by " + error);
        assertEquals(1, simulation.steps);
    }

    private static void assertInside(NtpSimulation simulation, Reading reading) {
        if (reading.state() == ClockState.UNSYNCHRONISED) {
            return;
        }
        long errorNs = simulation.errorNs();
        assertTrue(
                Math.abs(errorNs) <= reading.errorBoundNs(),
                () -> errorNs + " ns off, bound " + reading.errorBoundNs() + " after " + simulation.samples
                        + " samples");
    }

    /** The frequency follows the temperature, which changes in a daily cycle and in the faster one of a fan. */
    private static DoubleUnaryOperator wander(double ppm) {
        return second ->
                (ppm + 0.2 * Math.sin(2 * Math.PI * second / DAY_S) + 0.02 * Math.sin(2 * Math.PI * second / 5000))
                        * 1e-6;
    }
}
