package io.timeserverd.protocol;

import io.timeserverd.protocol.Request.Verb;
import io.timeserverd.protocol.Request.Verb.Argument;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Parses one line:
 *
 * <pre>
 *     request = command | [place] ["@" instant] ["+" format]
 * </pre>
 *
 * <p>A {@code +} belongs to an offset, a zone id or the instant if a digit follows it ({@code UTC+2}, {@code Etc/GMT+5}). It
 * begins the format if a letter follows it, or if the rest of the line has a {@code %}. If nothing or a blank follows it,
 * the format is missing. Tabs are blanks. Other control characters are refused: no name contains one, and a terminal may
 * obey it. What {@link RequestText} strips is not part of the request.
 */
public final class RequestParser {
    /** The most bytes of a line, without its line end. */
    public static final int MAX_BYTES = 256;

    private static final Map<String, Verb> VERBS = new HashMap<>();

    static {
        for (Verb verb : Verb.values()) {
            VERBS.put(verb.name().toLowerCase(Locale.ROOT), verb);
        }
    }

    private RequestParser() {}

    /** Parses the line {@code bytes[from, to)}, which has no line end. */
    public static Request parse(byte[] bytes, int from, int to) {
        if (to - from > MAX_BYTES) {
            return new Request.Bad(ErrorCode.TOO_LONG, "a request has at most " + MAX_BYTES + " bytes");
        }
        String line;
        try {
            line = decode(bytes, from, to);
        } catch (CharacterCodingException e) {
            return new Request.Bad(ErrorCode.BAD_REQUEST, "not UTF-8");
        }
        return parse(line);
    }

    /** Whether the line {@code bytes[from, to)} is text: UTF-8 without control characters. */
    public static boolean isText(byte[] bytes, int from, int to) {
        try {
            return decode(bytes, from, to).chars().noneMatch(RequestParser::isControl);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static String decode(byte[] bytes, int from, int to) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, from, to - from))
                .toString();
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) && c != '\t';
    }

    static Request parse(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (isControl(line.charAt(i))) {
                return new Request.Bad(ErrorCode.BAD_REQUEST, "control character at position " + (i + 1));
            }
        }
        String text = RequestText.clean(line);
        if (text.startsWith("PROXY TCP") || text.startsWith("PROXY UNKNOWN")) { // version 1 of the PROXY protocol
            return new Request.Bad(ErrorCode.BAD_REQUEST, "a PROXY header from here is not believed");
        }
        Request command = command(text);
        return command == null ? time(text) : command;
    }

    /** The command that {@code text} is, or null. A verb with an argument that it does not take may still be a place. */
    private static Request command(String text) {
        int end = 0;
        while (end < text.length() && !RequestText.isBlank(text.charAt(end))) {
            end++;
        }
        Verb verb = VERBS.get(text.substring(0, end).toLowerCase(Locale.ROOT));
        String argument = RequestText.strip(text.substring(end));
        if (verb == null || (verb.argument == Argument.NONE && !argument.isEmpty())) {
            return null;
        }
        if (verb.argument == Argument.REQUIRED && argument.isEmpty()) {
            return new Request.Bad(
                    ErrorCode.BAD_REQUEST, text.toLowerCase(Locale.ROOT) + " what? Add the beginning of a name");
        }
        return new Request.Command(verb, argument);
    }

    private static Request time(String text) {
        int plus = formatStart(text);
        Optional<Format> format = Optional.empty();
        if (plus < text.length()) {
            Format.Parsed parsed = Format.parse(text.substring(plus));
            if (parsed instanceof Format.Invalid invalid) {
                return new Request.Bad(ErrorCode.BAD_FORMAT, invalid.problem());
            }
            format = Optional.of(((Format.Valid) parsed).format());
        }
        int at = text.indexOf('@');
        if (at < 0 || at > plus) {
            return new Request.Time(place(text.substring(0, plus)), RequestedInstant.NOW, format);
        }
        var instant = RequestedInstant.parse(RequestText.strip(text.substring(at + 1, plus)));
        if (instant instanceof RequestedInstant.Bad bad) {
            return new Request.Bad(ErrorCode.BAD_INSTANT, bad.problem());
        }
        return new Request.Time(place(text.substring(0, at)), instant, format);
    }

    /** The place without blanks, and without quotes, which may be around the place alone: {@code "New York" +iso}. */
    private static String place(String text) {
        return RequestText.unquoted(RequestText.strip(text));
    }

    /** The index of the {@code +} that begins the format, or the length of {@code text}. */
    private static int formatStart(String text) {
        for (int plus = text.indexOf('+'); plus >= 0; plus = text.indexOf('+', plus + 1)) {
            if (plus + 1 == text.length() || beginsFormat(text, plus + 1)) {
                return plus;
            }
        }
        return text.length();
    }

    private static boolean beginsFormat(String text, int at) {
        char c = text.charAt(at);
        if (RequestText.isBlank(c)) { // UTC + 2 is an offset
            String rest = RequestText.strip(text.substring(at));
            return rest.isEmpty() || !Character.isDigit(rest.charAt(0));
        }
        return Character.isLetter(c) || (!Character.isDigit(c) && text.indexOf('%', at) >= 0);
    }
}
