package io.timeserverd.admin.report;

import io.timeserverd.admin.sums.Tally;
import io.timeserverd.journal.JournalRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** Requests by outcome for each day; of a long period for each month or year. Days are those of UTC. */
final class Calendar {
    private static final int MAX_ROWS = 100;

    /** There are far fewer, but a journal of another release may have its own. */
    private static final int MAX_OUTCOMES = 100;

    private static final int SECONDS_OF_DAY = 86_400;

    private final ChronoUnit unit;
    private final Map<LocalDate, Tally> rows = new TreeMap<>();
    private long day = Long.MIN_VALUE;
    private Tally ofDay = new Tally(MAX_OUTCOMES);

    Calendar(Span span) {
        LocalDate first = date(span.from());
        LocalDate last = date(span.to().minusNanos(1));
        unit = unit(first, last);
        if (unit != ChronoUnit.YEARS) { // there may be many, and most without a record
            for (LocalDate row = row(first); !row.isAfter(last); row = row.plus(1, unit)) {
                rows.put(row, new Tally(MAX_OUTCOMES));
            }
        }
    }

    private static ChronoUnit unit(LocalDate first, LocalDate last) {
        if (ChronoUnit.DAYS.between(first, last) < MAX_ROWS) {
            return ChronoUnit.DAYS;
        }
        return ChronoUnit.MONTHS.between(first, last) < MAX_ROWS ? ChronoUnit.MONTHS : ChronoUnit.YEARS;
    }

    private static LocalDate date(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private LocalDate row(LocalDate date) {
        return switch (unit) {
            case DAYS -> date;
            case MONTHS -> date.withDayOfMonth(1);
            default -> date.withDayOfYear(1);
        };
    }

    /** Takes a record of the period. */
    void add(JournalRecord each) {
        long its = Math.floorDiv(each.time().getEpochSecond(), SECONDS_OF_DAY);
        if (its != day) {
            day = its;
            ofDay = rows.computeIfAbsent(row(LocalDate.ofEpochDay(day)), date -> new Tally(MAX_OUTCOMES));
        }
        ofDay.add(each.outcome(), each.count());
    }

    /** What a row is about: {@code day}, {@code month} or {@code year}. */
    String unit() {
        return switch (unit) {
            case DAYS -> "day";
            case MONTHS -> "month";
            default -> "year";
        };
    }

    /** Outcomes by the first day of each row, in order. */
    Map<LocalDate, Tally> rows() {
        return rows;
    }
}
