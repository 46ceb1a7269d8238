package io.timeserverd.admin;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One value of a filter.
 *
 * @param isExcluding whether the value has a {@code !} before it, so that what it accepts is left out
 * @param value tests what the value accepts
 */
record Condition<T>(boolean isExcluding, Predicate<T> value) {
    private static final String NOT = "!";

    /** Understands a value with or without a {@code !}; a {@code !} alone is a value. */
    static <T> Condition<T> parse(String text, Function<String, Predicate<T>> parser) {
        return new Condition<>(isExcluding(text), parser.apply(plain(text)));
    }

    private static boolean isExcluding(String text) {
        return text.startsWith(NOT) && text.length() > NOT.length();
    }

    /** A value without the {@code !}, if it has one. */
    static String plain(String text) {
        return isExcluding(text) ? text.substring(NOT.length()) : text;
    }

    /**
     * Combines the values of a filter: one of the plain ones must match, if there are any, and none of those with a !.
     */
    static <T> Predicate<T> all(List<Condition<T>> conditions) {
        Predicate<T> wanted = any(conditions, false);
        Predicate<T> unwanted = any(conditions, true);
        boolean areAllExcluding = conditions.stream().allMatch(Condition::isExcluding);
        return each -> (areAllExcluding || wanted.test(each)) && !unwanted.test(each);
    }

    private static <T> Predicate<T> any(List<Condition<T>> conditions, boolean isExcluding) {
        return conditions.stream()
                .filter(each -> each.isExcluding == isExcluding)
                .map(Condition::value)
                .reduce(nothing -> false, Predicate::or);
    }
}
