package io.timeserverd.place;

import java.util.List;
import java.util.function.Supplier;

/** Spellings to try instead, the best first. A search finds them when they are first needed. Belongs to one thread. */
public final class Suggestions {
    private final Supplier<List<String>> search;
    private List<String> found;

    Suggestions(Supplier<List<String>> search) {
        this.search = search;
    }

    List<String> all() {
        if (found == null) {
            found = search.get();
        }
        return found;
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
