package io.timeserverd.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Other texts to try for one that is no place as it stands: with its percent escapes decoded, with blanks for {@code _}, and
 * without the words that people type around a place, as in {@code what time is it in São_Paulo?}
 */
final class PlaceRewrites {
    private static final Pattern WORDS_BEFORE =
            words("(?:what(?:['\u2019]?s| is)? )?(?:the )?(?:current |local |exact )?time(?:zone| zone)?(?: is it)?+"
                    + "(?:(?: right)? now)? (?:(?:in|at|for) )?+(?!(?:in|at|for)$)"
                    + "|(?:(?:right )?now )?in |TZ=:?");

    private static final Pattern WORDS_AFTER =
            words("(?: (?:current |local |exact )?time(?:zone| zone)?)?" + "(?:(?: right)? now)?$");

    /** What people write for {@code X, Country}: {@code X in Country}, {@code X/Country}, {@code X (Country)}, {@code X - Country}. */
    private static final Pattern QUALIFIED = Pattern.compile(
            "(.+?)(?:(?:\\s|_)+in(?:\\s|_)+|\\s*/\\s*|\\s*[(\uFF08]\\s*|(?:\\s|_)+[-\u2013\u2014](?:\\s|_)+)([^()/\uFF08\uFF09]+)[)\uFF09]?",
            Pattern.CASE_INSENSITIVE);

    /** A zone as Windows lists it: {@code (UTC-05:00) Eastern Time (US & Canada)}. */
    private static final Pattern OF_WINDOWS = Pattern.compile("\\(((?:UTC|GMT)[^)]*)\\)\\s*([^(,]*).*");

    /** An offset with blanks: {@code UTC + 2}. */
    private static final Pattern OFFSET =
            Pattern.compile("(UTC|GMT|)\\s*([+\u2212-])\\s+(\\d[\\d:.]*)", Pattern.CASE_INSENSITIVE);

    private static final String QUESTION_MARKS = "?\uFF1F\u061F";

    private static final int HEX = 16;

    private PlaceRewrites() {}

    /** Compiles an expression in which each blank stands for one or more. */
    private static Pattern words(String expression) {
        return Pattern.compile(expression.replace(" ", " ++"), Pattern.CASE_INSENSITIVE);
    }

    /** The rewrites of {@code text}, the most literal first: at most eight, none of them empty or {@code text} itself. */
    static List<String> of(String text) {
        String decoded = decoded(text).orElse(text);
        String bare = bare(decoded);
        var rewrites = new LinkedHashSet<String>();
        for (String rewrite : List.of(decoded, bare)) {
            rewrites.add(rewrite);
            rewrites.add(RequestText.strip(rewrite.replace('_', ' ')));
        }
        Matcher offset = OFFSET.matcher(bare);
        if (offset.matches()) {
            rewrites.add(offset.group(1) + offset.group(2) + offset.group(3));
        }
        Matcher ofWindows = OF_WINDOWS.matcher(bare);
        if (ofWindows.matches()) {
            rewrites.add(RequestText.strip(ofWindows.group(2)));
            rewrites.add(RequestText.strip(ofWindows.group(1)));
        }
        Matcher qualified = QUALIFIED.matcher(bare);
        if (qualified.matches()) {
            String name = RequestText.strip(qualified.group(1));
            String qualifier = RequestText.strip(qualified.group(2));
            if (!name.isEmpty() && !qualifier.isEmpty()) {
                rewrites.add(name + ", " + qualifier);
            }
        }
        rewrites.remove(text);
        rewrites.remove("");
        return List.copyOf(rewrites);
    }

    /** The text without the words around the place. */
    private static String bare(String text) {
        String question = RequestText.strip(text);
        int to = question.length();
        if (to > 0 && QUESTION_MARKS.indexOf(question.charAt(to - 1)) >= 0) {
            to--;
        }
        String words = withPlainBlanks(question.substring(0, to)).stripTrailing();
        Matcher before = WORDS_BEFORE.matcher(words);
        int from = before.lookingAt() ? before.end() : 0;
        Matcher after = WORDS_AFTER.matcher(words).region(from, words.length());
        return RequestText.clean(question.substring(from, after.find() ? after.start() : words.length()));
    }

    /** A text of the same length, with a blank for each blank of any kind and each {@code _}. */
    private static String withPlainBlanks(String text) {
        var plain = new StringBuilder(text);
        for (int i = 0; i < plain.length(); i++) {
            if (plain.charAt(i) == '_' || RequestText.isBlank(plain.charAt(i))) {
                plain.setCharAt(i, ' ');
            }
        }
        return plain.toString();
    }

    /** The text with its percent escapes decoded, if all of them are valid and the result is text. */
    private static Optional<String> decoded(String text) {
        if (text.indexOf('%') < 0) {
            return Optional.empty();
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                out.write(bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], HEX) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], HEX) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            out.write(high * HEX + low);
            i += 2;
        }
        return text(out.toByteArray());
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean clean = text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\t');
            return clean ? Optional.of(RequestText.clean(text)) : Optional.empty();
        } catch (CharacterCodingException e) { // not UTF-8
            return Optional.empty();
        }
    }
}
