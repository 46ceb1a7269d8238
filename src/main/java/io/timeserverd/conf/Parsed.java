package io.timeserverd.conf;

import java.util.List;
import java.util.function.Function;

/** The result of parsing a text: a value, or the problems with the text. */
public sealed interface Parsed<T> {
    record Ok<T>(T value) implements Parsed<T> {}

    /**
     * The text is invalid.
     *
     * @param problems at least one; for a list one for each invalid element
     */
    record Bad<T>(List<String> problems) implements Parsed<T> {
        Bad(String problem) {
            this(List.of(problem));
        }
    }

    /** Continues with {@code next}, unless there is a problem. */
    default <U> Parsed<U> then(Function<? super T, Parsed<U>> next) {
        if (this instanceof Ok<T> ok) {
            return next.apply(ok.value());
        }
        return new Bad<>(((Bad<T>) this).problems());
    }

    static <T> Parsed<T> ok(T value) {
        return new Ok<>(value);
    }

    /** A problem in the wording of all keys: what was expected, and what was found. */
    static <T> Parsed<T> expected(String what, String found) {
        return new Bad<>("expected " + what + ", found " + MessageWords.quoted(found));
    }
}
