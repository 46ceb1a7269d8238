package io.timeserverd.place;

import io.timeserverd.place.Match.How;
import io.timeserverd.place.PlaceRow.Rank;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which of several rows is meant.
 *
 * <p>A row's weight is its people, four times as many for a national capital. The seat of a division whose people nobody counted
 * weighs as much as a town of its rank. A region weighs a quarter, a district as much, and a row a fiftieth where only an
 * alternate name leads to it. It weighs a quarter where the accents typed are not those of its name. A place of some size keeps its name from
 * others that are only also called so, unless they weigh three times as much even so. The heaviest is meant when it weighs at least three times as much as every one whose clocks differ.
 */
final class Ranking {
    /** So many times as heavy as every other, a row is meant. */
    static final int DOMINATES = 3;

    private static final int CAPITAL = 4;
    private static final int ACCENTS = 4;
    private static final int ALTERNATE = 50;
    private static final int REGION = 4;
    private static final int DISTRICT = 4;
    private static final int MUCH = 5;

    /** A place of so many people keeps its name from all that are also called so. */
    private static final long KNOWN = 15_000;

    private static final long UNKNOWN_CAPITAL = 50_000;
    private static final long UNKNOWN_SEAT = 20_000;
    private static final long UNKNOWN_TOWN = 5_000;
    private static final long UNKNOWN = 1_000;
    private static final long FEWEST = 100;

    /** More would only be weighed to be light. Those of a name are sorted, so these are the heaviest. */
    private static final int WEIGHED = 16;

    private final Rows rows;
    private final ZoneLookup zones;

    Ranking(Rows rows, ZoneLookup zones) {
        this.rows = rows;
        this.zones = zones;
    }

    private record Weighed(PlaceRow row, long weight, How how, boolean isPlain) {
        boolean isNamed() {
            return how != How.ALTERNATE;
        }

        static int compare(Weighed one, Weighed other) {
            int pinned = Boolean.compare(other.how == How.PINNED, one.how == How.PINNED);
            int weights = pinned != 0 ? pinned : Long.compare(other.weight, one.weight);
            return weights != 0 ? weights : Integer.compare(one.row.number(), other.row.number());
        }
    }

    /** Before a text is compared with the name: the order of the references of a key. */
    static long weight(Kind kind, Rank rank, long people, How how) {
        // Scaled, so that fractions keep their remainders.
        long weight = Math.max(FEWEST, people > 0 ? people : likelyPeople(kind, rank)) * ALTERNATE * DISTRICT;
        if (rank == Rank.CAPITAL) {
            weight *= CAPITAL;
        }
        if (kind == Kind.REGION) {
            weight /= REGION;
        } else if (kind == Kind.DISTRICT) {
            weight /= DISTRICT;
        }
        return how == How.ALTERNATE ? weight / ALTERNATE : weight;
    }

    /** The people of a row that nobody counted. No place is known to lie in a division that has none. */
    private static long likelyPeople(Kind kind, Rank rank) {
        return switch (rank) {
            case CAPITAL -> UNKNOWN_CAPITAL;
            case SEAT -> UNKNOWN_SEAT;
            case TOWN -> UNKNOWN_TOWN;
            case NONE -> kind == Kind.PLACE ? UNKNOWN : FEWEST;
        };
    }

    static long weight(Match match) {
        var row = match.row();
        return weight(row.kind(), row.rank(), row.people(), match.how());
    }

    /** What {@code name} means, given the rows that its key led to. */
    Meaning choose(List<Match> matches, String name) {
        return choose(matches, name, DOMINATES);
    }

    /** @param dominates so many times as heavy as every other a row must be */
    Meaning choose(List<Match> matches, String name, int dominates) {
        if (matches.isEmpty()) {
            return Meaning.NONE;
        }
        var weighed = weighed(matches, name);
        var best = weighed.get(0);
        var rivals = new ArrayList<Weighed>();
        for (var other : weighed) {
            if (!zones.agree(best.row.zone(), other.row.zone())) {
                rivals.add(other);
            }
        }
        if (best.how == How.PINNED || rivals.isEmpty() || best.weight >= dominates * rivals.get(0).weight) {
            return new Meaning.Clear(best.row, namesakes(rivals), best.how == How.ALTERNATE);
        }
        return new Meaning.Open(weighed.stream().map(Weighed::row).toList());
    }

    /** One of several rows between which nothing decides but that all of them may keep the same time. */
    Meaning either(List<PlaceRow> rows) {
        if (rows.isEmpty()) {
            return Meaning.NONE;
        }
        var first = rows.get(0);
        return differing(first, rows).isEmpty() ? new Meaning.Clear(first, List.of(), false) : new Meaning.Open(rows);
    }

    /** Whether clocks differ in two rows, and one is so many times as heavy as the other. */
    boolean outweighs(PlaceRow one, PlaceRow other, int times) {
        return !zones.agree(one.zone(), other.zone())
                && weight(one.kind(), one.rank(), one.people(), How.NAME)
                        >= times * weight(other.kind(), other.rank(), other.people(), How.NAME);
    }

    /** Those whose clocks differ from those of {@code row}. */
    List<PlaceRow> differing(PlaceRow row, List<PlaceRow> others) {
        return others.stream()
                .filter(other -> !zones.agree(row.zone(), other.zone()))
                .toList();
    }

    /** Leaves out rows that match only by an alternative name. */
    private static List<PlaceRow> namesakes(List<Weighed> rivals) {
        return rivals.stream().filter(Weighed::isNamed).map(Weighed::row).toList();
    }

    /** The rows of {@code matches}, likeliest first, each once. */
    List<PlaceRow> order(List<Match> matches, String name) {
        return matches.isEmpty()
                ? List.of()
                : weighed(matches, name).stream().map(Weighed::row).toList();
    }

    private List<Weighed> weighed(List<Match> matches, String name) {
        var weighed = new ArrayList<Weighed>();
        for (var match : matches.subList(0, Math.min(WEIGHED, matches.size()))) {
            weighed.add(new Weighed(match.row(), weight(match), match.how(), match.isPlain()));
        }
        if (weighed.size() > 1) {
            heedAccents(weighed, name);
            giveWayToCities(weighed);
            leaveOutOldNames(weighed);
            weighed.sort(Weighed::compare);
        }
        return weighed;
    }

    private static void leaveOutOldNames(List<Weighed> weighed) {
        long known = 0;
        for (var each : weighed) {
            known = isKnownByName(each) ? Math.max(known, each.weight) : known;
        }
        long least = DOMINATES * known;
        weighed.removeIf(each -> each.how == How.ALTERNATE && each.weight < least);
    }

    /** Salisbury is not Harare, which was called so once; but Pekin is Beijing, 500 times as large as Pekin in Illinois. */
    private static boolean isKnownByName(Weighed each) {
        return each.isNamed() && each.row.people() >= KNOWN;
    }

    /**
     * Where one of the names has the accents that were typed, the others weigh less. A pin on a name with accents holds only if
     * they were typed: San José is pinned, San Jose is not.
     */
    private void heedAccents(List<Weighed> weighed, String name) {
        var key = NameKeys.of(name);
        var accented = NameKeys.isAscii(name) ? key : NameKeys.accented(name);
        boolean plain = accented.equals(key);
        boolean anyAsTyped = false;
        for (var each : weighed) {
            anyAsTyped |= each.isNamed() && isAsTyped(each, accented, plain);
        }
        for (int i = 0; i < weighed.size(); i++) {
            var each = weighed.get(i);
            if (each.isNamed() && !each.how.isCode() && !isAsTyped(each, accented, plain)) {
                var how = each.how == How.PINNED && isNameOf(each, key) ? How.NAME : each.how;
                long weight = anyAsTyped ? each.weight / ACCENTS : each.weight;
                weighed.set(i, new Weighed(each.row, weight, how, each.isPlain));
            }
        }
    }

    /** @param plain whether what was typed has no accents */
    private boolean isAsTyped(Weighed each, String accented, boolean plain) {
        return plain
                ? each.isPlain
                : rows.names(each.row.number()).stream()
                        .anyMatch(name -> NameKeys.accented(name).equals(accented));
    }

    private boolean isNameOf(Weighed each, String key) {
        return rows.names(each.row.number()).stream()
                .anyMatch(name -> NameKeys.of(name).equals(key));
    }

    /** New York, Tokyo or Québec mean the city, which then counts for as much as its region. */
    private static void giveWayToCities(List<Weighed> weighed) {
        for (var division : List.copyOf(weighed)) {
            boolean isDivision = division.row.kind() == Kind.REGION || division.row.kind() == Kind.DISTRICT;
            if (!isDivision || division.how == How.PINNED) {
                continue;
            }
            weighed.stream()
                    .filter(each -> isCityOf(division.row, each))
                    .max(Comparator.comparingLong(Weighed::weight))
                    .ifPresent(city -> {
                        weighed.remove(division);
                        weighed.remove(city);
                        var how = division.isNamed() && !city.isNamed() ? How.NAME : city.how;
                        weighed.add(new Weighed(city.row, Math.max(city.weight, division.weight), how, city.isPlain));
                    });
        }
    }

    /** A place of the same time that has the division's name, or is also called so and has much of its people. */
    private static boolean isCityOf(PlaceRow division, Weighed each) {
        var row = each.row;
        return row.isPlace()
                && (row.region() == division.number() || row.district() == division.number())
                && row.zone() == division.zone()
                && (each.isNamed() || MUCH * row.people() >= division.people());
    }
}
