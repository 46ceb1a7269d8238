package io.timeserverd.admin.report;

import io.timeserverd.admin.sums.Tally;
import io.timeserverd.journal.JournalRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** Counts requests by outcome for each day, or in a long period for each month or year. Days are those of UTC. */
final class Calendar {
    private static final int MAX_ROWS = 100;

    /** This release has far fewer, but the journal of another release may have others. */
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
        if (unit != ChronoUnit.YEARS) { // there may be very many, most of them without a record
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

    /** Adds a record of the period. */
    void add(JournalRecord each) {
        long dayOfRecord = Math.floorDiv(each.time().getEpochSecond(), SECONDS_OF_DAY);
        if (dayOfRecord != day) {
            day = dayOfRecord;
            ofDay = rows.computeIfAbsent(row(LocalDate.ofEpochDay(day)), date -> new Tally(MAX_OUTCOMES));
        }
        ofDay.add(each.outcome(), each.count());
    }

    /** What a row stands for: {@code day}, {@code month} or {@code year}. */
    String unit() {
        return switch (unit) {
            case DAYS -> "day";
            case MONTHS -> "month";
            default -> "year";
        };
    }

    /** The outcomes of each row, by its first day, in order. */
    Map<LocalDate, Tally> rows() {
        return rows;
    }
}
