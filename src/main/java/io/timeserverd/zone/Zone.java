package io.timeserverd.zone;

import java.time.LocalDateTime;
import java.util.Optional;

/** The rules of one time zone. Immutable. */
public interface Zone {
    /** The id as the time-zone database spells it, or the offset as {@code +05:30}. */
    String id();

    /** Bytes that it takes on the heap at most; 0 for a zone that a set keeps anyway. */
    int heapBytes();

    /**
     * The offset, daylight flag and abbreviation at an instant.
     *
     * @param epochSecond seconds since 1970-01-01T00:00:00Z
     */
    LocalType typeAt(long epochSecond);

    /** The first transition later than {@code epochSecond}, if there is one. */
    Optional<Transition> next(long epochSecond);

    /** The last transition at or before {@code epochSecond}, if there is one. */
    Optional<Transition> previous(long epochSecond);

    /** The instants at which clocks there show {@code local}: none in a gap, two in a fold. */
    LocalInstants instantsOf(LocalDateTime local);

    /** The POSIX TZ string that is right for the longest time from {@code epochSecond} on, if there is one. */
    Optional<TzString> tzString(long epochSecond);
}
