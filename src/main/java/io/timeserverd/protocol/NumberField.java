package io.timeserverd.protocol;

import java.util.function.ToLongFunction;

/** The conversions of date(1) that print a number. */
enum NumberField {
    CENTURY('C', 2, '0', time -> time.year / 100),
    DAY('d', 2, '0', time -> time.day),
    DAY_SPACED('e', 2, ' ', time -> time.day),
    ISO_YEAR_OF_CENTURY('g', 2, '0', time -> time.isoYear() % 100),
    ISO_YEAR('G', 4, '0', CivilTime::isoYear),
    HOUR('H', 2, '0', time -> time.hour),
    HOUR_12('I', 2, '0', CivilTime::hour12),
    DAY_OF_YEAR('j', 3, '0', time -> time.dayOfYear),
    HOUR_SPACED('k', 2, ' ', time -> time.hour),
    HOUR_12_SPACED('l', 2, ' ', CivilTime::hour12),
    MONTH('m', 2, '0', time -> time.month),
    MINUTE('M', 2, '0', time -> time.minute),
    QUARTER('q', 1, '0', time -> (time.month + 2) / 3),
    UNIX_SECONDS('s', 1, '0', time -> time.epochSecond),
    SECOND('S', 2, '0', time -> time.second),
    ISO_WEEKDAY('u', 1, '0', CivilTime::isoWeekday),
    SUNDAY_WEEK('U', 2, '0', CivilTime::sundayWeek),
    ISO_WEEK('V', 2, '0', CivilTime::isoWeek),
    WEEKDAY('w', 1, '0', time -> time.weekday),
    MONDAY_WEEK('W', 2, '0', CivilTime::mondayWeek),
    YEAR_OF_CENTURY('y', 2, '0', time -> time.year % 100),
    YEAR('Y', 4, '0', time -> time.year);

    /** The letter behind the {@code %}. */
    final char conversion;

    /** Characters when no width is given. */
    final int width;

    /** What fills them when no flag says otherwise. */
    final char pad;

    @SuppressWarnings("ImmutableEnumChecker") // only lambdas without state, given above
    private final ToLongFunction<CivilTime> value;

    NumberField(char conversion, int width, char pad, ToLongFunction<CivilTime> value) {
        this.conversion = conversion;
        this.width = width;
        this.pad = pad;
        this.value = value;
    }

    long of(CivilTime time) {
        return value.applyAsLong(time);
    }
}
