package io.timeserverd.protocol;

/** The conversions of date(1) that print a number. */
enum NumberField {
    CENTURY('C', 2, '0'),
    DAY('d', 2, '0'),
    DAY_SPACED('e', 2, ' '),
    ISO_YEAR_OF_CENTURY('g', 2, '0'),
    ISO_YEAR('G', 4, '0'),
    HOUR('H', 2, '0'),
    HOUR_12('I', 2, '0'),
    DAY_OF_YEAR('j', 3, '0'),
    HOUR_SPACED('k', 2, ' '),
    HOUR_12_SPACED('l', 2, ' '),
    MONTH('m', 2, '0'),
    MINUTE('M', 2, '0'),
    QUARTER('q', 1, '0'),
    UNIX_SECONDS('s', 1, '0'),
    SECOND('S', 2, '0'),
    ISO_WEEKDAY('u', 1, '0'),
    SUNDAY_WEEK('U', 2, '0'),
    ISO_WEEK('V', 2, '0'),
    WEEKDAY('w', 1, '0'),
    MONDAY_WEEK('W', 2, '0'),
    YEAR_OF_CENTURY('y', 2, '0'),
    YEAR('Y', 4, '0');

    /** The letter after the {@code %}. */
    final char conversion;

    /** The minimum width if the format gives none. */
    final int width;

    /** The pad character if no flag chooses another. */
    final char pad;

    NumberField(char conversion, int width, char pad) {
        this.conversion = conversion;
        this.width = width;
        this.pad = pad;
    }

    /** Whether it is a year, or the first or last digits of one: the flag {@code +} puts a sign before these. */
    boolean isYear() {
        return switch (this) {
            case CENTURY, ISO_YEAR_OF_CENTURY, ISO_YEAR, YEAR_OF_CENTURY, YEAR -> true;
            default -> false;
        };
    }

    long of(CivilTime time) {
        return switch (this) {
            case CENTURY -> time.year / 100;
            case DAY, DAY_SPACED -> time.day;
            case ISO_YEAR_OF_CENTURY -> time.isoYear() % 100;
            case ISO_YEAR -> time.isoYear();
            case HOUR, HOUR_SPACED -> time.hour;
            case HOUR_12, HOUR_12_SPACED -> time.hour12();
            case DAY_OF_YEAR -> time.dayOfYear;
            case MONTH -> time.month;
            case MINUTE -> time.minute;
            case QUARTER -> (time.month + 2) / 3;
            case UNIX_SECONDS -> time.epochSecond;
            case SECOND -> time.second;
            case ISO_WEEKDAY -> time.isoWeekday();
            case SUNDAY_WEEK -> time.sundayWeek();
            case ISO_WEEK -> time.isoWeek();
            case WEEKDAY -> time.weekday;
            case MONDAY_WEEK -> time.mondayWeek();
            case YEAR_OF_CENTURY -> time.year % 100;
            case YEAR -> time.year;
        };
    }
}
