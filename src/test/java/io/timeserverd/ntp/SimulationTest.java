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

/** Truth is inside the stated bound at every look, whatever network and ticker do within their limits. */
class SimulationTest {
    private static final double DAY_S = 86_400;
    private static final double MAX_FREQUENCY_ERROR = 0.1e-6;

    @ParameterizedTest
    @CsvSource({"100, 1", "-100, 2", "37, 3", "0, 4"})
    void truthIsInsideTheBound(double ppm, long seed) {
        run(ppm, seed, 20_000);
    }

    @Test
    @Tag("verify")
    void truthIsInsideTheBoundInAMillionSamples() {
        run(100, 5, 500_000);
        run(-100, 6, 500_000);
    }

    private static void run(double ppm, long seed, long samples) {
        var world = new World(seed, wander(ppm), World.settings());
        for (int i = 0; i < 3; i++) {
            var server = world.add(new World.Server());
            server.minDelayNs = 100_000 + 1_000_000L * i;
            server.queueNs = server.minDelayNs / 5.0;
            // All of it on one way, and the server itself as wrong as it admits.
            server.share = i % 2;
            server.errorNs = (i % 2 == 0 ? 1 : -1) * server.rootDelayNs / 2;
        }
        world.watch(reading -> assertInside(world, reading));
        world.runSamples(samples);

        double error = world.synchroniser.frequency().ratio() - world.trueFrequency();
        assertTrue(Math.abs(error) < MAX_FREQUENCY_ERROR, "frequency is off by " + error);
        assertEquals(1, world.steps);
    }

    private static void assertInside(World world, Reading reading) {
        if (reading.state() == ClockState.UNSYNCHRONISED) {
            return;
        }
        long errorNs = world.errorNs();
        assertTrue(
                Math.abs(errorNs) <= reading.errorBoundNs(),
                () -> errorNs + " ns off, bound " + reading.errorBoundNs() + " after " + world.samples + " samples");
    }

    /** Temperature follows the day, and more quickly a ventilator. */
    private static DoubleUnaryOperator wander(double ppm) {
        return second ->
                (ppm + 0.2 * Math.sin(2 * Math.PI * second / DAY_S) + 0.02 * Math.sin(2 * Math.PI * second / 5000))
                        * 1e-6;
    }
}
