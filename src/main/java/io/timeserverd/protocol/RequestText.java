package io.timeserverd.protocol;

/**
 * Strips what people paste along with their requests: a byte order mark and other characters without width, blanks around
 * the line, a pair of quotes.
 */
final class RequestText {
    /** Zero-width space, word joiner, byte order mark: they mean nothing in any language. */
    private static final String WITHOUT_MEANING = "\u200B\u2060\uFEFF";

    /** The smallest of these. Nearly all text lies below it and needs no search. */
    private static final char FIRST_WITHOUT_MEANING = '\u200B';

    /**
     * Other characters without width: joiners and marks of direction. They are stripped at the ends only, since some scripts
     * need joiners within a word.
     */
    private static final String WITHOUT_WIDTH =
            "\u00AD\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E" + "\u2066\u2067\u2068\u2069";

    /** Pairs of an opening and a closing quote. */
    private static final String QUOTES =
            "\"\"''``\u201C\u201D\u201E\u201C\u201E\u201D\u2018\u2019\u201A\u2018\u00AB\u00BB"
                    + "\u00BB\u00AB\u2039\u203A";

    private RequestText() {}

    /** The text without anything that is to be stripped. */
    static String clean(String text) {
        return unquoted(strip(withoutMeaningless(text)));
    }

    /** The text without blanks of any kind and characters without width at its ends. */
    static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isStripped(text.charAt(from))) {
            from++;
        }
        while (from < to && isStripped(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** The text without one pair of quotes around it, and without the blanks just inside of them. */
    static String unquoted(String text) {
        int last = text.length() - 1;
        if (last < 1 || QUOTES.indexOf(text.charAt(0)) < 0) {
            return text;
        }
        for (int i = 0; i < QUOTES.length(); i += 2) {
            char opening = QUOTES.charAt(i);
            char closing = QUOTES.charAt(i + 1);
            if (text.charAt(0) == opening && text.charAt(last) == closing) {
                String inside = text.substring(1, last);
                // 'a' + 'b' is not one thing in quotes.
                return inside.indexOf(opening) < 0 && inside.indexOf(closing) < 0 ? strip(inside) : text;
            }
        }
        return text;
    }

    /** Whether it separates words: white space by the JDK, or a no-break space. */
    static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isStripped(char c) {
        return isBlank(c) || WITHOUT_WIDTH.indexOf(c) >= 0;
    }

    private static String withoutMeaningless(String text) {
        StringBuilder left = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean meaningless = c >= FIRST_WITHOUT_MEANING && WITHOUT_MEANING.indexOf(c) >= 0;
            if (meaningless && left == null) {
                left = new StringBuilder(text.length()).append(text, 0, i);
            } else if (!meaningless && left != null) {
                left.append(c);
            }
        }
        return left == null ? text : left.toString();
    }
}
