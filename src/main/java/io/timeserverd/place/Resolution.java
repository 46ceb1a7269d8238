package io.timeserverd.place;

import java.util.List;

/** What a text means. */
public sealed interface Resolution {
    record Found(Place place) implements Resolution {}

    /** Several places, none of which dominates. */
    record Ambiguous(Suggestions suggestions) implements Resolution {
        /** Spellings that each select one of them. */
        public List<String> spellings() {
            return suggestions.all();
        }
    }

    /** A place whose zone is missing in the release of the rules. */
    record Zoneless(String zoneId) implements Resolution {}

    /** No such place. */
    record Unknown(Suggestions suggestions) implements Resolution {
        /** Names that may have been meant, the best first; perhaps none. */
        public List<String> nearest() {
            return suggestions.all();
        }
    }
}
