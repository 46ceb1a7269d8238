package io.timeserverd.conf;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prepares texts from outside for messages, and finds the known word that was probably meant. */
public final class MessageWords {
    /** The longest text from a file or command line that a message quotes, in characters. */
    private static final int MAX_QUOTED = 60;

    /** The longest unknown word for which a similar one is suggested. */
    private static final int MAX_WORD = 60;

    /** The most edits between a word and its suggestion. */
    private static final int MAX_EDITS = 3;

    private MessageWords() {}

    /** The text in quotes, shortened, and without characters that control a terminal. */
    static String quoted(String text) {
        return '"' + shown(text) + '"';
    }

    static String shown(String text) {
        var shown = new StringBuilder();
        text.codePoints().limit(MAX_QUOTED).forEach(c -> shown.appendCodePoint(isPrintable(c) ? c : '?'));
        return text.codePointCount(0, text.length()) > MAX_QUOTED ? shown + "…" : shown.toString();
    }

    static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /** The known word that was probably meant: the only one that ends in {@code .word}, or a similar one. */
    static Optional<String> nearest(String word, List<String> known) {
        if (word.isEmpty() || word.length() > MAX_WORD) {
            return Optional.empty();
        }
        String plain = word.toLowerCase(Locale.ROOT).replace('_', '-');
        List<String> ending =
                known.stream().filter(k -> k.endsWith('.' + plain)).toList();
        if (ending.size() == 1) {
            return Optional.of(ending.get(0));
        }
        return known.stream()
                .filter(k -> Math.abs(k.length() - plain.length()) <= MAX_EDITS)
                .filter(k -> edits(plain, k) <= Math.min(MAX_EDITS, k.length() / 3))
                .min(Comparator.comparingInt(k -> edits(plain, k)));
    }

    /**
     * The known words that may have been meant, most likely first: those that begin with the word, and near ones.
     *
     * @param most how many at most
     */
    public static List<String> nearest(String word, List<String> known, int most) {
        if (word.isEmpty() || word.length() > MAX_WORD) {
            return List.of();
        }
        String plain = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(k -> k.startsWith(plain) || edits(plain, k) <= Math.min(MAX_EDITS, k.length() / 3))
                .sorted(Comparator.comparingInt(k -> edits(plain, k)))
                .limit(most)
                .toList();
    }

    /** Levenshtein distance: the fewest insertions, deletions and replacements between two words. */
    static int edits(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
