package io.timeserverd.protocol;

import io.timeserverd.place.Place;
import java.time.Instant;
import java.util.function.Supplier;

/** What a format may speak about. Mutable, so that one object serves every answer. */
public final class Answer {
    /** 0001-01-01T00:00:00Z, the first instant that can be formatted. */
    public static final long MIN_EPOCH_SECOND = -62_135_596_800L;

    /** 9999-12-31T23:59:59Z, the last second that can be formatted. */
    public static final long MAX_EPOCH_SECOND = 253_402_300_799L;

    private final Supplier<Status> status;
    private long epochSecond;
    private int nano;
    private Place place;

    /** @param status asked by {@link #status} */
    Answer(Supplier<Status> status) {
        this.status = status;
    }

    /**
     * @param instant see {@link #canTell}
     * @param place where
     * @param status asked by {@link #status}
     */
    public Answer(Instant instant, Place place, Supplier<Status> status) {
        this(status);
        set(instant.getEpochSecond(), instant.getNano(), place);
    }

    /** Whether an instant lies within what can be formatted. */
    public static boolean canTell(Instant instant) {
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

    /** Where. */
    public Place place() {
        return place;
    }

    /** The state of the service; asked only by the one format that prints it. */
    public Status status() {
        return status.get();
    }
}
