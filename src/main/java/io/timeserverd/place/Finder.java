package io.timeserverd.place;

import io.timeserverd.place.Match.How;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds what a text means in the data, in this order:
 *
 * <pre>
 *     code             of a country; abbreviation of a zone; code of a region; in capitals, of an airport
 *     country
 *     name of a zone
 *     coordinates
 *     place, qualifier [, qualifier]     a comma is a wall: its sides are never joined
 *     place or region
 *     place qualifier                    one to three words, in front or behind
 * </pre>
 */
final class Finder {
    private static final int MOST_QUALIFYING_WORDS = 3;
    private static final int SHORT_CODE = 2;
    private static final int AIRPORT_CODE = 3;

    /** A city of so many people is meant as well as an airport whose code is its name. */
    private static final long KNOWN = 100_000;

    private static final int DOMINATES = 3;

    /** So much likelier are a country, and a region whose code people write alone, to be meant by a code. */
    private static final int CUSTOMARY = 30;

    private final Rows rows;
    private final Names names;
    private final ZoneLookup zones;
    private final Ranking ranking;
    private final Nearby nearby;

    Finder(Rows rows, Names names, Nearby nearby, ZoneLookup zones) {
        this.rows = rows;
        this.names = names;
        this.nearby = nearby;
        this.zones = zones;
        this.ranking = new Ranking(rows, zones);
    }

    Meaning find(String text) {
        var flag = Flags.code(text);
        if (flag.isPresent()) {
            return oneOf(of(names.coded(flag.get()), Kind.COUNTRY));
        }
        var plain = Flags.asCodes(text);
        var meaning = isMixed(plain) ? Meaning.NONE : coded(plain);
        if (meaning == Meaning.NONE && isShortCode(plain)) {
            return meaning;
        }
        var named = meaning == Meaning.NONE ? names.named(plain) : List.<Match>of();
        if (meaning == Meaning.NONE) {
            meaning = country(named, plain);
        }
        if (meaning == Meaning.NONE) {
            meaning = ranking.choose(of(named, List.of(Kind.ZONE_NAME)), plain);
        }
        if (meaning == Meaning.NONE) {
            meaning = at(plain);
        }
        if (meaning == Meaning.NONE) {
            meaning = place(named, plain);
        }
        return meaning == Meaning.NONE && isMixed(plain) ? coded(plain) : meaning;
    }

    // ---- codes

    /** Who writes a capital and small letters means a name: Nga is Russia in Vietnamese, and NGA Nigeria. */
    private static boolean isMixed(String text) {
        boolean small = false;
        boolean capital = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            small |= c >= 'a' && c <= 'z';
            capital |= isCapital(c);
        }
        return small && capital;
    }

    /** Two capitals are a code or a mistake, whatever place is called so. */
    private static boolean isShortCode(String text) {
        return text.length() == SHORT_CODE && isCapital(text.charAt(0)) && isCapital(text.charAt(1));
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isAirportCode(String text) {
        return text.length() == AIRPORT_CODE && text.chars().allMatch(c -> isCapital((char) c));
    }

    /**
     * A code of a country, of a zone or of a region. When it means several of different time that people may mean alike, none
     * is chosen: GA is Gabon, Georgia and Gujarat. An airport has the code only where nothing else has it.
     */
    private Meaning coded(String text) {
        var matches = names.coded(text);
        var meant = new ArrayList<>(of(matches, Kind.ZONE_NAME));
        var regions = regionsOfCode(matches);
        if (meant.isEmpty()) {
            meant.addAll(dominant(of(matches, Kind.COUNTRY), pinned(text), regions));
        } else {
            meant.addAll(0, of(matches, Kind.COUNTRY));
            regions.forEach(match -> meant.add(match.row()));
        }
        if (meant.isEmpty() && isAirportCode(text)) {
            return airport(matches, text);
        }
        var meaning = oneOf(meant);
        return meaning instanceof Meaning.Clear clear && isAirportCode(text)
                ? new Meaning.Clear(clear.row(), differing(clear.row(), of(matches, Kind.AIRPORT)), false)
                : meaning;
    }

    /** Cities that people mean by two or three letters: SF. */
    private List<Row> pinned(String text) {
        return names.named(text, Kind.PLACE).stream()
                .filter(match -> match.how() == How.PINNED && isShortCode(text))
                .map(Match::row)
                .toList();
    }

    /** Regions whose code that is, where it stands without the country. */
    private static List<Match> regionsOfCode(List<Match> matches) {
        return matches.stream()
                .filter(match -> match.row().kind() == Kind.REGION && match.how() != How.QUALIFYING_CODE)
                .toList();
    }

    /**
     * The countries and regions that may be meant by their code: the country, or the region whose code people write alone, if
     * it outweighs all others by far; otherwise all of these, and the heaviest of the regions whose code is in use as well.
     */
    private static List<Row> dominant(List<Row> countries, List<Row> pinned, List<Match> regions) {
        if (countries.isEmpty() && !pinned.isEmpty()) {
            return pinned;
        }
        var customary = new ArrayList<Row>();
        var others = new ArrayList<Row>();
        regions.forEach(match -> (match.how() == How.CUSTOMARY_CODE ? customary : others).add(match.row()));
        boolean several = customary.size() > 1; // WA is Washington as well as Western Australia
        customary.addAll(countries);
        customary.sort(Comparator.comparingLong(Row::people).reversed());
        others.sort(Comparator.comparingLong(Row::people).reversed());
        if (!customary.isEmpty() && !several) {
            long most = customary.get(0).people();
            long next = customary.size() > 1 ? customary.get(1).people() : 0;
            long other = others.isEmpty() ? 0 : others.get(0).people();
            if (most >= DOMINATES * next && most * CUSTOMARY >= DOMINATES * other) {
                return customary.subList(0, 1);
            }
        }
        customary.addAll(others.subList(0, customary.isEmpty() ? others.size() : Math.min(1, others.size())));
        return customary;
    }

    /** An airport, unless a city is called like its code: Hue is in Vietnam, and HUE in Ethiopia. */
    private Meaning airport(List<Match> matches, String text) {
        var airports = of(matches, Kind.AIRPORT);
        if (airports.isEmpty()) {
            return Meaning.NONE;
        }
        var city = ranking.choose(names.named(text, Kind.PLACE), text);
        boolean known = city instanceof Meaning.Clear clear
                && !clear.byAlternate()
                && clear.row().people() >= KNOWN;
        return known
                ? oneOf(List.of(((Meaning.Clear) city).row(), airports.get(0)))
                : new Meaning.Clear(airports.get(0), List.of(), false);
    }

    /** Rows between which nothing decides. */
    private Meaning oneOf(List<Row> candidates) {
        if (candidates.isEmpty()) {
            return Meaning.NONE;
        }
        var first = candidates.get(0);
        return differing(first, candidates).isEmpty()
                ? new Meaning.Clear(first, List.of(), false)
                : new Meaning.Open(candidates);
    }

    private static List<Row> of(List<Match> matches, Kind kind) {
        return matches.stream()
                .map(Match::row)
                .filter(row -> row.kind() == kind)
                .toList();
    }

    private static List<Match> of(List<Match> matches, List<Kind> kinds) {
        var some = new ArrayList<Match>();
        for (var match : matches) {
            if (kinds.contains(match.row().kind())) {
                some.add(match);
            }
        }
        return some;
    }

    private List<Row> differing(Row row, List<Row> others) {
        return others.stream()
                .filter(other -> !zones.agree(row.zone(), other.zone()))
                .toList();
    }

    // ---- countries and coordinates

    /** With what else its name means: Georgia is a country, "or Georgia, US". */
    private Meaning country(List<Match> named, String text) {
        var accented = names.accented(text);
        var countries = accented.isEmpty() ? of(named, List.of(Kind.COUNTRY)) : accented;
        if (countries.isEmpty()) {
            return Meaning.NONE;
        }
        var meaning = ranking.choose(countries, text);
        if (!(meaning instanceof Meaning.Clear clear)) {
            return meaning;
        }
        var others = of(named, List.of(Kind.REGION, Kind.PLACE)).stream()
                .filter(match -> match.how() != How.ALTERNATE)
                .toList();
        return new Meaning.Clear(clear.row(), differing(clear.row(), ranking.order(others, text)), false);
    }

    private Meaning at(String text) {
        var coordinates = mayBeCoordinates(text) ? Coordinates.parse(text) : Optional.<Coordinates>empty();
        if (coordinates.isEmpty()) {
            return Meaning.NONE;
        }
        var nearest =
                nearby.nearest(coordinates.get().latitude(), coordinates.get().longitude());
        return nearest.isPresent() ? new Meaning.Clear(rows.get(nearest.getAsInt()), List.of(), false) : Meaning.NONE;
    }

    private static boolean mayBeCoordinates(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    // ---- places and regions

    private Meaning place(List<Match> named, String text) {
        var parts = parts(text);
        if (parts.size() > 1) {
            return parted(parts);
        }
        var name = parts.isEmpty() ? text : parts.get(0);
        var meaning = ranking.choose(named, name);
        return meaning == Meaning.NONE ? inWords(name) : meaning;
    }

    /** What commas part, without blanks around it and without what is empty. */
    static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || Keys.COMMAS.indexOf(text.charAt(i)) >= 0) {
                var part = text.substring(start, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                start = i + 1;
            }
        }
        return parts;
    }

    /** Name and qualifiers: the name first, or last. */
    private Meaning parted(List<String> parts) {
        int last = parts.size() - 1;
        var meaning = qualified(parts.get(0), parts.subList(1, parts.size()));
        return meaning == Meaning.NONE ? qualified(parts.get(last), parts.subList(0, last)) : meaning;
    }

    /** The same without commas. */
    private Meaning inWords(String text) {
        var words = Arrays.asList(text.strip().split("\\s+", -1));
        // "in Warsaw" is neither in India nor in Indiana; "In Salah" was looked up as a whole before.
        boolean preposition = words.get(0).equalsIgnoreCase("in");
        for (int count = 1; count <= MOST_QUALIFYING_WORDS && count < words.size(); count++) {
            int rest = words.size() - count;
            Meaning meaning = preposition && rest == 1
                    ? Meaning.NONE
                    : inReadings(words.subList(0, rest), words.subList(rest, words.size()));
            if (meaning == Meaning.NONE && !preposition) {
                meaning = inReadings(words.subList(count, words.size()), words.subList(0, count));
            }
            if (meaning != Meaning.NONE) {
                return meaning;
            }
        }
        return Meaning.NONE;
    }

    /** The qualifying words as one qualifier, then as two: "Springfield Illinois USA". */
    private Meaning inReadings(List<String> name, List<String> qualifying) {
        var text = String.join(" ", name);
        if (names.named(text).isEmpty() && names.coded(text).isEmpty()) {
            return Meaning.NONE;
        }
        var meaning = qualified(text, List.of(String.join(" ", qualifying)));
        for (int cut = 1; cut < qualifying.size() && meaning == Meaning.NONE; cut++) {
            meaning = qualified(
                    text,
                    List.of(
                            String.join(" ", qualifying.subList(0, cut)),
                            String.join(" ", qualifying.subList(cut, qualifying.size()))));
        }
        return meaning;
    }

    /**
     * What has the name and lies in all that the qualifiers name. A code that is a country's and a region's means the country
     * where that has such a place: Windsor, CA is in Canada, and the answer names California's.
     */
    private Meaning qualified(String name, List<String> qualifiers) {
        var last = qualifiers.get(qualifiers.size() - 1);
        var regions = qualifiers.subList(0, qualifiers.size() - 1).stream()
                .map(text -> Qualifier.any(text, names, rows))
                .toList();
        var country = Qualifier.country(last, names, rows);
        var any = Qualifier.any(last, names, rows);
        if (any.isEmpty() || regions.stream().anyMatch(Qualifier::isEmpty)) {
            return Meaning.NONE;
        }
        var zone = regions.isEmpty() ? country.zoneCalled(name, zones) : Optional.<Row>empty();
        if (zone.isPresent()) {
            return new Meaning.Clear(zone.get(), List.of(), false);
        }
        var all = candidates(name, number -> any.admits(number) && admit(regions, number));
        var meaning = ranking.choose(any.isOnlyCountries() ? all : preferred(all, country, any.isCustomary()), name);
        return meaning instanceof Meaning.Clear clear
                ? new Meaning.Clear(clear.row(), differing(clear.row(), ranking.order(all, name)), clear.byAlternate())
                : meaning;
    }

    /** The best kind of match behind a code of two meanings. */
    private static List<Match> preferred(List<Match> all, Qualifier country, boolean isCustomary) {
        Predicate<Match> inCountry = match -> country.admits(match.row().number());
        Predicate<Match> place = match -> match.row().isPlace();
        Predicate<Match> named = match -> match.how() != How.ALTERNATE;
        // Ontario, CA is in California; Sonora, Mexico is the state.
        var preferences = isCustomary
                ? Stream.of(inCountry.and(place).and(named), place.and(named), named, inCountry)
                : Stream.of(inCountry.and(named), inCountry, place.and(named), named);
        return Stream.concat(preferences, Stream.of((Predicate<Match>) match -> true))
                .map(which -> all.stream().filter(which).toList())
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static boolean admit(List<Qualifier> qualifiers, int number) {
        return qualifiers.stream().allMatch(qualifier -> qualifier.admits(number));
    }

    private List<Match> candidates(String name, IntPredicate admitted) {
        var coded = names.coded(name).stream()
                .filter(match -> isLand(match.row().number())
                        && admitted.test(match.row().number()))
                .toList();
        if (!coded.isEmpty() && isShortCode(name)) {
            return coded;
        }
        var named = names.named(name, number -> isLand(number) && admitted.test(number));
        return named.isEmpty() ? coded : named;
    }

    private boolean isLand(int number) {
        var kind = rows.kind(number);
        return kind == Kind.PLACE || kind == Kind.REGION || kind == Kind.DISTRICT;
    }

    /** Rows of the name before the first comma that what follows admits, likeliest first. */
    List<Row> candidates(String text) {
        var parts = parts(text);
        if (parts.isEmpty()) {
            return List.of();
        }
        var qualifiers = parts.subList(1, parts.size()).stream()
                .map(part -> Qualifier.any(part, names, rows))
                .toList();
        return ranking.order(names.named(parts.get(0), number -> admit(qualifiers, number)), parts.get(0));
    }
}
