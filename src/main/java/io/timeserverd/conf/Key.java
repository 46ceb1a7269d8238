package io.timeserverd.conf;

import java.util.Map;

/**
 * One key of the configuration: a line of the table in {@link Keys}.
 *
 * @param index where its value stands among {@link Settings#values}
 * @param name as written before the {@code =}
 * @param fallback the default, as it could be written behind the {@code =}
 * @param reloadable whether a running daemon takes a new value
 * @param kind how its values are read and printed
 */
record Key<T>(int index, String name, String fallback, boolean reloadable, ValueKind<T> kind) {

    Parsed<T> parse(String text) {
        return kind.parser().apply(text);
    }

    /** The value among texts that were found good before; the default where there is none. */
    T in(Map<String, String> texts) {
        if (parse(texts.getOrDefault(name, fallback)) instanceof Parsed.Ok<T> ok) {
            return ok.value();
        }
        throw new IllegalStateException(name + ": was checked before");
    }

    @SuppressWarnings("unchecked") // made from this key's text: a test prints every key
    String text(Settings settings) {
        return kind.printer().apply((T) settings.values().get(index));
    }
}
