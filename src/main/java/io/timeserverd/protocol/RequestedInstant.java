package io.timeserverd.protocol;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The instant that a request asks for: now, or what follows its {@code @}. Years are 1 to 9999; others ISO 8601 leaves to an
 * agreement.
 */
public sealed interface RequestedInstant {
    /** No {@code @}, or {@code @now}: the turn's reading of the reference clock. */
    record Now() implements RequestedInstant {}

    /** UNIX seconds, or a date-time that carries its own offset. */
    record At(Instant instant) implements RequestedInstant {}

    /**
     * A local date and time.
     *
     * @param date empty: today at the request's place
     * @param time since midnight; 24 hours are the first instant of the next day. Empty: the first instant of the day, which
     *     is later than midnight if a change of clocks skips midnight
     * @param zone an abbreviation or the id of a zone; empty: the zone of the request's place
     */
    record Local(Optional<LocalDate> date, Optional<Duration> time, String zone) implements RequestedInstant {
        private static final Duration DAY = Duration.ofDays(1);

        /**
         * The date and time that clocks show at the instant.
         *
         * @param today the date at the request's place
         */
        public LocalDateTime dateTime(LocalDate today) {
            return date.orElse(today).atStartOfDay().plus(time.orElse(Duration.ZERO));
        }

        /** Whether it is the first instant of the day of {@link #dateTime}, even if that is not midnight. */
        boolean isStartOfDay() {
            return time.isEmpty() || time.get().equals(DAY);
        }
    }

    /**
     * A date-time with the zone that RFC 9557 writes in brackets.
     *
     * @param offsetSeconds the offset that {@code zone} must have then; empty after {@code Z}, which does not say
     */
    record Zoned(Instant instant, OptionalInt offsetSeconds, String zone) implements RequestedInstant {}

    /** No instant; {@code problem} says why. */
    record Bad(String problem) implements RequestedInstant {}

    /** The only {@link Now}. */
    RequestedInstant NOW = new Now();

    /** Parses what follows {@code @}, without blanks around it. */
    static RequestedInstant parse(String text) {
        return InstantParser.parse(text);
    }
}
