package io.timeserverd.place;

import java.util.Map;
import java.util.Optional;

/**
 * An operator's own names for places.
 *
 * @param byKey what is to be resolved instead of a name, by the name's key
 */
public record ExtraNames(Map<String, String> byKey) {
    /** No names. */
    public static final ExtraNames NONE = new ExtraNames(Map.of());

    public ExtraNames {
        byKey = Map.copyOf(byKey);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(byKey.get(Keys.of(name)));
    }
}
