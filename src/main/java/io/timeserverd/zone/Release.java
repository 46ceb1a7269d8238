package io.timeserverd.zone;

import java.util.Optional;

/** Names of releases of the time-zone database: {@code 2026f}. */
public final class Release {
    private static final String FIRST_LINE_START = "# version ";
    private static final String UNKNOWN = "unknown-";
    private static final int YEAR_LENGTH = 4;
    private static final int MAX_LENGTH = 32;

    private Release() {}

    /** Whether {@code a} is known to be older than {@code b}; false if either does not begin like {@code 2026f}. */
    public static boolean isOlder(String a, String b) {
        String first = key(a);
        String second = key(b);
        return !first.isEmpty() && !second.isEmpty() && first.compareTo(second) < 0;
    }

    /** The year and the letters. They sort as text, since the release after z is za. */
    private static String key(String release) {
        int end = 0;
        while (end < release.length() && isPartOfKey(release.charAt(end), end)) {
            end++;
        }
        return end < YEAR_LENGTH ? "" : release.substring(0, end);
    }

    private static boolean isPartOfKey(char c, int at) {
        return at < YEAR_LENGTH ? c >= '0' && c <= '9' : c >= 'a' && c <= 'z';
    }

    /** A name for a tree that does not name its release. */
    static String unknown(long checksum) {
        return UNKNOWN + Long.toHexString(checksum);
    }

    /** Whether the name is that of the database, and not from {@link #unknown}. */
    static boolean isKnown(String release) {
        return !release.startsWith(UNKNOWN);
    }

    /** The release in the first line of {@code tzdata.zi} or of a version file. */
    static Optional<String> in(String text) {
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        String name = (line.startsWith(FIRST_LINE_START) ? line.substring(FIRST_LINE_START.length()) : line).strip();
        return isPlain(name) ? Optional.of(name) : Optional.empty();
    }

    /** Whether the name may appear in replies, in the log and in the journal. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Abbreviations.isAllowed(c) && c != '.' && c != '_' && c != '~') {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= MAX_LENGTH;
    }
}
