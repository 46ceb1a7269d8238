package io.timeserverd.conf;

import java.util.Map;
import java.util.function.Function;

/**
 * One key of the configuration: a line of the table in {@link Keys}.
 *
 * @param name as written before the {@code =}
 * @param fallback the default, as it could be written behind the {@code =}
 * @param reloadable whether a running daemon takes a new value
 * @param kind how its values are read and printed
 * @param getter where the value stands in the settings
 */
record Key<T>(String name, String fallback, boolean reloadable, Kind<T> kind, Function<Settings, T> getter) {

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

    String text(Settings settings) {
        return kind.printer().apply(getter.apply(settings));
    }
}
