package io.timeserverd.conf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The problems found so far. Only the first ones are kept, and the others are counted. */
final class Problems {
    static final int MAX = 100;

    private final String file;
    private final List<Problem> kept = new ArrayList<>();
    private int more;

    Problems(String file) {
        this.file = file;
    }

    void add(Problem problem) {
        if (kept.size() < MAX) {
            kept.add(problem);
        } else {
            more++;
        }
    }

    boolean isFull() {
        return kept.size() >= MAX;
    }

    /** The problems in the order of the file, then those of the command line, then those of defaults. */
    List<Problem> list() {
        if (kept.isEmpty()) {
            return List.of();
        }
        var list = new ArrayList<>(kept);
        list.sort(Comparator.comparing((Problem p) -> !p.where().equals(file)).thenComparing(Problem::line));
        if (more > 0) {
            list.add(new Problem(file, 0, "", "and " + more + " more problems"));
        }
        return List.copyOf(list);
    }
}
