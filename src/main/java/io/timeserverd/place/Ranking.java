package io.timeserverd.place;

import io.timeserverd.place.Match.NameType;
import io.timeserverd.place.PlaceRow.Rank;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Decides which of several rows is meant.
 *
 * <p>The weight of a row is its population:
 *
 * <ul>
 *   <li>times four for the capital of a country; an unknown population is estimated by rank;
 *   <li>a quarter for a region or a district;
 *   <li>a fiftieth if the text is only an alternative name of the row;
 *   <li>a quarter if another row of that name has the accents that were typed.
 * </ul>
 *
 * <p>A place of some size keeps its name: rows for which that is only an alternative name are left out, unless they weigh three
 * times as much even so. The heaviest row is meant if it weighs at least three times as much as every row whose clocks differ.
 */
final class Ranking {
    /** A row dominates if it is this many times as heavy as every other. */
    static final int DOMINATES = 3;

    private static final int CAPITAL_FACTOR = 4;
    private static final int WRONG_ACCENTS_DIVISOR = 4;
    private static final int ALTERNATE_DIVISOR = 50;
    private static final int REGION_DIVISOR = 4;
    private static final int DISTRICT_DIVISOR = 4;

    /** The least part of a division's people that a city must have for the division's name to mean it. */
    private static final int CITY_DIVISOR = 5;

    /** A place of this many people keeps its name from rows that only have it as an alternative name. */
    private static final long KNOWN = 15_000;

    private static final long UNKNOWN_CAPITAL = 50_000;
    private static final long UNKNOWN_SEAT = 20_000;
    private static final long UNKNOWN_TOWN = 5_000;
    private static final long UNKNOWN = 1_000;
    private static final long FEWEST = 100;

    /** How many rows of a name are compared. They are sorted, so these are the heaviest. */
    private static final int WEIGHED = 16;

    private final PlaceTable rows;
    private final ZoneLookup zones;

    Ranking(PlaceTable rows, ZoneLookup zones) {
        this.rows = rows;
        this.zones = zones;
    }

    private record Weighed(PlaceRow row, long weight, NameType nameType, boolean isPlain) {
        boolean isNamed() {
            return nameType != NameType.ALTERNATE;
        }

        static int compare(Weighed one, Weighed other) {
            int pinned = Boolean.compare(other.nameType == NameType.PINNED, one.nameType == NameType.PINNED);
            int weights = pinned != 0 ? pinned : Long.compare(other.weight, one.weight);
            return weights != 0 ? weights : Integer.compare(one.row.number(), other.row.number());
        }
    }

    /** The weight without regard to accents, by which the references of a key are sorted. */
    static long weight(RowKind kind, Rank rank, long people, NameType nameType) {
        // Scaled, so that the divisions below are exact.
        long counted = people > 0 ? people : likelyPeople(kind, rank);
        long weight = Math.max(FEWEST, counted) * ALTERNATE_DIVISOR * DISTRICT_DIVISOR;
        if (rank == Rank.CAPITAL) {
            weight *= CAPITAL_FACTOR;
        }
        if (kind == RowKind.REGION) {
            weight /= REGION_DIVISOR;
        } else if (kind == RowKind.DISTRICT) {
            weight /= DISTRICT_DIVISOR;
        }
        return nameType == NameType.ALTERNATE ? weight / ALTERNATE_DIVISOR : weight;
    }

    /** An estimate for a row of unknown population. A division without people has no known place in it. */
    private static long likelyPeople(RowKind kind, Rank rank) {
        return switch (rank) {
            case CAPITAL -> UNKNOWN_CAPITAL;
            case SEAT -> UNKNOWN_SEAT;
            case TOWN -> UNKNOWN_TOWN;
            case NONE -> kind == RowKind.PLACE ? UNKNOWN : FEWEST;
        };
    }

    static long weight(Match match) {
        PlaceRow row = match.row();
        return weight(row.kind(), row.rank(), row.people(), match.nameType());
    }

    /** What {@code name} means, given the rows that its key leads to. */
    Meaning choose(List<Match> matches, String name) {
        return choose(matches, name, DOMINATES);
    }

    /** @param dominates how many times as heavy as every other a row must be */
    Meaning choose(List<Match> matches, String name, int dominates) {
        if (matches.isEmpty()) {
            return Meaning.NONE;
        }
        List<Weighed> weighed = weighed(matches, name);
        Weighed best = weighed.get(0);
        var rivals = new ArrayList<Weighed>();
        for (Weighed other : weighed) {
            if (!zones.agree(best.row.zone(), other.row.zone())) {
                rivals.add(other);
            }
        }
        if (best.nameType == NameType.PINNED || rivals.isEmpty() || best.weight >= dominates * rivals.get(0).weight) {
            return new Meaning.Clear(best.row, namesakes(rivals), best.nameType == NameType.ALTERNATE);
        }
        return new Meaning.Ambiguous(weighed.stream().map(Weighed::row).toList());
    }

    /** For rows without an order: the first if the clocks of all agree, else all. */
    Meaning either(List<PlaceRow> rows) {
        if (rows.isEmpty()) {
            return Meaning.NONE;
        }
        PlaceRow first = rows.get(0);
        return differing(first, rows).isEmpty()
                ? new Meaning.Clear(first, List.of(), false)
                : new Meaning.Ambiguous(rows);
    }

    /** Whether the clocks of two rows differ, and the first is at least {@code times} times as heavy as the second. */
    boolean outweighs(PlaceRow one, PlaceRow other, int times) {
        return !zones.agree(one.zone(), other.zone())
                && weight(one.kind(), one.rank(), one.people(), NameType.NAME)
                        >= times * weight(other.kind(), other.rank(), other.people(), NameType.NAME);
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

    /** The rows of {@code matches}, the likeliest first, each once. */
    List<PlaceRow> order(List<Match> matches, String name) {
        return matches.isEmpty()
                ? List.of()
                : weighed(matches, name).stream().map(Weighed::row).toList();
    }

    private List<Weighed> weighed(List<Match> matches, String name) {
        var weighed = new ArrayList<Weighed>();
        for (Match match : matches.subList(0, Math.min(WEIGHED, matches.size()))) {
            weighed.add(new Weighed(match.row(), weight(match), match.nameType(), match.isPlain()));
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
        for (Weighed each : weighed) {
            known = isKnownByName(each) ? Math.max(known, each.weight) : known;
        }
        long least = DOMINATES * known;
        weighed.removeIf(each -> each.nameType == NameType.ALTERNATE && each.weight < least);
    }

    /** Salisbury is not Harare, which once had that name. But Pekin is Beijing, 500 times as large as Pekin in Illinois. */
    private static boolean isKnownByName(Weighed each) {
        return each.isNamed() && each.row.people() >= KNOWN;
    }

    /**
     * If one of the names has the accents that were typed, the others weigh less. If a pinned name has accents, the pin holds
     * only if these were typed: San José is pinned, San Jose is not.
     */
    private void heedAccents(List<Weighed> weighed, String name) {
        String key = NameKeys.of(name);
        String accented = NameKeys.isAscii(name) ? key : NameKeys.accented(name);
        boolean plain = accented.equals(key);
        boolean anyAsTyped = false;
        for (Weighed each : weighed) {
            anyAsTyped |= each.isNamed() && isAsTyped(each, accented, plain);
        }
        for (int i = 0; i < weighed.size(); i++) {
            Weighed each = weighed.get(i);
            if (each.isNamed() && !each.nameType.isCode() && !isAsTyped(each, accented, plain)) {
                NameType nameType =
                        each.nameType == NameType.PINNED && isNameOf(each, key) ? NameType.NAME : each.nameType;
                long weight = anyAsTyped ? each.weight / WRONG_ACCENTS_DIVISOR : each.weight;
                weighed.set(i, new Weighed(each.row, weight, nameType, each.isPlain));
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

    /** Names like New York, Tokyo or Québec mean the city, which then weighs at least as much as its region. */
    private static void giveWayToCities(List<Weighed> weighed) {
        for (Weighed division : List.copyOf(weighed)) {
            boolean isDivision = division.row.kind() == RowKind.REGION || division.row.kind() == RowKind.DISTRICT;
            if (!isDivision || division.nameType == NameType.PINNED) {
                continue;
            }
            weighed.stream()
                    .filter(each -> isCityOf(division.row, each))
                    .max(Comparator.comparingLong(Weighed::weight))
                    .ifPresent(city -> {
                        weighed.remove(division);
                        weighed.remove(city);
                        NameType nameType = division.isNamed() && !city.isNamed() ? NameType.NAME : city.nameType;
                        weighed.add(
                                new Weighed(city.row, Math.max(city.weight, division.weight), nameType, city.isPlain));
                    });
        }
    }

    /** A place in the division and its zone that has its name, or has it as an alternative name and much of its people. */
    private static boolean isCityOf(PlaceRow division, Weighed each) {
        PlaceRow row = each.row;
        return row.isPlace()
                && (row.region() == division.number() || row.district() == division.number())
                && row.zone() == division.zone()
                && (each.isNamed() || CITY_DIVISOR * row.people() >= division.people());
    }
}
