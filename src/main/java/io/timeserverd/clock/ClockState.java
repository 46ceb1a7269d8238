package io.timeserverd.clock;

/** Whether the reference clock can be believed. */
public enum ClockState {
    /** A reference disciplines the clock now. */
    SYNCHRONISED,
    /** The reference is lost; the error bound grows but is still acceptable. */
    HOLDOVER,
    /** There is no reference, or the error bound is too large. */
    UNSYNCHRONISED;

    /** The word that status, journal and log use. */
    public String text() {
        return switch (this) {
            case SYNCHRONISED -> "synchronised";
            case HOLDOVER -> "holdover";
            case UNSYNCHRONISED -> "unsynchronised";
        };
    }
}
