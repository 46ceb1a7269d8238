package io.timeserverd.protocol;

import java.util.function.Function;

/** The conversions of date(1) that print a word, in the C locale. */
enum TextField {
    WEEKDAY_SHORT('a', LetterCase.CAPITALS, time -> Names.WEEKDAYS_SHORT[time.weekday]),
    WEEKDAY('A', LetterCase.CAPITALS, time -> Names.WEEKDAYS[time.weekday]),
    MONTH_SHORT('b', LetterCase.CAPITALS, time -> Names.MONTHS_SHORT[time.month - 1]),
    MONTH_SHORT_TOO('h', LetterCase.CAPITALS, MONTH_SHORT::of),
    MONTH('B', LetterCase.CAPITALS, time -> Names.MONTHS[time.month - 1]),
    HALF_DAY('p', LetterCase.SMALL, time -> time.hour < 12 ? "AM" : "PM"),
    HALF_DAY_SMALL('P', LetterCase.SMALL, time -> time.hour < 12 ? "am" : "pm"),
    ABBREVIATION('Z', LetterCase.SMALL, time -> time.type.abbreviation()),
    NEWLINE('n', LetterCase.AS_IS, time -> "\n"),
    TAB('t', LetterCase.AS_IS, time -> "\t");

    /** The letter behind the {@code %}. */
    final char conversion;

    /** What the flag {@code #} makes of the word. */
    private final LetterCase opposite;

    @SuppressWarnings("ImmutableEnumChecker") // only lambdas without state, given above
    private final Function<CivilTime, String> value;

    TextField(char conversion, LetterCase opposite, Function<CivilTime, String> value) {
        this.conversion = conversion;
        this.opposite = opposite;
        this.value = value;
    }

    /** What the flags {@code ^} and {@code #} make of the word; {@code %P} is small in any case. */
    LetterCase letterCase(boolean capitals, boolean changed) {
        if ((changed && opposite != LetterCase.AS_IS) || this == HALF_DAY_SMALL) {
            return opposite;
        }
        return capitals ? LetterCase.CAPITALS : LetterCase.AS_IS;
    }

    String of(CivilTime time) {
        return value.apply(time);
    }

    private static final class Names {
        static final String[] WEEKDAYS = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
        static final String[] WEEKDAYS_SHORT = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        static final String[] MONTHS = {
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December"
        };
        static final String[] MONTHS_SHORT = {
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
        };
    }
}
