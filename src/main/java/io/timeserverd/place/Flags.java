package io.timeserverd.place;

import java.util.Optional;

/** Flags of countries, which Unicode spells with letters of their own. */
final class Flags {
    private static final int A = 0x1F1E6;
    private static final int Z = 0x1F1FF;

    /** What all these letters begin with in a string. */
    private static final char SURROGATE = Character.highSurrogate(A);

    private Flags() {}

    /** A flag as the code of its country; one behind a name as a qualifier. */
    static String asCodes(String text) {
        if (text.indexOf(SURROGATE) < 0) {
            return text;
        }
        var out = new StringBuilder();
        boolean within = false;
        for (int c : text.codePoints().toArray()) {
            if (isLetter(c) && !within && !out.toString().isBlank()) {
                out.append(", ");
            }
            within = isLetter(c) && !within;
            out.appendCodePoint(isLetter(c) ? 'A' + c - A : c);
        }
        return out.toString().strip();
    }

    /** The code of the country whose flag, and nothing else, a text is. */
    static Optional<String> code(String text) {
        if (text.indexOf(SURROGATE) < 0) {
            return Optional.empty();
        }
        var plain = text.strip();
        return plain.codePointCount(0, plain.length()) == 2
                        && plain.codePoints().allMatch(Flags::isLetter)
                ? Optional.of(asCodes(plain))
                : Optional.empty();
    }

    private static boolean isLetter(int c) {
        return c >= A && c <= Z;
    }
}
