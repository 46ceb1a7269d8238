package io.timeserverd.zone;

/**
 * A day and time of the year in the form of a POSIX TZ string (RFC 9636 section 3.3.2).
 *
 * @param kind how the day is given
 * @param month 1 to 12; only for {@link Kind#WEEKDAY}
 * @param week 1 to 5, where 5 is the last; only for {@link Kind#WEEKDAY}
 * @param day day of the week, where 0 is Sunday, or day of the year, which the kind counts from 0 or 1
 * @param secondOfDay local time of that day in seconds; it may lie on a day before or after
 */
record YearDay(Kind kind, int month, int week, int day, int secondOfDay) {
    /** How a day is given. */
    enum Kind {
        /** {@code Mm.w.d}: day of the week in the week of the month. */
        WEEKDAY,
        /** {@code Jn}: 1 to 365, without February 29. */
        DAY_OF_COMMON_YEAR,
        /** {@code n}: 0 to 365, with February 29. */
        DAY_OF_YEAR
    }

    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

    private static final int FEBRUARY_28 = 59;

    /** Days from January 1 of the year 1 to that of 1970. */
    private static final long DAYS_TO_1970 = 719_162;

    /** 1970-01-01 was a Thursday. */
    private static final int WEEKDAY_OF_1970 = 4;

    /** Local seconds from 1970-01-01T00:00:00 to this day and time in {@code year}. */
    long in(long year) {
        long day = daysBefore(year)
                + switch (kind) {
                    case DAY_OF_YEAR -> this.day;
                    case DAY_OF_COMMON_YEAR -> this.day - 1 + (this.day > FEBRUARY_28 && isLeap(year) ? 1 : 0);
                    case WEEKDAY -> weekday(year);
                };
        return day * 86_400 + secondOfDay;
    }

    private int weekday(long year) {
        int monthStart = daysBeforeMonth(year, month);
        int weekdayOfFirst = (int) Math.floorMod(daysBefore(year) + monthStart + WEEKDAY_OF_1970, 7L);
        int dayOfMonth = Math.floorMod(day - weekdayOfFirst, 7) + 7 * (week - 1);
        int monthLength = daysBeforeMonth(year, month + 1) - monthStart;
        return monthStart + (dayOfMonth < monthLength ? dayOfMonth : dayOfMonth - 7);
    }

    private static int daysBeforeMonth(long year, int month) {
        return DAYS_BEFORE_MONTH[month - 1] + (month > 2 && isLeap(year) ? 1 : 0);
    }

    /** January 1 of {@code year} in days since 1970-01-01. */
    private static long daysBefore(long year) {
        long y = year - 1;
        return 365 * y + Math.floorDiv(y, 4) - Math.floorDiv(y, 100) + Math.floorDiv(y, 400) - DAYS_TO_1970;
    }

    private static boolean isLeap(long year) {
        return Math.floorMod(year, 4) == 0 && (Math.floorMod(year, 100) != 0 || Math.floorMod(year, 400) == 0);
    }
}
