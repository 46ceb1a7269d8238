package io.timeserverd.log;

import java.util.Locale;

/** The severity of a line. A level lets pass lines of its own and of higher severity. */
public enum Level {
    ERROR(3),
    WARN(4),
    INFO(6),
    DEBUG(7);

    /** The severity in RFC 5424 section 6.2.1, which the systemd journal uses. */
    final int severity;

    Level(int severity) {
        this.severity = severity;
    }

    /** The value of {@code log.level}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean passes(Level line) {
        return line.compareTo(this) <= 0;
    }
}
