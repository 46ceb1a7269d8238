package io.timeserverd.place;

import java.util.List;

/** What a name turned out to mean. */
public sealed interface Resolution {
    record Found(Place place) implements Resolution {}

    /** Several places, none dominating. */
    record Ambiguous(Suggestions suggestions) implements Resolution {
        /** What selects one of them each. */
        public List<String> spellings() {
            return suggestions.all();
        }
    }

    /** A place whose zone the release of the rules does not have. */
    record Zoneless(String zoneId) implements Resolution {}

    /** No such place. */
    record Unknown(Suggestions suggestions) implements Resolution {
        /** The nearest names, best first, perhaps none. */
        public List<String> nearest() {
            return suggestions.all();
        }
    }
}
