package io.timeserverd.journal;

import java.util.OptionalLong;

/**
 * What the loop thread tells the helper thread with each step.
 *
 * @param segment first id of the active segment
 * @param committed bytes of its redo log that are committed
 * @param nextId behind the last committed record
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
