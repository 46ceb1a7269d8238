package io.timeserverd.clock;

/** The leap indicator of RFC 5905 section 7.3; the ordinal is its value on the wire. */
public enum Leap {
    /** No leap second is announced. */
    NONE,
    /** The last minute of the month has 61 seconds. */
    INSERT,
    /** The last minute of the month has 59 seconds. */
    DELETE,
    /** The clock is not synchronised. */
    UNKNOWN
}
