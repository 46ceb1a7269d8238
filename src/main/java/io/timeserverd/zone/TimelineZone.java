package io.timeserverd.zone;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A zone with its timeline, which other ids may share.
 *
 * @param heapBytes see {@link Zone#heapBytes}
 */
record TimelineZone(String id, Timeline timeline, int heapBytes) implements Zone {
    @Override
    public LocalType typeAt(long epochSecond) {
        return timeline.typeAt(epochSecond);
    }

    @Override
    public Optional<Transition> next(long epochSecond) {
        return timeline.next(epochSecond);
    }

    @Override
    public Optional<Transition> previous(long epochSecond) {
        return timeline.previous(epochSecond);
    }

    @Override
    public LocalInstants instantsOf(LocalDateTime local) {
        return timeline.instantsOf(local);
    }

    @Override
    public Optional<TzString> tzString(long epochSecond) {
        return timeline.tzString(epochSecond);
    }

    @Override
    public String toString() {
        return id;
    }
}
