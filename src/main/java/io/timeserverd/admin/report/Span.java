package io.timeserverd.admin.report;

import java.time.Duration;
import java.time.Instant;

/**
 * A period.
 *
 * @param from its first instant
 * @param to the first instant after it
 */
public record Span(Instant from, Instant to) {
    boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    Duration length() {
        return Duration.between(from, to);
    }
}
