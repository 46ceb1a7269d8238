package io.timeserverd.journal;

import io.timeserverd.clock.ClockState;

/**
 * The form of a record in a redo log and in a sealed table:
 *
 * <pre>
 *     byte      listener (2 bits), clock state (2), {@link #ANSWERED}, {@link #BOUND}, {@link #REPEATED}, {@link #EXTRA}
 *     varint    time since the row before, nanoseconds, zigzag: the clock may have stepped back
 *     extra     when flagged: ids skipped since the row before (varint); requests of a summary, or 0 for a request
 *               (varint); time of the last of them since that of the first, nanoseconds (zigzag varint)
 *     answered  when flagged: seconds past the time's second (zigzag varint), nanosecond (varint); else it is the time
 *     bound     when flagged: its difference to the last bound among these rows, nanoseconds (zigzag varint); else unknown
 *     client    reference to an address of 4 or 16 bytes; then, unless that is {@link #ABSENT} or {@link #BEFORE}, the port
 *               (2 bytes)
 *     question  reference to request, place, country, zone
 *     context   reference to outcome, format, zone release, place release
 *     int       CRC-32C of the reply; absent when flagged as equal to that of the last row with this question
 * </pre>
 *
 * A reference is a varint: {@link #ABSENT} is no value; {@link #LITERAL} is followed by the value itself, a {@link
 * Literal}, which gets the next number of its kind (client, question, context) among these rows; {@link #BEFORE} is
 * client and port of the row before; {@link #NUMBERED} + n is value number n. The same value may be written out more
 * than once. Texts are in UTF-8 and cut at a maximum length; numbers are big-endian.
 */
final class Row {
    static final int ANSWERED = 1 << 4;
    static final int BOUND = 1 << 5;
    static final int REPEATED = 1 << 6;
    static final int EXTRA = 1 << 7;

    static final int ABSENT = 0;
    static final int LITERAL = 1;
    static final int BEFORE = 2;
    static final int NUMBERED = 3;

    // The longest values that are stored, in bytes.
    static final int MAX_ADDRESS = 16;
    static final int MAX_REQUEST = 256;
    static final int MAX_PLACE = 160;
    static final int MAX_COUNTRY = 8;
    static final int MAX_ZONE = 64;
    static final int MAX_OUTCOME = 32;
    static final int MAX_FORMAT = 256;
    static final int MAX_RELEASE = 48;

    private static final int MAX_CLIENT = 1 + 1 + MAX_ADDRESS + 2;
    private static final int MAX_QUESTION = 1 + 2 + MAX_REQUEST + 2 + MAX_PLACE + 1 + MAX_COUNTRY + 1 + MAX_ZONE;
    private static final int MAX_CONTEXT = 1 + 1 + MAX_OUTCOME + 2 + MAX_FORMAT + 2 * (1 + MAX_RELEASE);
    private static final int MAX_NUMBERS = 1 + 10 + (10 + 5 + 10) + (10 + 5) + 10 + 4;

    /** No row is longer than this, in bytes. */
    static final int MAX = MAX_NUMBERS + MAX_CLIENT + MAX_QUESTION + MAX_CONTEXT;

    private Row() {}

    /** The codes are on disk, so they never change. */
    static int code(Listener listener) {
        return switch (listener) {
            case TEXT -> 0;
            case DAYTIME -> 1;
            case TIME -> 2;
            case HTTP -> 3;
        };
    }

    static int code(ClockState state) {
        return switch (state) {
            case SYNCHRONISED -> 0;
            case HOLDOVER -> 1;
            case UNSYNCHRONISED -> 2;
            case UNKNOWN -> 3;
        };
    }
}
