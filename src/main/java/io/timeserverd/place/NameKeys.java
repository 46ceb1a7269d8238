package io.timeserverd.place;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/**
 * The one normalisation of names. The index is built with it, and requests are looked up with it.
 *
 * <p>A key keeps letters, digits and the marks that carry meaning in their script. It drops case, the accents of Latin, Greek
 * and Cyrillic letters, punctuation and spaces, and the differences between traditional and simplified Chinese and between
 * katakana and hiragana. A comma between words stays, so that its two sides are never joined.
 */
public final class NameKeys {
    /** The commas of Latin, Arabic, Chinese and Japanese texts. */
    static final String COMMAS = ",\u060C\u3001\uFF0C";

    /** Words that people write in full or short, and their form in keys. */
    static final Map<String, String> SHORT_FORMS =
            Map.of("saint", "st", "sainte", "ste", "sint", "st", "fort", "ft", "mount", "mt");

    private NameKeys() {}

    /** The key of a name; empty if the name has no letter or digit. */
    public static String of(String name) {
        String plain = Normalizer.normalize(spellOut(lowerCase(name)), Normalizer.Form.NFKD);
        // Decomposition may produce capitals (the telephone sign becomes "TEL") and an æ without its accent.
        String letters = spellOut(unmarked(lowerCase(plain)));
        return words(Scripts.folded(Normalizer.normalize(letters, Normalizer.Form.NFC)), true);
    }

    /**
     * As {@link #of}, but with accents and short forms as typed: {@code San José} differs from {@code San Jose}, and
     * {@code St. John's} from {@code Saint John's}.
     */
    public static String accented(String name) {
        return words(Normalizer.normalize(lowerCase(name), Normalizer.Form.NFC), false);
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String lowerCase(String text) {
        // A sigma at the end of a word has a form of its own, but keys have no word boundaries.
        return text.toLowerCase(Locale.ROOT).replace('ς', 'σ');
    }

    private static String spellOut(String text) {
        var out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case 'ß' -> out.append("ss");
                case 'ł' -> out.append('l');
                case 'ø' -> out.append('o');
                case 'đ', 'ð' -> out.append('d');
                case 'þ' -> out.append("th");
                case 'æ' -> out.append("ae");
                case 'œ' -> out.append("oe");
                case 'ı' -> out.append('i');
                default -> {
                    if (!isApostropheOrDot(c)) {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    private static boolean isApostropheOrDot(char c) {
        return switch (c) {
            case '\'', '`', '´', '.', '·', 'ʹ', 'ʻ', 'ʼ', 'ʾ', 'ʿ', '‘', '’', '‛', '′', '＇', '．' -> true;
            default -> false;
        };
    }

    private static String unmarked(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean accent = c >= 0x300 && c <= 0x36F;
            boolean hebrewPoint = c >= 0x591 && c <= 0x5C7 && Character.getType(c) == Character.NON_SPACING_MARK;
            boolean harakat = (c >= 0x64B && c <= 0x652) || c == 0x670;
            if (!accent && !hebrewPoint && !harakat) {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Joins the words of {@code text}, which all but letters, digits and marks separate. Commas between words stay. */
    private static String words(String text, boolean shortForms) {
        var out = new StringBuilder(text.length());
        int start = 0;
        boolean comma = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (isPartOfWord(c)) {
                if (comma) {
                    out.append(',');
                    start = out.length();
                    comma = false;
                }
                out.appendCodePoint(c);
            } else if (c > 0xFFFF || !isApostropheOrDot((char) c)) {
                start = shortForms ? endWord(out, start) : 0;
                comma |= out.length() > 0 && COMMAS.indexOf(c) >= 0;
            }
            i += Character.charCount(c);
        }
        if (shortForms) {
            endWord(out, start);
        }
        return out.toString();
    }

    private static boolean isPartOfWord(int c) {
        if (Character.isLetterOrDigit(c)) {
            return true;
        }
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Replaces the word that ends here with its short form, if it has one. Returns the start of the next word. */
    private static int endWord(StringBuilder out, int start) {
        String shortForm = SHORT_FORMS.get(out.substring(start));
        if (shortForm != null) {
            out.replace(start, out.length(), shortForm);
        }
        return out.length();
    }
}
