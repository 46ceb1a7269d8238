package io.timeserverd.protocol;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The instant of a request: now, or what stands behind its {@code @}. Instants lie in the years 1 to 9999, as ISO 8601
 * writes years without further agreement.
 */
public sealed interface When {
    /** No {@code @}, or {@code @now}: the turn's reading of the reference clock. */
    record Now() implements When {}

    /** UNIX seconds, or a date-time that carries its own offset. */
    record At(Instant instant) implements When {}

    /**
     * What clocks show somewhere.
     *
     * @param date empty: today, in the request's place
     * @param time since midnight, up to 24 hours, which are the first instant of the next day; empty: the day's first
     *     instant, which is not midnight where a change of the clocks skips that
     * @param zone whose clocks: an abbreviation or the id of a zone; empty: the request's place's
     */
    record Local(Optional<LocalDate> date, Optional<Duration> time, String zone) implements When {
        private static final Duration DAY = Duration.ofDays(1);

        /**
         * The date and time that clocks are to show.
         *
         * @param today the date in the request's place
         */
        public LocalDateTime dateTime(LocalDate today) {
            return date.orElse(today).atStartOfDay().plus(time.orElse(Duration.ZERO));
        }

        /** Whether it is the first instant of the day of {@link #dateTime}, at whatever time of day. */
        boolean isStartOfDay() {
            return time.isEmpty() || time.get().equals(DAY);
        }
    }

    /**
     * A date-time with the zone that RFC 9557 writes in brackets.
     *
     * @param offsetSeconds what clocks in {@code zone} must show then; empty after {@code Z}, which leaves that open
     */
    record Zoned(Instant instant, OptionalInt offsetSeconds, String zone) implements When {}

    /** Not an instant; {@code problem} says why. */
    record Bad(String problem) implements When {}

    /** The only {@link Now}. */
    When NOW = new Now();

    /** Understands what stands behind {@code @}, without blanks around it. */
    static When parse(String text) {
        return WhenParser.parse(text);
    }
}
