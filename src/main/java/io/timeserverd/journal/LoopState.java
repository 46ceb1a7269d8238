package io.timeserverd.journal;

import java.util.OptionalLong;

/**
 * The state of the loop thread, as the helper thread gets it for each step of {@link Maintenance}.
 *
 * @param segment first id of the active segment
 * @param committed how many bytes of its redo log are committed
 * @param nextId one more than the id of the last committed record
 * @param lastNs time of that record
 * @param nowNs the ticker's reading
 * @param timeNs the clock's reading, nanoseconds since 1970
 * @param referenceSecond the reference time, seconds since 1970; empty without evidence for it
 */
record LoopState(
        long segment,
        long committed,
        long nextId,
        long lastNs,
        long nowNs,
        long timeNs,
        OptionalLong referenceSecond) {}
