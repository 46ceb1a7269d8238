package io.timeserverd.place;

import java.util.Locale;
import java.util.Optional;

/** Emoji of flags, which Unicode spells as the code of a country in special letters. */
final class FlagEmoji {
    private static final int A = 0x1F1E6;
    private static final int Z = 0x1F1FF;

    /** The first char of all these letters in a string. */
    private static final char SURROGATE = Character.highSurrogate(A);

    /** Begins the flag of a part of a country. Its code follows in invisible letters. */
    private static final int BLACK_FLAG = 0x1F3F4;

    private static final int TAG = 0xE0000;

    private static final int LAST_TAG = 0xE007F;

    private FlagEmoji() {}

    /** The text with the code of the country for each flag. A flag after a name becomes a qualifier. */
    static String asCodes(String text) {
        if (text.indexOf(SURROGATE) < 0) {
            return text;
        }
        Optional<String> part = part(text.strip());
        if (part.isPresent()) {
            return part.get();
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

    /** The code of the country if the text is its flag and nothing else. */
    static Optional<String> code(String text) {
        if (text.indexOf(SURROGATE) < 0) {
            return Optional.empty();
        }
        String plain = text.strip();
        return plain.codePointCount(0, plain.length()) == 2
                        && plain.codePoints().allMatch(FlagEmoji::isLetter)
                ? Optional.of(asCodes(plain))
                : Optional.empty();
    }

    /** {@code GB-ENG} for the flag of England. */
    private static Optional<String> part(String text) {
        int[] letters = text.codePoints().toArray();
        int last = letters.length - 1;
        if (last < 1 || letters[0] != BLACK_FLAG || letters[last] != LAST_TAG) {
            return Optional.empty();
        }
        var code = new StringBuilder();
        for (int i = 1; i < last; i++) {
            code.append((char) (letters[i] - TAG));
        }
        return Optional.of(code.insert(2, '-').toString().toUpperCase(Locale.ROOT));
    }

    private static boolean isLetter(int c) {
        return c >= A && c <= Z;
    }
}
