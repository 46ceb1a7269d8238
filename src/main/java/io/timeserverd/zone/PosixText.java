package io.timeserverd.zone;

/** Writes the parts of a POSIX TZ string in their shortest form. {@link PosixRuleParser} reads them. */
final class PosixText {
    private static final int DEFAULT_RULE_SECONDS = 2 * 3600;
    private static final int DAYLIGHT_SECONDS = 3600;

    /** The shortest abbreviation. */
    private static final int MIN_ABBREVIATION = 3;

    /** 24:59:59 is the last offset. */
    private static final int MAX_HOURS = 25;

    private PosixText() {}

    /** Whether a TZ string can express the type: POSIX limits its abbreviation and its offset. */
    static boolean canExpress(LocalType type) {
        return type.abbreviation().length() >= MIN_ABBREVIATION && Math.abs(type.offsetSeconds()) < MAX_HOURS * 3600;
    }

    /** The abbreviation, in angle brackets unless it is only letters, and the offset, west positive. */
    static String of(LocalType type) {
        return name(type) + time(-type.offsetSeconds());
    }

    /** Both types. The offset of daylight saving time is left out if it is one hour more. */
    static String of(LocalType standard, LocalType daylight) {
        boolean usual = daylight.offsetSeconds() == standard.offsetSeconds() + DAYLIGHT_SECONDS;
        return of(standard) + (usual ? name(daylight) : of(daylight));
    }

    static String of(YearDay when) {
        String day = switch (when.kind()) {
            case WEEKDAY -> "M" + when.month() + "." + when.week() + "." + when.day();
            case DAY_OF_COMMON_YEAR -> "J" + when.day();
            case DAY_OF_YEAR -> String.valueOf(when.day());
        };
        return when.secondOfDay() == DEFAULT_RULE_SECONDS ? day : day + "/" + time(when.secondOfDay());
    }

    private static String name(LocalType type) {
        String name = type.abbreviation();
        return name.chars().allMatch(Abbreviations::isLetter) ? name : "<" + name + ">";
    }

    /** {@code [-]h[:mm[:ss]]}. */
    private static String time(int seconds) {
        int magnitude = Math.abs(seconds);
        StringBuilder time = new StringBuilder(seconds < 0 ? "-" : "").append(magnitude / 3600);
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
