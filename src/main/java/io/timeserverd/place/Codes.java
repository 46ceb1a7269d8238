package io.timeserverd.place;

import io.timeserverd.place.Match.NameType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a code means that stands alone: a country, a zone, a region, an airport. */
final class Codes {
    /** Countries whose regions people mostly name without the country, by name or by code. */
    static final Set<String> CUSTOMARY_COUNTRIES = Set.of("AU", "CA", "GB", "US");

    private static final int SHORT_LENGTH = 2;
    private static final int AIRPORT_LENGTH = 3;

    /** If a city of this many people is called like the code of an airport, either may be meant. */
    private static final long KNOWN = 100_000;

    /** How much likelier a country, or a region whose code people write alone, is meant than other regions with the code. */
    private static final int CUSTOMARY_FACTOR = 30;

    private static final Pattern AIRPORT = Pattern.compile("([A-Z]{3}) +(?i:airport)");

    private final Names names;
    private final Ranking ranking;

    Codes(Names names, Ranking ranking) {
        this.names = names;
        this.ranking = ranking;
    }

    /** Whether it has capitals and small letters, like a name: Nga is Russia in Vietnamese, NGA is Nigeria. */
    static boolean isMixed(String text) {
        boolean small = false;
        boolean capital = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            small |= c >= 'a' && c <= 'z';
            capital |= isCapital(c);
        }
        return small && capital;
    }

    /** Whether it is two capitals: a code or a mistake, but not the name of a place. */
    static boolean isShort(String text) {
        return text.length() == SHORT_LENGTH && isCapital(text.charAt(0)) && isCapital(text.charAt(1));
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isOfAirport(String text) {
        return text.length() == AIRPORT_LENGTH && text.chars().allMatch(c -> isCapital((char) c));
    }

    /** The country of that alpha-2 code. */
    Meaning country(String code) {
        return ranking.either(of(names.coded(code), RowKind.COUNTRY));
    }

    /**
     * What a code of a country, a zone or a region means. It is ambiguous if it has several meanings that are about as likely
     * and whose clocks differ: GA is Gabon, Georgia and Gujarat. An airport is meant only if nothing else has the code.
     */
    Meaning find(String text) {
        List<Match> matches = names.coded(text);
        var meant = new ArrayList<>(of(matches, RowKind.ZONE_NAME));
        List<Match> regions = regionsOfCode(matches);
        if (meant.isEmpty()) {
            meant.addAll(dominant(of(matches, RowKind.COUNTRY), pinned(text), regions));
        } else {
            meant.addAll(0, of(matches, RowKind.COUNTRY));
            regions.forEach(match -> meant.add(match.row()));
        }
        if (meant.isEmpty() && isOfAirport(text)) {
            return airport(matches, text);
        }
        Meaning meaning = ranking.either(meant);
        return meaning instanceof Meaning.Clear clear && isOfAirport(text)
                ? new Meaning.Clear(clear.row(), ranking.differing(clear.row(), of(matches, RowKind.AIRPORT)), false)
                : meaning;
    }

    /** Cities that people mean by two letters: SF. */
    private List<PlaceRow> pinned(String text) {
        return (isShort(text) ? names.named(text, RowKind.PLACE) : List.<Match>of())
                .stream()
                        .filter(match -> match.nameType() == NameType.PINNED)
                        .map(Match::row)
                        .toList();
    }

    /** Regions with this code that may be meant without the country. */
    private static List<Match> regionsOfCode(List<Match> matches) {
        return matches.stream()
                .filter(match -> match.row().kind() == RowKind.REGION && match.nameType() != NameType.QUALIFYING_CODE)
                .toList();
    }

    /**
     * The countries and regions that a code may mean: only the country, or only the region whose code people write alone, if it
     * outweighs all others by far; otherwise all of these, and the largest of the other regions with the code.
     */
    private static List<PlaceRow> dominant(List<PlaceRow> countries, List<PlaceRow> pinned, List<Match> regions) {
        if (countries.isEmpty() && !pinned.isEmpty()) {
            return pinned;
        }
        var customary = new ArrayList<PlaceRow>();
        var others = new ArrayList<PlaceRow>();
        regions.forEach(match -> (match.nameType() == NameType.CUSTOMARY_CODE ? customary : others).add(match.row()));
        boolean several = customary.size() > 1; // WA is Washington as well as Western Australia
        customary.addAll(countries);
        customary.sort(Comparator.comparingLong(PlaceRow::people).reversed());
        others.sort(Comparator.comparingLong(PlaceRow::people).reversed());
        if (!customary.isEmpty() && !several) {
            long most = customary.get(0).people();
            long next = customary.size() > 1 ? customary.get(1).people() : 0;
            long other = others.isEmpty() ? 0 : others.get(0).people();
            if (most >= Ranking.DOMINATES * next && most * CUSTOMARY_FACTOR >= Ranking.DOMINATES * other) {
                return customary.subList(0, 1);
            }
        }
        customary.addAll(others.subList(0, customary.isEmpty() ? others.size() : Math.min(1, others.size())));
        return customary;
    }

    /** {@code LHR airport}: the code of an airport with the word for it, which can mean nothing else. */
    Meaning airport(String text) {
        Matcher matcher = AIRPORT.matcher(text);
        return matcher.matches() ? ranking.either(of(names.coded(matcher.group(1)), RowKind.AIRPORT)) : Meaning.NONE;
    }

    /** The airport; ambiguous if a city is called like its code: Hue is in Vietnam, the airport HUE in Ethiopia. */
    private Meaning airport(List<Match> matches, String text) {
        List<PlaceRow> airports = of(matches, RowKind.AIRPORT);
        if (airports.isEmpty()) {
            return Meaning.NONE;
        }
        Meaning city = ranking.choose(names.named(text, RowKind.PLACE), text);
        boolean known = city instanceof Meaning.Clear clear
                && !clear.byAlternate()
                && clear.row().people() >= KNOWN;
        return known
                ? ranking.either(List.of(((Meaning.Clear) city).row(), airports.get(0)))
                : new Meaning.Clear(airports.get(0), List.of(), false);
    }

    private static List<PlaceRow> of(List<Match> matches, RowKind kind) {
        return matches.stream()
                .map(Match::row)
                .filter(row -> row.kind() == kind)
                .toList();
    }
}
