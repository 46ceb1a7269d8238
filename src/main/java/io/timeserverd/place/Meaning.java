package io.timeserverd.place;

import java.util.List;

/** What the data makes of a text. */
sealed interface Meaning {
    Meaning NONE = new None();

    /**
     * One row.
     *
     * @param others what it could have meant as well, likeliest first, where clocks differ
     * @param byAlternate whether that is not what it is called today
     */
    record Clear(PlaceRow row, List<PlaceRow> others, boolean byAlternate) implements Meaning {}

    /** Several rows, likeliest first, none of which dominates and whose clocks differ. */
    record Open(List<PlaceRow> rows) implements Meaning {}

    /** Nothing. */
    record None() implements Meaning {}
}
