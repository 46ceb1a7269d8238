package io.timeserverd.protocol;

/**
 * Goes with a line that is remembered: whenever that line comes again and means the same, so does its note. Belongs to
 * whoever records requests, for what he wants to find again.
 */
public final class Note {
    /** Null at first. */
    public Object value;
}
