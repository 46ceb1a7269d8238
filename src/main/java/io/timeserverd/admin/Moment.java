package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.protocol.RequestedInstant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A point in time as an operator writes it: an instant, or how long ago. */
sealed interface Moment {
    /** The instant that it means at {@code now}; {@code zone} is the zone of a time without an offset. */
    Instant at(Instant now, DisplayZone zone);

    record Fixed(Instant instant) implements Moment {
        @Override
        public Instant at(Instant now, DisplayZone zone) {
            return instant;
        }
    }

    record Local(LocalDateTime dateTime) implements Moment {
        @Override
        public Instant at(Instant now, DisplayZone zone) {
            return zone.instant(dateTime);
        }
    }

    record Ago(Duration age) implements Moment {
        @Override
        public Instant at(Instant now, DisplayZone zone) {
            return now.minus(age);
        }
    }

    /**
     * Converts {@code 90s}, {@code 10m}, {@code 2h}, {@code 3d}, {@code 1w}, and what a request may have after its @.
     */
    final class Converter implements ITypeConverter<Moment> {
        private static final Pattern AGO = Pattern.compile("([0-9]{1,9})([smhdw])");

        @Override
        public Moment convert(String text) {
            Matcher ago = AGO.matcher(text);
            if (ago.matches()) {
                return new Ago(unit(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1))));
            }
            var when = RequestedInstant.parse(text.strip());
            if (when instanceof RequestedInstant.At at) {
                return new Fixed(at.instant());
            }
            if (when instanceof RequestedInstant.Now) {
                return new Ago(Duration.ZERO);
            }
            if (when instanceof RequestedInstant.Local local
                    && local.date().isPresent()
                    && local.zone().isEmpty()) {
                return new Local(local.dateTime(local.date().get()));
            }
            throw new TypeConversionException(
                    "must be an age such as 10m, 2h or 3d, UNIX seconds, or a date or date-time"
                            + " such as 2026-11-22T13:38:34Z, not '" + text + "'");
        }

        private static Duration unit(String letter) {
            return switch (letter) {
                case "s" -> Duration.ofSeconds(1);
                case "m" -> Duration.ofMinutes(1);
                case "h" -> Duration.ofHours(1);
                case "d" -> Duration.ofDays(1);
                default -> Duration.ofDays(7);
            };
        }
    }
}
