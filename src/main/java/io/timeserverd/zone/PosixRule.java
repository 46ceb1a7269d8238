package io.timeserverd.zone;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The rule of a POSIX TZ string. In the footer of a TZif file it holds for ever after the last transition (RFC 9636 section
 * 3.3).
 */
sealed interface PosixRule {
    /** 0001-01-01T00:00:00Z. */
    long YEAR_ONE = -62_135_596_800L;

    /** The type at {@code epochSecond}. */
    LocalType typeAt(long epochSecond);

    /** The next change of type later than {@code epochSecond}. */
    OptionalLong next(long epochSecond);

    /** The TZ string in its shortest form, which is that of zic(8). */
    String text();

    /** The timeline of this rule from year 1 on. */
    default Timeline forEver() {
        return continued(new TimelineBuilder(typeAt(YEAR_ONE)), YEAR_ONE);
    }

    /** Continues {@code into} with this rule after {@code from}, the time of its last transition. */
    Timeline continued(TimelineBuilder into, long from);

    /** One type and no changes. */
    record Always(LocalType type) implements PosixRule {
        @Override
        public LocalType typeAt(long epochSecond) {
            return type;
        }

        @Override
        public Timeline continued(TimelineBuilder into, long from) {
            return into.add(from, type).build(this, from);
        }

        @Override
        public OptionalLong next(long epochSecond) {
            return OptionalLong.empty();
        }

        @Override
        public String text() {
            return PosixText.of(type);
        }
    }

    /**
     * Daylight saving time for a part of every year.
     *
     * @param start when it begins, in standard time
     * @param end when it ends, in daylight saving time
     */
    record Yearly(LocalType standard, LocalType daylight, YearDay start, YearDay end) implements PosixRule {
        private static final long MEAN_YEAR_SECONDS = Timeline.CYCLE_SECONDS / 400;

        /** More than the difference between mean years and calendar years, and than a week outside of the year. */
        private static final int MARGIN_YEARS = 3;

        @Override
        public LocalType typeAt(long epochSecond) {
            long[] changes = changes(epochSecond, 1);
            return isDaylight(countUntil(changes, epochSecond)) ? daylight : standard;
        }

        @Override
        public Timeline continued(TimelineBuilder into, long from) {
            int cycleStart = into.count();
            long[] changes = changes(from, 400);
            for (int i = countUntil(changes, from); i < changes.length; i++) {
                if (changes[i] <= from + Timeline.CYCLE_SECONDS) {
                    into.add(changes[i], isDaylight(i + 1) ? daylight : standard);
                }
            }
            return into.repeating(cycleStart, from, this);
        }

        @Override
        public OptionalLong next(long epochSecond) {
            return Arrays.stream(changes(epochSecond, 1))
                    .filter(change -> change > epochSecond)
                    .findFirst();
        }

        @Override
        public String text() {
            return PosixText.of(standard, daylight) + "," + PosixText.of(start) + "," + PosixText.of(end);
        }

        private static int countUntil(long[] changes, long epochSecond) {
            int i = Arrays.binarySearch(changes, epochSecond);
            return i >= 0 ? i + 1 : -i - 1;
        }

        /** Whether daylight saving time holds after that many changes, which begin and end it in turn. */
        private static boolean isDaylight(int changes) {
            return changes % 2 == 1;
        }

        /**
         * The instants of change in ascending order, from before {@code epochSecond} to {@code years} later. The first begins
         * daylight saving time. A period that ends when the next begins, or later, is joined with it: then daylight saving time
         * lasts all year.
         */
        private long[] changes(long epochSecond, int years) {
            long firstYear = 1970 + Math.floorDiv(epochSecond, MEAN_YEAR_SECONDS) - MARGIN_YEARS;
            var changes = new long[2 * (years + 2 * MARGIN_YEARS)];
            int count = 0;
            for (long year = firstYear; year < firstYear + years + 2 * MARGIN_YEARS; year++) {
                long begins = begins(year);
                long endsThisYear = ends(year);
                long ends = endsThisYear > begins ? endsThisYear : ends(year + 1);
                if (count == 0 || changes[count - 1] < begins) {
                    changes[count++] = begins;
                    changes[count++] = ends;
                } else {
                    changes[count - 1] = Math.max(changes[count - 1], ends);
                }
            }
            return Arrays.copyOf(changes, count);
        }

        private long begins(long year) {
            return start.in(year) - standard.offsetSeconds();
        }

        private long ends(long year) {
            return end.in(year) - daylight.offsetSeconds();
        }
    }
}
