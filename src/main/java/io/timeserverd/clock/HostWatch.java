package io.timeserverd.clock;

/**
 * Tells a step of the host's clock from its drift.
 *
 * <p>On Linux the ticker is CLOCK_MONOTONIC, which the kernel slews together with the time of day: between the
 * two there is nothing but steps, leap seconds, and the time that the host slept.
 */
public final class HostWatch {
    /** Drift of one against the other on systems that slew only one: frequency correction and slew. */
    private static final double MAX_DRIFT = 1000e-6;

    /** Smaller steps do no harm and are not worth a line in the log. */
    private static final long MIN_STEP_NS = 1_000_000;

    private HostLook last;

    public HostWatch(HostLook first) {
        last = first;
    }

    /**
     * Compares with the look before.
     *
     * @return by how many nanoseconds the host's clock stepped forward, or backward when negative; 0 when what
     *     changed since the last look can be drift
     */
    public long stepNs(HostLook look) {
        long elapsedNs = look.tick() - last.tick();
        long changeNs = look.utcNs() - last.utcNs() - elapsedNs;
        long driftNs = (long) (MAX_DRIFT * elapsedNs) + look.uncertaintyNs() + last.uncertaintyNs();
        last = look;
        return Math.abs(changeNs) > driftNs + MIN_STEP_NS ? changeNs : 0;
    }
}
