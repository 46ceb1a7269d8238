package io.timeserverd.protocol;

import io.timeserverd.place.Place;
import java.time.Instant;
import java.util.function.Supplier;

/** What a format writes: an instant, a place, the state of the service. Mutable, so that one object serves all replies. */
public final class Answer {
    /** 0001-01-01T00:00:00Z, the first instant that can be formatted. */
    public static final long MIN_EPOCH_SECOND = -62_135_596_800L;

    /** 9999-12-31T23:59:59Z, the last second that can be formatted. */
    public static final long MAX_EPOCH_SECOND = 253_402_300_799L;

    private final Supplier<Status> status;
    private long epochSecond;
    private int nano;
    private Place place;

    /** @param status supplies {@link #status} */
    Answer(Supplier<Status> status) {
        this.status = status;
    }

    /**
     * @param instant see {@link #isFormattable}
     * @param place whose local time is written
     * @param status supplies {@link #status}
     */
    public Answer(Instant instant, Place place, Supplier<Status> status) {
        this(status);
        set(instant.getEpochSecond(), instant.getNano(), place);
    }

    /** Whether an instant lies in the years that can be formatted. */
    public static boolean isFormattable(Instant instant) {
        return instant.getEpochSecond() >= MIN_EPOCH_SECOND && instant.getEpochSecond() <= MAX_EPOCH_SECOND;
    }

    Answer set(long newEpochSecond, int newNano, Place newPlace) {
        epochSecond = newEpochSecond;
        nano = newNano;
        place = newPlace;
        return this;
    }

    /**
     * The instant that was asked for: seconds since 1970-01-01T00:00:00Z, {@link #MIN_EPOCH_SECOND} to
     * {@link #MAX_EPOCH_SECOND}.
     */
    public long epochSecond() {
        return epochSecond;
    }

    /** Nanoseconds of that second, 0 to 999,999,999. */
    public int nano() {
        return nano;
    }

    /** The place whose local time is written. */
    public Place place() {
        return place;
    }

    /** The state of the service. Only the format that prints it asks for it. */
    public Status status() {
        return status.get();
    }
}
