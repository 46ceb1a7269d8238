package io.timeserverd.zone;

import java.util.Optional;

/**
 * Parses a TZ string: {@code CET-1CEST,M3.5.0,M10.5.0/3}, {@code <+03>-3}, {@code IST-1GMT0,...}.
 * The grammar is that of POSIX with the extension of RFC 9636 section 3.3.2: the time of a rule may be up to a week before or
 * after its day. Daylight saving time without rules is refused, because POSIX does not define when it holds.
 */
final class PosixRuleParser {
    private static final int MAX_LENGTH = 256;
    private static final int MAX_OFFSET_HOURS = 24;
    private static final int MAX_RULE_HOURS = 167;
    private static final int DEFAULT_RULE_SECONDS = 2 * 3600;

    private final String text;
    private int at;
    private boolean bad;

    private PosixRuleParser(String text) {
        this.text = text;
    }

    /** The rule, if {@code text} is one. */
    static Optional<PosixRule> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var parser = new PosixRuleParser(text);
        PosixRule rule = parser.rule();
        return parser.bad || parser.at < text.length() ? Optional.empty() : Optional.of(rule);
    }

    private PosixRule rule() {
        String name = abbreviation();
        int offset = -time(MAX_OFFSET_HOURS);
        var standard = new LocalType(offset, false, name);
        if (bad || at == text.length()) {
            return new PosixRule.Always(standard);
        }
        String daylightName = abbreviation();
        int daylightOffset = peek() == ',' ? offset + 3600 : -time(MAX_OFFSET_HOURS);
        expect(',');
        YearDay start = yearDay();
        expect(',');
        YearDay end = yearDay();
        return new PosixRule.Yearly(standard, new LocalType(daylightOffset, true, daylightName), start, end);
    }

    /** Letters, or any valid abbreviation in angle brackets. */
    private String abbreviation() {
        boolean quoted = accept('<');
        int start = at;
        while (quoted ? Abbreviations.isAllowed(peek()) : Abbreviations.isLetter(peek())) {
            at++;
        }
        String name = text.substring(start, at);
        bad |= !Abbreviations.isValid(name);
        if (quoted) {
            expect('>');
        }
        return name;
    }

    private YearDay yearDay() {
        if (accept('M')) {
            int month = number(1, 12);
            expect('.');
            int week = number(1, 5);
            expect('.');
            return new YearDay(YearDay.Kind.WEEKDAY, month, week, number(0, 6), ruleTime());
        }
        if (accept('J')) {
            return new YearDay(YearDay.Kind.DAY_OF_COMMON_YEAR, 0, 0, number(1, 365), ruleTime());
        }
        return new YearDay(YearDay.Kind.DAY_OF_YEAR, 0, 0, number(0, 365), ruleTime());
    }

    private int ruleTime() {
        return accept('/') ? time(MAX_RULE_HOURS) : DEFAULT_RULE_SECONDS;
    }

    /** {@code [+-]h[:mm[:ss]]} in seconds. */
    private int time(int maxHours) {
        boolean negative = accept('-');
        if (!negative) {
            accept('+');
        }
        int seconds = number(0, maxHours) * 3600;
        if (accept(':')) {
            seconds += number(0, 59) * 60;
            if (accept(':')) {
                seconds += number(0, 59);
            }
        }
        return negative ? -seconds : seconds;
    }

    private int number(int min, int max) {
        int start = at;
        int value = 0;
        while (peek() >= '0' && peek() <= '9' && value <= max) {
            value = value * 10 + peek() - '0';
            at++;
        }
        bad |= at == start || value < min || value > max;
        // After an error the caller goes on with a harmless value; the flag decides.
        return bad ? min : value;
    }

    private void expect(char c) {
        bad |= !accept(c);
    }

    private boolean accept(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    /** The next character, or NUL at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }
}
