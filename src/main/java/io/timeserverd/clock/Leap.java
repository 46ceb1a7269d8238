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

    private final int wire;

    Leap(int wire) {
        this.wire = wire;
    }

    /** Its value in a packet, 0 to 3. */
    public int wire() {
        return wire;
    }
}
