package io.timeserverd.conf;

import java.util.Optional;

/**
 * One {@code key = value}.
 *
 * @param where the file, or {@link #COMMAND_LINE}
 * @param line in the file, from 1; 0 on the command line
 */
record Assignment(String where, int line, String key, String value) {
    static final String COMMAND_LINE = "--set";

    /** Splits {@code text} at the first {@code =}. Everything after it belongs to the value, even a {@code #}. */
    static Optional<Assignment> read(String where, int line, String text, Problems problems) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            problems.add(
                    new Problem(where, line, "", "expected key = value, found " + MessageWords.quoted(text.strip())));
            return Optional.empty();
        }
        String key = text.substring(0, equals).strip();
        String value = text.substring(equals + 1).strip();
        return Optional.of(new Assignment(where, line, key, value));
    }

    /** The problem with a value that no key may have, or empty. */
    Optional<String> problemForAnyKey() {
        for (int i = 0; i < value.length(); i = value.offsetByCodePoints(i, 1)) {
            int c = value.codePointAt(i);
            if (!MessageWords.isPrintable(c)) {
                return Optional.of(String.format("the value has the invisible character U+%04X", c));
            }
        }
        return value.endsWith("\\")
                ? Optional.of("ends with a backslash: a value stands on one line, there is no continuation")
                : Optional.empty();
    }

    /** Whether it is read before {@code other}. The command line is read after the file. */
    boolean isBefore(Assignment other) {
        return other.line == 0 || (line != 0 && line < other.line);
    }

    Problem problem(String text) {
        return new Problem(where, line, MessageWords.shown(key), text);
    }
}
