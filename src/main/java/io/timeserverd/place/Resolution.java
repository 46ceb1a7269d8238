package io.timeserverd.place;

import java.util.List;

/** What a name turned out to mean. */
public sealed interface Resolution {
    record Found(Place place) implements Resolution {}

    /** Several places, none dominating; the spellings select one each. */
    record Ambiguous(List<String> spellings) implements Resolution {}

    /** A place whose zone the release of the rules does not have. */
    record Zoneless(String zoneId) implements Resolution {}

    /** No such place; the nearest names, best first, perhaps none. */
    record Unknown(List<String> nearest) implements Resolution {}
}
