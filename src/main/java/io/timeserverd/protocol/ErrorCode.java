package io.timeserverd.protocol;

/** The stable codes of {@code ERR} lines. */
public enum ErrorCode {
    UNKNOWN_PLACE("unknown-place"),
    AMBIGUOUS("ambiguous"),
    BAD_REQUEST("bad-request"),
    BAD_FORMAT("bad-format"),
    BAD_INSTANT("bad-instant"),
    TOO_LONG("too-long"),
    TIMEOUT("timeout"),
    RATE_LIMITED("rate-limited"),
    BUSY("busy"),
    DENIED("denied"),
    UNSYNCHRONISED("unsynchronised"),
    JOURNAL_UNAVAILABLE("journal-unavailable"),
    SHUTTING_DOWN("shutting-down"),
    INTERNAL("internal");

    private final String text;

    ErrorCode(String text) {
        this.text = text;
    }

    /** The code as it stands on the wire and in the journal. */
    public String text() {
        return text;
    }
}
