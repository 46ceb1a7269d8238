package io.timeserverd.protocol;

/**
 * One conversion of a date(1) format, as it is spelled: {@code %[flags][width][E|O][colons]letter}.
 *
 * @param capitals the flag {@code ^}
 * @param opposite the flag {@code #}
 * @param padFlag the last of the flags {@code - _ 0 +}, or {@link #NONE}
 * @param width the width, or {@link #NATURAL}
 * @param modifier {@code E}, {@code O} or {@link #NONE}; without effect in the C locale
 * @param colons how many stand before the letter
 * @param letter what is converted; {@link #NONE} at the end of the text
 * @param length how many characters it takes
 */
record Conversion(
        boolean capitals,
        boolean opposite,
        char padFlag,
        int width,
        char modifier,
        int colons,
        char letter,
        int length) {
    /** No flag, no modifier, no letter. */
    static final char NONE = 0;

    /** No width was given. */
    static final int NATURAL = -1;

    /** The largest width. */
    static final int MAX_WIDTH = 64;

    private static final int MAX_COLONS = 3;

    /** Letters that may follow the modifier {@code E}, by the manual of GNU date. */
    private static final String WITH_E = "cCxXyY";

    /** Letters that may follow {@code O}: those of numbers, and of months, as in POSIX. */
    private static final String WITH_O = "degjklmuwyCGHIMSUVWbBh";

    /** Reads the conversion whose {@code %} is at {@code start}. */
    static Conversion read(String text, int start) {
        int at = start + 1;
        boolean capitals = false;
        boolean opposite = false;
        char padFlag = NONE;
        for (; "^#-_0+".indexOf(at(text, at)) >= 0; at++) {
            switch (text.charAt(at)) {
                case '^' -> capitals = true;
                case '#' -> opposite = true;
                default -> padFlag = text.charAt(at);
            }
        }
        int width = NATURAL;
        for (; isDigit(at(text, at)) && width <= MAX_WIDTH; at++) {
            width = Math.max(0, width) * 10 + text.charAt(at) - '0';
        }
        char modifier = NONE;
        if (at(text, at) == 'E' || at(text, at) == 'O') {
            modifier = text.charAt(at++);
        }
        int colons = 0;
        for (; at(text, at) == ':'; at++) {
            colons++;
        }
        char letter = at(text, at);
        return new Conversion(
                capitals, opposite, padFlag, width, modifier, colons, letter, Math.min(at + 1, text.length()) - start);
    }

    private static char at(String text, int index) {
        return index < text.length() ? text.charAt(index) : NONE;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether date accepts this combination, given that it knows the letter. */
    boolean isValid() {
        return width <= MAX_WIDTH
                && (colons == 0 || (letter == 'z' && colons <= MAX_COLONS))
                && (modifier == NONE || (modifier == 'E' ? WITH_E : WITH_O).indexOf(letter) >= 0);
    }

    /** Whether nothing stands between the {@code %} and the letter. */
    boolean isPlain() {
        return !capitals && !opposite && padFlag == NONE && width == NATURAL && modifier == NONE && colons == 0;
    }

    int widthOr(int natural) {
        return width == NATURAL ? natural : width;
    }

    /** The pad character, one of {@link Output}'s; {@code natural} if no flag chooses one. */
    char padOr(char natural) {
        return switch (padFlag) {
            case '-' -> Output.NO_PAD;
            case '_' -> ' ';
            case '0', '+' -> '0';
            default -> natural;
        };
    }
}
