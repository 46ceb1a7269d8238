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
 * What a text may mean that is no place as it stands: one with percent escapes, with {@code _} for blanks, or with the
 * words around it that people type, as in {@code what time is it in São_Paulo?}
 */
final class Readings {
    private static final Pattern WORDS_BEFORE =
            words("(?:what(?:['\u2019]?s| is)? )?(?:the )?(?:current |local |exact )?time(?:zone| zone)?(?: is it)?+"
                    + "(?:(?: right)? now)? (?:(?:in|at|for) )?+(?!(?:in|at|for)$)"
                    + "|(?:(?:right )?now )?in |TZ=:?");

    private static final Pattern WORDS_BEHIND =
            words("(?: (?:current |local |exact )?time(?:zone| zone)?)?" + "(?:(?: right)? now)?$");

    /** {@code X in Country}, {@code X/Country}, {@code X (Country)}, {@code X - Country}: what a comma says otherwise. */
    private static final Pattern PARTED = Pattern.compile(
            "(.+?)(?:(?:\\s|_)+in(?:\\s|_)+|\\s*/\\s*|\\s*[(\uFF08]\\s*|(?:\\s|_)+[-\u2013\u2014](?:\\s|_)+)([^()/\uFF08\uFF09]+)[)\uFF09]?",
            Pattern.CASE_INSENSITIVE);

    /** As Windows lists its zones: {@code (UTC-05:00) Eastern Time (US & Canada)}. */
    private static final Pattern LISTED = Pattern.compile("\\(((?:UTC|GMT)[^)]*)\\)\\s*([^(,]*).*");

    /** {@code UTC + 2}. */
    private static final Pattern OFFSET =
            Pattern.compile("(UTC|GMT)?\\s*([+\u2212-])\\s+(\\d[\\d:.]*)", Pattern.CASE_INSENSITIVE);

    private static final String QUESTION_MARKS = "?\uFF1F\u061F";

    private static final int HEX = 16;

    private Readings() {}

    /** A blank stands for one or more. */
    private static Pattern words(String expression) {
        return Pattern.compile(expression.replace(" ", " ++"), Pattern.CASE_INSENSITIVE);
    }

    /** Other readings of {@code text}, most literal first: at most eight, none of them empty or {@code text} itself. */
    static List<String> of(String text) {
        String decoded = decoded(text).orElse(text);
        String bare = bare(decoded);
        var readings = new LinkedHashSet<String>();
        for (String reading : List.of(decoded, bare)) {
            readings.add(reading);
            readings.add(RequestText.strip(reading.replace('_', ' ')));
        }
        Matcher offset = OFFSET.matcher(bare);
        if (offset.matches()) {
            readings.add(offset.group(1) + offset.group(2) + offset.group(3));
        }
        Matcher listed = LISTED.matcher(bare);
        if (listed.matches()) {
            readings.add(RequestText.strip(listed.group(2)));
            readings.add(RequestText.strip(listed.group(1)));
        }
        Matcher parted = PARTED.matcher(bare);
        if (parted.matches()) {
            String name = RequestText.strip(parted.group(1));
            String qualifier = RequestText.strip(parted.group(2));
            if (!name.isEmpty() && !qualifier.isEmpty()) {
                readings.add(name + ", " + qualifier);
            }
        }
        readings.remove(text);
        readings.remove("");
        return List.copyOf(readings);
    }

    /** Without the words around it. */
    private static String bare(String text) {
        String question = RequestText.strip(text);
        int to = question.length();
        if (to > 0 && QUESTION_MARKS.indexOf(question.charAt(to - 1)) >= 0) {
            to--;
        }
        String words = withPlainBlanks(question.substring(0, to)).stripTrailing();
        Matcher before = WORDS_BEFORE.matcher(words);
        int from = before.lookingAt() ? before.end() : 0;
        Matcher behind = WORDS_BEHIND.matcher(words).region(from, words.length());
        return RequestText.clean(question.substring(from, behind.find() ? behind.start() : words.length()));
    }

    /** The same length, with a blank for each blank of any kind and each {@code _}. */
    private static String withPlainBlanks(String text) {
        var plain = new StringBuilder(text);
        for (int i = 0; i < plain.length(); i++) {
            if (plain.charAt(i) == '_' || RequestText.isBlank(plain.charAt(i))) {
                plain.setCharAt(i, ' ');
            }
        }
        return plain.toString();
    }

    /** With its percent escapes decoded, if they all are good and it is a text then. */
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
        } catch (CharacterCodingException e) { // then it is no text
            return Optional.empty();
        }
    }
}
