package io.timeserverd.timekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.DisciplinedClock;
import io.timeserverd.clock.HostFollower.Quality;
import io.timeserverd.clock.HostReading;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The source {@code system} with two scripted witnesses. */
class SystemSourceTest {
    private static final long SECOND = 1_000_000_000;
    private static final long DAY = 86_400 * SECOND;
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Quality GOOD = new Quality(1_000_000, 1e-6, 3, Leap.NONE);

    private long tick = 1_000;
    private long hostAheadNs;
    private final DisciplinedClock clock = new DisciplinedClock(() -> tick, 0, SECOND);
    private final ScriptedWitness first = new ScriptedWitness("first");
    private final ScriptedWitness second = new ScriptedWitness("second");
    private final SystemSource source = new SystemSource(clock, hostReading(), List.of(first, second), options());

    private static final class ScriptedWitness implements Witness {
        private final String name;
        private Optional<Statement> statement = Optional.empty();
        private int steps;

        ScriptedWitness(String name) {
            this.name = name;
        }

        void says(ClockState state, Quality quality) {
            statement = Optional.of(new Statement(state, quality, OptionalLong.empty()));
        }

        void isSilent() {
            statement = Optional.empty();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void ask(HostReading reading) {
            // The test sets the statement.
        }

        @Override
        public Optional<Statement> statement(HostReading reading) {
            return statement;
        }

        @Override
        public void hostStepped() {
            steps++;
            statement = Optional.empty();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    static TimekeeperOptions options() {
        return new TimekeeperOptions(
                TimekeeperOptions.Source.SYSTEM,
                List.of(),
                Duration.ofSeconds(16),
                Duration.ofSeconds(1024),
                Duration.ofSeconds(1),
                Duration.ofDays(1));
    }

    private HostReading hostReading() {
        return new HostReading(tick, ChronoUnit.NANOS.between(Instant.EPOCH, START) + tick + hostAheadNs, 0);
    }

    private void pass(long seconds) {
        for (long i = 0; i < seconds; i++) {
            tick += SECOND;
            source.update(hostReading());
        }
    }

    private Reading reading() {
        return clock.read();
    }

    /** How far the clock is ahead of a host that was never stepped. */
    private long aheadNs() {
        return ChronoUnit.NANOS.between(START.plusNanos(tick), reading().instant());
    }

    private void step(long ns) {
        hostAheadNs += ns;
        tick += SECOND;
        source.hostStepped(hostReading(), ns);
        source.update(hostReading());
    }

    @Test
    void theBoundIsUnknownWithoutAWitness() {
        pass(100);
        assertEquals(ClockState.UNKNOWN, reading().state());
        assertEquals(Reading.UNKNOWN, reading().errorBoundNs());
        assertEquals("no-evidence", source.problem());
        step(30 * DAY);
        assertEquals(30 * DAY, aheadNs(), "nobody knows better than the host");
    }

    @Test
    void theFirstWitnessThatIsNotSilentCounts() {
        second.says(ClockState.SYNCHRONISED, GOOD);
        pass(1);
        assertEquals("second", source.vouchedBy());
        first.says(ClockState.SYNCHRONISED, new Quality(5_000, 1e-6, 2, Leap.NONE));
        pass(1);
        assertEquals("first", source.vouchedBy());
        assertEquals(5_000, reading().errorBoundNs());
        assertEquals(2, reading().stratum());
        assertEquals("", source.problem());
    }

    @Test
    void silenceMeansHoldoverUntilTheBoundIsTooLarge() {
        first.says(ClockState.SYNCHRONISED, GOOD);
        pass(10);
        first.isSilent();
        pass(1);
        assertEquals(ClockState.HOLDOVER, reading().state());
        assertEquals("silent", source.problem());
        pass(999);
        assertEquals(1_000_000 + 15_000 * 1000, reading().errorBoundNs());
        tick += 20 * 3600 * SECOND;
        pass(1);
        assertEquals(ClockState.UNSYNCHRONISED, reading().state());
        first.says(ClockState.SYNCHRONISED, GOOD);
        pass(1);
        assertEquals(ClockState.SYNCHRONISED, reading().state());
    }

    @Test
    void aWitnessWithoutABoundCannotReplaceOneThatHadABound() {
        second.says(ClockState.SYNCHRONISED, Quality.UNKNOWN);
        pass(1);
        assertEquals(ClockState.SYNCHRONISED, reading().state());
        assertEquals(Reading.UNKNOWN, reading().errorBoundNs());
        first.says(ClockState.SYNCHRONISED, GOOD);
        pass(1);
        first.isSilent();
        pass(1);
        assertEquals(ClockState.HOLDOVER, reading().state());
    }

    @Test
    void isInHoldoverWhenTheWitnessHasLostItsSource() {
        first.says(ClockState.HOLDOVER, GOOD);
        pass(1);
        assertEquals(ClockState.HOLDOVER, reading().state());
        assertEquals("lost-its-source", source.problem());
    }

    @Test
    void isUnsynchronisedWhenAWitnessSaysSo() {
        first.says(ClockState.UNSYNCHRONISED, GOOD);
        pass(1);
        assertEquals(ClockState.UNSYNCHRONISED, reading().state());
        assertEquals("says-unsynchronised", source.problem());
    }

    @Test
    void followsAStepOfTheHostOnceAWitnessVouchesForIt() {
        first.says(ClockState.SYNCHRONISED, GOOD);
        pass(10);
        step(5 * SECOND);
        assertEquals(1, first.steps);
        assertEquals(ClockState.HOLDOVER, reading().state());
        assertEquals(0, aheadNs());
        first.says(ClockState.SYNCHRONISED, GOOD);
        pass(1);
        assertEquals(5 * SECOND, aheadNs());
        assertEquals(ClockState.SYNCHRONISED, reading().state());
    }

    @Test
    void neverFollowsAStepBeyondMaxStep() {
        first.says(ClockState.SYNCHRONISED, GOOD);
        pass(10);
        step(30 * DAY);
        first.says(ClockState.SYNCHRONISED, GOOD);
        pass(100);
        assertEquals(ClockState.HOLDOVER, reading().state());
        assertEquals("beyond-max-step", source.problem());
        assertEquals(0, aheadNs());
        step(-30 * DAY);
        first.says(ClockState.SYNCHRONISED, GOOD);
        pass(1);
        assertEquals(ClockState.SYNCHRONISED, reading().state());
    }

    @Test
    void sleepOfTheHostIsNoStep() {
        first.says(ClockState.SYNCHRONISED, GOOD);
        pass(10);
        hostAheadNs += 30 * DAY;
        tick += SECOND;
        source.hostSlept(hostReading(), 30 * DAY);
        source.update(hostReading());
        assertEquals(30 * DAY, aheadNs());
        assertEquals(ClockState.UNSYNCHRONISED, reading().state(), "nobody knows how well it slept");
        first.says(ClockState.SYNCHRONISED, GOOD);
        pass(1);
        assertEquals(ClockState.SYNCHRONISED, reading().state());
        assertTrue(reading().errorBoundNs() < SECOND);
    }
}
