package io.timeserverd.clock;

/** The leap indicator of RFC 5905 section 7.3. */
public enum Leap {
    /** No leap second is announced. */
    NONE(0),
    /** The last minute of the month has 61 seconds. */
    INSERT(1),
    /** The last minute of the month has 59 seconds. */
    DELETE(2),
    /** The clock is not synchronised. */
    UNKNOWN(3);

    private final int indicator;

    Leap(int indicator) {
        this.indicator = indicator;
    }

    /** Its value on the wire, 0 to 3. */
    public int indicator() {
        return indicator;
    }

    /** What the low two bits of {@code indicator} mean. */
    public static Leap of(int indicator) {
        return switch (indicator & 3) {
            case 0 -> NONE;
            case 1 -> INSERT;
            case 2 -> DELETE;
            default -> UNKNOWN;
        };
    }
}
