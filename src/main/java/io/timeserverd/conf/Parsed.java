package io.timeserverd.conf;

import java.util.List;
import java.util.function.Function;

/** What became of a text: a value, or what is wrong with the text and what would be right. */
public sealed interface Parsed<T> {
    record Ok<T>(T value) implements Parsed<T> {}

    /**
     * What is wrong.
     *
     * @param problems at least one; of a list one for each value that has one
     */
    record Bad<T>(List<String> problems) implements Parsed<T> {
        Bad(String problem) {
            this(List.of(problem));
        }
    }

    /** The next step of parsing, which a problem skips. */
    default <U> Parsed<U> then(Function<? super T, Parsed<U>> next) {
        if (this instanceof Ok<T> ok) {
            return next.apply(ok.value());
        }
        return new Bad<>(((Bad<T>) this).problems());
    }

    static <T> Parsed<T> ok(T value) {
        return new Ok<>(value);
    }

    /** A problem in the words that every key uses: what was expected and what was found. */
    static <T> Parsed<T> expected(String what, String found) {
        return new Bad<>("expected " + what + ", found " + MessageWords.quoted(found));
    }
}
