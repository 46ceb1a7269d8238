package io.timeserverd.timekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.HostReading;
import io.timeserverd.loop.Helper;
import io.timeserverd.timekeeping.Witness.Statement;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimesyncdWitnessTest {
    private static final long SECOND = 1_000_000_000;
    private static final long START_NS = 1_795_351_114 * SECOND;

    private volatile Optional<String> printed = Optional.empty();
    private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final Helper asker = new Helper(loop::add);
    private final TimesyncdWitness witness = new TimesyncdWitness(asker, () -> printed);
    private long tick;
    private long hostNs = START_NS;

    @AfterEach
    void close() {
        asker.close();
    }

    /**
     * An exchange that took no time. The server is ahead by {@code offsetUs}; its only error is a dispersion of 1 ms; the next
     * exchange follows after 32 s.
     */
    private void exchange(long count, long offsetUs) {
        long now = hostNs / 1000;
        long there = now + offsetUs;
        printed = Optional.of("a{sv} 2 \"NTPMessage\" (uuuuittayttttbtt) 0 4 4 2 -32 0 1000 0 " + now + ' ' + there
                + ' ' + there + ' ' + now + " false " + count + " 0 \"PollIntervalUSec\" t 32000000");
    }

    private void pass(long seconds) {
        tick += seconds * SECOND;
        hostNs += seconds * SECOND;
    }

    private HostReading hostReading() {
        return new HostReading(tick, hostNs, 0);
    }

    private Optional<Statement> ask() throws InterruptedException {
        pass(32); // then the program is due to run again
        witness.ask(hostReading());
        loop.take().run();
        return witness.statement(hostReading());
    }

    /** Allows for rounding of a product with the drift. */
    private static void assertNear(long expectedNs, long actualNs) {
        assertTrue(Math.abs(actualNs - expectedNs) <= 1, actualNs + " for " + expectedNs);
    }

    @Test
    void isSilentWithoutAnExchange() throws InterruptedException {
        assertTrue(ask().isEmpty());
    }

    @Test
    void theBoundGrowsFromTheExchange() throws InterruptedException {
        exchange(1, 500);
        Statement said = ask().orElseThrow();
        assertEquals(ClockState.SYNCHRONISED, said.state());
        assertEquals(3, said.quality().stratum());
        // The dispersion, a microsecond, half a millisecond that is not corrected yet, 32 s at 100 ppm.
        assertNear(1_001_000 + 500_000 + 3_200_000, said.quality().errorNs());
        assertEquals(500_000, said.offsetNs().orElseThrow());
    }

    @Test
    void theNextExchangeMeasuresTheDrift() throws InterruptedException {
        exchange(1, 500);
        ask();
        exchange(2, 32);
        Statement said = ask().orElseThrow();
        // 32 us in 32 s are 1 ppm; 15 ppm are added.
        assertEquals(16e-6, said.quality().drift(), 1e-12);
        assertNear(1_001_000 + 32_000 + 512_000, said.quality().errorNs());
    }

    @Test
    void aStepLeavesNothingToCorrect() throws InterruptedException {
        exchange(1, 3_000_000);
        Statement said = ask().orElseThrow();
        assertEquals(0, said.offsetNs().orElseThrow());
    }

    @Test
    void isInHoldoverWhenTwoExchangesAreMissing() throws InterruptedException {
        exchange(1, 0);
        assertEquals(ClockState.SYNCHRONISED, ask().orElseThrow().state());
        ask();
        assertEquals(ClockState.HOLDOVER, ask().orElseThrow().state());
        exchange(2, 0);
        assertEquals(ClockState.SYNCHRONISED, ask().orElseThrow().state());
    }

    @Test
    void acceptsExchangesOfATimesyncdThatWasRestarted() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            exchange(1, 0);
            assertEquals(ClockState.SYNCHRONISED, ask().orElseThrow().state());
        }
        witness.hostStepped();
        exchange(1, 0);
        assertTrue(ask().isPresent());
    }

    @Test
    void ignoresAnExchangeFromBeforeAStepOfTheHost() throws InterruptedException {
        exchange(1, 0);
        ask();
        witness.hostStepped();
        assertTrue(witness.statement(hostReading()).isEmpty());
        assertTrue(ask().isEmpty());
        exchange(2, 0);
        assertTrue(ask().isPresent());
    }

    @Test
    void isSilentWhenTimesyncdHasStopped() throws InterruptedException {
        exchange(1, 0);
        ask();
        printed = Optional.empty();
        assertTrue(ask().isEmpty());
    }
}
