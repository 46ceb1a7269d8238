package io.timeserverd.place;

import java.util.List;

/** What a text means in the data. */
sealed interface Meaning {
    Meaning NONE = new None();

    /**
     * One row.
     *
     * @param others rows whose clocks differ that it could have meant as well, the likeliest first
     * @param byAlternate whether the text is only an alternative name of the row
     */
    record Clear(PlaceRow row, List<PlaceRow> others, boolean byAlternate) implements Meaning {}

    /** Several rows whose clocks differ and none of which dominates, the likeliest first. */
    record Ambiguous(List<PlaceRow> rows) implements Meaning {}

    /** Nothing. */
    record None() implements Meaning {}
}
