package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** When a question was about to be asked: its answer is the time between then and now. */
record RequestTime(Instant at) {
    private static final String SHAPE = "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}";

    static RequestTime now() {
        return new RequestTime(Instant.now());
    }

    /** Asserts that {@code printed} is one line with the time in {@code zone}. */
    void assertTimeIn(String zone, String printed) {
        assertTrue(printed.matches(SHAPE + "\n"), () -> "not one line with a time: '" + printed + "'");
        var local = LocalDateTime.parse(printed.strip(), DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss"));
        Instant first = at.truncatedTo(ChronoUnit.SECONDS);
        var last = Instant.now();
        // In the hour that clocks repeat, the local time alone stands for two instants.
        boolean isThen = ZoneId.of(zone).getRules().getValidOffsets(local).stream()
                .map(local::toInstant)
                .anyMatch(told -> !told.isBefore(first) && !told.isAfter(last));
        assertTrue(isThen, () -> printed.strip() + " in " + zone + " is not between " + first + " and " + last);
    }
}
