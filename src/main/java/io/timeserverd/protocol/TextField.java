package io.timeserverd.protocol;

/** The conversions of date(1) that print a word, in the C locale. */
enum TextField {
    WEEKDAY_SHORT('a', LetterCase.CAPITALS),
    WEEKDAY('A', LetterCase.CAPITALS),
    MONTH_SHORT('b', LetterCase.CAPITALS),
    MONTH_SHORT_TOO('h', LetterCase.CAPITALS),
    MONTH('B', LetterCase.CAPITALS),
    HALF_DAY('p', LetterCase.SMALL),
    HALF_DAY_SMALL('P', LetterCase.SMALL),
    ABBREVIATION('Z', LetterCase.SMALL),
    NEWLINE('n', LetterCase.AS_IS),
    TAB('t', LetterCase.AS_IS);

    /** The letter after the {@code %}. */
    final char conversion;

    /** What the flag {@code #} makes of the word. */
    private final LetterCase opposite;

    TextField(char conversion, LetterCase opposite) {
        this.conversion = conversion;
        this.opposite = opposite;
    }

    /** What the flags {@code ^} and {@code #} make of the word; {@code %P} is small in any case. */
    LetterCase letterCase(boolean capitals, boolean changed) {
        if ((changed && opposite != LetterCase.AS_IS) || this == HALF_DAY_SMALL) {
            return opposite;
        }
        return capitals ? LetterCase.CAPITALS : LetterCase.AS_IS;
    }

    String of(CivilTime time) {
        return switch (this) {
            case WEEKDAY_SHORT -> Names.WEEKDAYS_SHORT[time.weekday];
            case WEEKDAY -> Names.WEEKDAYS[time.weekday];
            case MONTH_SHORT, MONTH_SHORT_TOO -> Names.MONTHS_SHORT[time.month - 1];
            case MONTH -> Names.MONTHS[time.month - 1];
            case HALF_DAY -> time.hour < 12 ? "AM" : "PM";
            case HALF_DAY_SMALL -> time.hour < 12 ? "am" : "pm";
            case ABBREVIATION -> time.type.abbreviation();
            case NEWLINE -> "\n";
            case TAB -> "\t";
        };
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
