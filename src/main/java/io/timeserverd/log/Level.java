package io.timeserverd.log;

import java.util.Locale;

/** How grave a line is; a level lets pass itself and what is graver. */
public enum Level {
    ERROR(3),
    WARN(4),
    INFO(6),
    DEBUG(7);

    /** Severity of RFC 5424 section 6.2.1, which the journal of the host understands. */
    final int severity;

    Level(int severity) {
        this.severity = severity;
    }

    /** The word of {@code log.level}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean passes(Level line) {
        return line.compareTo(this) <= 0;
    }
}
