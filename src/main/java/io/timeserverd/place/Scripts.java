package io.timeserverd.place;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes one of letters that have two forms: traditional and simplified Chinese, katakana and hiragana. */
final class Scripts {
    private static final char FIRST_KATAKANA = 'ァ';
    private static final char LAST_KATAKANA = 'ヶ';
    private static final int TO_HIRAGANA = 'ァ' - 'ぁ';
    private static final char LONG_VOWEL = 'ー';

    /** All letters below have one form. */
    private static final char FIRST = '\u3040';

    private Scripts() {}

    /** Loaded with the first Chinese character. */
    private static final class Han {
        /** Sorted; the simplified form of each is at the same index of the next. */
        private static final char[] TRADITIONAL;

        private static final char[] SIMPLIFIED;

        static {
            try (InputStream in = Scripts.class.getResourceAsStream("han.txt")) {
                String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
                TRADITIONAL = lines[0].toCharArray();
                SIMPLIFIED = lines[1].toCharArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The text in simplified Chinese and hiragana, without the mark of a long vowel. */
    static String folded(String text) {
        if (text.chars().allMatch(c -> c < FIRST)) {
            return text;
        }
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST_KATAKANA && c <= LAST_KATAKANA) {
                out.append((char) (c - TO_HIRAGANA));
            } else if (c != LONG_VOWEL) {
                out.append(c < FIRST ? c : simplified(c));
            }
        }
        return out.toString();
    }

    private static char simplified(char c) {
        int found = Arrays.binarySearch(Han.TRADITIONAL, c);
        return found < 0 ? c : Han.SIMPLIFIED[found];
    }
}
