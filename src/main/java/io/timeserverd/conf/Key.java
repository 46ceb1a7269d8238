package io.timeserverd.conf;

import java.util.Map;

/**
 * One key of the configuration: a line of the table in {@link Keys}.
 *
 * @param index the index of its value in {@link Settings#values}
 * @param name the text before the {@code =}
 * @param fallback the default, as text after the {@code =}
 * @param reloadable whether a running daemon accepts a new value
 * @param kind parses and prints its values
 */
record Key<T>(int index, String name, String fallback, boolean reloadable, ValueKind<T> kind) {

    Parsed<T> parse(String text) {
        return kind.parser().apply(text);
    }

    /** The value in {@code texts}, which are valid, or the default. */
    T in(Map<String, String> texts) {
        if (parse(texts.getOrDefault(name, fallback)) instanceof Parsed.Ok<T> ok) {
            return ok.value();
        }
        throw new IllegalStateException(name + ": was checked before");
    }

    @SuppressWarnings("unchecked") // the value was parsed by this key; a test prints every key
    String text(Settings settings) {
        return kind.printer().apply((T) settings.values().get(index));
    }
}
