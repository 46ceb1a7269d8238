package io.timeserverd.admin;

/** How many cells of a terminal a text takes, as far as one can say without knowing its font. */
final class TextWidth {
    private static final String ELLIPSIS = "…";

    private TextWidth() {}

    static int of(String text) {
        return text.codePoints().map(TextWidth::cells).sum();
    }

    /** The text if it fits into this many cells, else its beginning and an ellipsis. */
    static String cut(String text, int cells) {
        if (of(text) <= cells) {
            return text;
        }
        return text.substring(0, fitting(text, cells - 1)) + ELLIPSIS;
    }

    /** The length in characters of the longest beginning of the text that fits into this many cells. */
    static int fitting(String text, int cells) {
        int left = cells;
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            left -= cells(codePoint);
            if (left < 0) {
                break;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }

    private static int cells(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
    }

    /** The ranges that are mostly wide or full-width in Unicode's {@code EastAsianWidth.txt}. */
    private static boolean isWide(int codePoint) {
        return isIn(codePoint, 0x1100, 0x115f) // Hangul
                || isIn(codePoint, 0x2e80, 0xa4cf) // CJK, kana, Yi
                || isIn(codePoint, 0xac00, 0xd7a3) // Hangul
                || isIn(codePoint, 0xf900, 0xfaff) // CJK
                || isIn(codePoint, 0xfe30, 0xfe6f) // CJK
                || isIn(codePoint, 0xff00, 0xff60) // full-width forms
                || isIn(codePoint, 0xffe0, 0xffe6) // full-width signs
                || isIn(codePoint, 0x1f300, 0x1faff) // pictures
                || isIn(codePoint, 0x20000, 0x3fffd); // CJK
    }

    private static boolean isIn(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
    }
}
