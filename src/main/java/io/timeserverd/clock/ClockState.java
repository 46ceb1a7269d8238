package io.timeserverd.clock;

/** Whether the reference clock can be trusted. */
public enum ClockState {
    /** A source disciplines the clock. */
    SYNCHRONISED,
    /** The source is lost; the error bound grows but is still acceptable. */
    HOLDOVER,
    /** There is no source, or the error bound is too large. */
    UNSYNCHRONISED,
    /** No witness vouches for the clock, and none says that it is wrong. */
    UNKNOWN;

    /** Whether the clock follows a source now or did so until lately. */
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
