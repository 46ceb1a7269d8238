package io.timeserverd.clock;

/**
 * Detects steps of the host's clock by comparing it with the ticker.
 *
 * <p>On Linux the ticker is CLOCK_MONOTONIC, which the kernel slews together with the time of day. So the two differ only
 * by steps, leap seconds, and the time that the host slept.
 */
public final class StepDetector {
    /** How fast the two may drift apart on systems that slew only one of them: frequency correction plus slew. */
    private static final double MAX_DRIFT = 1000e-6;

    /** Smaller steps are harmless and not worth a line in the log. */
    private static final long MIN_STEP_NS = 1_000_000;

    private HostReading last;

    public StepDetector(HostReading first) {
        last = first;
    }

    /**
     * Compares a reading with the previous one.
     *
     * @return by how many nanoseconds the host's clock stepped forward, or backward if negative; 0 if drift explains the
     *     difference
     */
    public long stepNs(HostReading reading) {
        long elapsedNs = reading.tick() - last.tick();
        long changeNs = reading.utcNs() - last.utcNs() - elapsedNs;
        long driftNs = (long) (MAX_DRIFT * elapsedNs) + reading.uncertaintyNs() + last.uncertaintyNs();
        last = reading;
        return Math.abs(changeNs) > driftNs + MIN_STEP_NS ? changeNs : 0;
    }
}
