package io.timeserverd.zone;

/**
 * What may stand for an abbreviation: ASCII letters, digits, plus and minus (RFC 9636 section 3.2).
 * POSIX wants three characters at least; nothing here depends on it, so one is enough.
 */
final class Abbreviations {
    private static final int MAX_LENGTH = 16;

    private Abbreviations() {}

    static boolean isValid(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_LENGTH;
    }

    static boolean isAllowed(int c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-';
    }

    static boolean isLetter(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
