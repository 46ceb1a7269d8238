package io.timeserverd.admin.report;

import java.util.ArrayList;
import java.util.List;

/** The first items of a list of any length, and how long that list was. */
public final class Few<T> {
    private final int max;
    private final List<T> kept = new ArrayList<>();
    private long total;

    /** @param max how many items are kept */
    public Few(int max) {
        this.max = max;
    }

    public void add(T each) {
        total++;
        if (kept.size() < max) {
            kept.add(each);
        }
    }

    List<T> kept() {
        return kept;
    }

    public long total() {
        return total;
    }

    /** How many items were not kept. */
    long others() {
        return total - kept.size();
    }
}
