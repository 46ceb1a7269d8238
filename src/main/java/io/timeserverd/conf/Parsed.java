package io.timeserverd.conf;

import java.util.function.Function;

/** What became of a text: a value, or what is wrong with the text and what would be right. */
public sealed interface Parsed<T> {
    record Ok<T>(T value) implements Parsed<T> {}

    record Bad<T>(String problem) implements Parsed<T> {}

    /** The next step of parsing, which a problem skips. */
    default <U> Parsed<U> then(Function<? super T, Parsed<U>> next) {
        if (this instanceof Ok<T> ok) {
            return next.apply(ok.value());
        }
        return new Bad<>(((Bad<T>) this).problem());
    }

    static <T> Parsed<T> ok(T value) {
        return new Ok<>(value);
    }

    /** A problem in the words that every key uses: what was expected and what was found. */
    static <T> Parsed<T> expected(String what, String found) {
        return new Bad<>("expected " + what + ", found " + Words.quoted(found));
    }
}
