package io.timeserverd.clock;

/** Whether the reference clock can be believed. */
public enum ClockState {
    /** A reference disciplines the clock now. */
    SYNCHRONISED,
    /** The reference is lost; the error bound grows but is still acceptable. */
    HOLDOVER,
    /** There is no reference, or the error bound is too large. */
    UNSYNCHRONISED,
    /** Nobody vouches for the clock, and nobody says that it is wrong. */
    UNKNOWN;

    /** Whether somebody vouches for the clock, or did so until lately. */
    public boolean isTrusted() {
        return this == SYNCHRONISED || this == HOLDOVER;
    }

    /** The word that status, journal and log use. */
    public String text() {
        return switch (this) {
            case SYNCHRONISED -> "synchronised";
            case HOLDOVER -> "holdover";
            case UNSYNCHRONISED -> "unsynchronised";
            case UNKNOWN -> "unknown";
        };
    }
}
