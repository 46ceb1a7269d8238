package io.timeserverd.place;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of several rows is meant.
 *
 * <p>A row's score is its people, twice as many for a national capital, a quarter where an alternate name
 * matched or the row is a region, four times as many where the accents typed are those of the name. The
 * best one is meant when it scores at least three times as much as every one whose clocks differ.
 */
final class Ranking {
    private static final int DOMINATES = 3;
    private static final int CAPITAL = 2;
    private static final int ACCENTS = 4;
    private static final int ALTERNATE = 4;
    private static final int REGION = 4;
    private static final int MUCH = 4;

    /** So that places whose population nobody counted can be compared at all. */
    private static final long FEWEST = 100;

    private Ranking() {}

    private record Scored(Row row, long score, boolean pinned, boolean byName) {}

    /** What {@code name} means, given the rows that its key led to. */
    static Meaning choose(List<Match> matches, String name, ZoneLookup zones) {
        var ranked = ranked(matches, name);
        if (ranked.isEmpty()) {
            return new Meaning.None();
        }
        var best = ranked.get(0);
        var rivals = ranked.stream()
                .filter(other -> !zones.agree(best.row.zone(), other.row.zone()))
                .toList();
        if (best.pinned || rivals.isEmpty() || best.score >= DOMINATES * rivals.get(0).score) {
            return new Meaning.Clear(best.row, namesakes(rivals));
        }
        return new Meaning.Open(ranked.stream().map(Scored::row).toList());
    }

    /** Leaves out rows that match only by an alternative name. */
    private static List<Row> namesakes(List<Scored> rivals) {
        return rivals.stream().filter(Scored::byName).map(Scored::row).toList();
    }

    /** The rows of {@code matches}, likeliest first, each once. */
    static List<Row> order(List<Match> matches, String name) {
        return ranked(matches, name).stream().map(Scored::row).toList();
    }

    private static List<Scored> ranked(List<Match> matches, String name) {
        var key = Keys.of(name);
        var accented = Keys.accented(name);
        Map<String, Scored> best = new HashMap<>();
        for (var match : matches) {
            best.merge(match.row().id(), score(match, key, accented), (a, b) -> a.score >= b.score ? a : b);
        }
        giveWayToCities(best);
        return best.values().stream()
                .sorted(Comparator.comparing(Scored::pinned)
                        .thenComparing(Scored::score)
                        .reversed()
                        .thenComparing(scored -> scored.row.id()))
                .toList();
    }

    /** New York, Tokyo or Québec mean the city, which then counts for as much as its region. */
    private static void giveWayToCities(Map<String, Scored> scores) {
        for (var region : List.copyOf(scores.values())) {
            scores.values().stream()
                    .filter(scored -> isCityOf(region.row, scored))
                    .max(Comparator.comparingLong(Scored::score))
                    .ifPresent(city -> {
                        long score = Math.max(city.score, region.score);
                        scores.remove(region.row.id());
                        scores.put(city.row.id(), new Scored(city.row, score, city.pinned, true));
                    });
        }
    }

    /** A place of the same time that has the region's name, or is also called so and has much of its people. */
    private static boolean isCityOf(Row region, Scored scored) {
        var row = scored.row;
        return row.kind() == Kind.PLACE
                && row.regionId().equals(region.id())
                && row.zone().equals(region.zone())
                && (scored.byName || MUCH * row.population() >= region.population());
    }

    private static Scored score(Match match, String key, String accented) {
        var row = match.row();
        // Scaled, so that the quarters keep their remainders.
        long score = Math.max(FEWEST, row.population()) * ALTERNATE * REGION;
        if (row.isCapital()) {
            score *= CAPITAL;
        }
        if (row.kind() == Kind.REGION) {
            score /= REGION;
        }
        boolean byName = match.how() != Match.How.ALTERNATE;
        boolean asTyped = byName
                && row.names().stream().anyMatch(name -> Keys.accented(name).equals(accented));
        if (!byName) {
            score /= ALTERNATE;
        } else if (asTyped) {
            score *= ACCENTS;
        }
        // A pin on a name with accents holds only if they were typed: San José is pinned, San Jose is not.
        boolean pinned = match.how() == Match.How.PINNED
                && (asTyped
                        || row.names().stream().noneMatch(name -> Keys.of(name).equals(key)));
        return new Scored(row, score, pinned, byName);
    }
}
