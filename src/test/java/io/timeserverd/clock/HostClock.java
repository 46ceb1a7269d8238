package io.timeserverd.clock;

import java.time.Clock;

/** The host's clock as a reference clock, for tests: always synchronised, with an unknown error. */
public final class HostClock implements ReferenceClock {
    private final Clock clock;

    public HostClock() {
        this(Clock.systemUTC());
    }

    HostClock(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Reading read() {
        return new Reading(clock.instant(), ClockState.SYNCHRONISED, Reading.UNKNOWN, 0, Leap.NONE);
    }
}
