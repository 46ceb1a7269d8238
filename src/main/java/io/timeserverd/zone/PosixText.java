package io.timeserverd.zone;

/** The parts of a POSIX TZ string, each as short as it can be. {@link PosixRuleParser} reads them. */
final class PosixText {
    private static final int DEFAULT_RULE_SECONDS = 2 * 3600;
    private static final int DAYLIGHT_SECONDS = 3600;

    /** The shortest abbreviation. */
    private static final int MIN_ABBREVIATION = 3;

    /** 24:59:59 is the last offset. */
    private static final int MAX_HOURS = 25;

    private PosixText() {}

    /** Whether a TZ string can tell of the type: POSIX has bounds for both of its parts. */
    static boolean canTell(LocalType type) {
        return type.abbreviation().length() >= MIN_ABBREVIATION && Math.abs(type.offsetSeconds()) < MAX_HOURS * 3600;
    }

    /** The abbreviation, in brackets unless it is letters alone, and the offset; west is positive there. */
    static String of(LocalType type) {
        return name(type) + time(-type.offsetSeconds());
    }

    /** Both types; the offset of daylight saving time is left out where it is an hour more. */
    static String of(LocalType standard, LocalType daylight) {
        boolean usual = daylight.offsetSeconds() == standard.offsetSeconds() + DAYLIGHT_SECONDS;
        return of(standard) + (usual ? name(daylight) : of(daylight));
    }

    static String of(YearDay when) {
        var day = switch (when.kind()) {
            case WEEKDAY -> "M" + when.month() + "." + when.week() + "." + when.day();
            case DAY_OF_COMMON_YEAR -> "J" + when.day();
            case DAY_OF_YEAR -> String.valueOf(when.day());
        };
        return when.secondOfDay() == DEFAULT_RULE_SECONDS ? day : day + "/" + time(when.secondOfDay());
    }

    private static String name(LocalType type) {
        var name = type.abbreviation();
        return name.chars().allMatch(Abbreviations::isLetter) ? name : "<" + name + ">";
    }

    /** {@code [-]h[:mm[:ss]]}. */
    private static String time(int seconds) {
        int magnitude = Math.abs(seconds);
        var time = new StringBuilder(seconds < 0 ? "-" : "").append(magnitude / 3600);
        if (magnitude % 3600 != 0) {
            append(time, magnitude / 60 % 60);
        }
        if (magnitude % 60 != 0) {
            append(time, magnitude % 60);
        }
        return time.toString();
    }

    private static void append(StringBuilder time, int twoDigits) {
        time.append(twoDigits < 10 ? ":0" : ":").append(twoDigits);
    }
}
