package io.timeserverd.protocol;

import io.timeserverd.place.Place;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * What a format may speak about.
 *
 * @param instant the instant that was asked for, from {@link #MIN_EPOCH_SECOND} to {@link
 *     #MAX_EPOCH_SECOND}
 * @param place where
 * @param status the state of the service; asked only by the one format that prints it
 */
public record Answer(Instant instant, Place place, Supplier<Status> status) {
    /** 0001-01-01T00:00:00Z, the first instant that can be formatted. */
    public static final long MIN_EPOCH_SECOND = -62_135_596_800L;

    /** 9999-12-31T23:59:59Z, the last second that can be formatted. */
    public static final long MAX_EPOCH_SECOND = 253_402_300_799L;

    /** Whether an instant lies within these bounds. */
    public static boolean canTell(Instant instant) {
        return instant.getEpochSecond() >= MIN_EPOCH_SECOND && instant.getEpochSecond() <= MAX_EPOCH_SECOND;
    }
}
