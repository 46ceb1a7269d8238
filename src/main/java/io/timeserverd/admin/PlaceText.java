package io.timeserverd.admin;

import io.timeserverd.place.NameKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A text that the names of places are searched for. Like a request it ignores case, accents and spaces, and what stands between
 * two commas: {@code sao paulo, brazil} is found in {@code São Paulo, São Paulo, Brazil}.
 */
final class PlaceText implements Predicate<String> {
    /** Stands before a text that must be the whole name. */
    static final String EXACTLY = "=";

    private static final String COMMA = ",";

    /**
     * For how many names the result is remembered. A journal has far fewer places than records, and a test takes a
     * microsecond or more.
     */
    private static final int MAX_REMEMBERED = 1 << 14;

    private final String part;
    private final List<String> keys;
    private final Map<String, Boolean> remembered = new HashMap<>();

    private PlaceText(String text) {
        part = text.toLowerCase(Locale.ROOT);
        keys = keys(text);
    }

    /**
     * Tests whether a name contains a text; or is exactly this text, if it has a {@code =} before it. For one thread.
     */
    static Predicate<String> parse(String text) {
        return text.startsWith(EXACTLY) ? text.substring(EXACTLY.length())::equals : new PlaceText(text);
    }

    private static List<String> keys(String text) {
        return Stream.of(NameKeys.of(text).split(COMMA, -1))
                .filter(key -> !key.isEmpty())
                .toList();
    }

    @Override
    public boolean test(String name) {
        if (remembered.size() == MAX_REMEMBERED) {
            remembered.clear();
        }
        return remembered.computeIfAbsent(name, this::isIn);
    }

    /**
     * Whether the text is in a name letter by letter, or each part between commas is in a part of the name, in order.
     */
    private boolean isIn(String name) {
        if (name.toLowerCase(Locale.ROOT).contains(part)) {
            return true;
        }
        int found = 0;
        for (String key : keys(name)) {
            if (found < keys.size() && key.contains(keys.get(found))) {
                found++;
            }
        }
        return found > 0 && found == keys.size();
    }
}
