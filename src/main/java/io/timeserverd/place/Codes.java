package io.timeserverd.place;

import io.timeserverd.place.Match.How;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Codes of countries, zones, regions and airports, where they stand alone. */
final class Codes {
    /** Countries whose regions people mostly name, by names and by codes, without the country. */
    static final Set<String> CUSTOMARY_COUNTRIES = Set.of("AU", "CA", "GB", "US");

    private static final int SHORT = 2;
    private static final int OF_AIRPORT = 3;

    /** A city of so many people is meant as well as an airport whose code is its name. */
    private static final long KNOWN = 100_000;

    /** So much likelier are a country, and a region whose code people write alone, to be meant by a code. */
    private static final int CUSTOMARY = 30;

    private static final Pattern AIRPORT = Pattern.compile("([A-Z]{3}) +(?i:airport)");

    private final Names names;
    private final Ranking ranking;

    Codes(Names names, Ranking ranking) {
        this.names = names;
        this.ranking = ranking;
    }

    /** With a capital and small letters it is rather a name: Nga is Russia in Vietnamese, and NGA Nigeria. */
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

    /** Two capitals are a code or a mistake, whatever place is called so. */
    static boolean isShort(String text) {
        return text.length() == SHORT && isCapital(text.charAt(0)) && isCapital(text.charAt(1));
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isOfAirport(String text) {
        return text.length() == OF_AIRPORT && text.chars().allMatch(c -> isCapital((char) c));
    }

    /** The country of that alpha-2 code. */
    Meaning country(String code) {
        return ranking.either(of(names.coded(code), Kind.COUNTRY));
    }

    /**
     * A code of a country, of a zone or of a region. When it means several of different time that people may mean alike, none
     * is chosen: GA is Gabon, Georgia and Gujarat. An airport has the code only where nothing else has it.
     */
    Meaning find(String text) {
        var matches = names.coded(text);
        var meant = new ArrayList<>(of(matches, Kind.ZONE_NAME));
        var regions = regionsOfCode(matches);
        if (meant.isEmpty()) {
            meant.addAll(dominant(of(matches, Kind.COUNTRY), pinned(text), regions));
        } else {
            meant.addAll(0, of(matches, Kind.COUNTRY));
            regions.forEach(match -> meant.add(match.row()));
        }
        if (meant.isEmpty() && isOfAirport(text)) {
            return airport(matches, text);
        }
        var meaning = ranking.either(meant);
        return meaning instanceof Meaning.Clear clear && isOfAirport(text)
                ? new Meaning.Clear(clear.row(), ranking.differing(clear.row(), of(matches, Kind.AIRPORT)), false)
                : meaning;
    }

    /** Cities that people mean by two letters: SF. */
    private List<PlaceRow> pinned(String text) {
        return (isShort(text) ? names.named(text, Kind.PLACE) : List.<Match>of())
                .stream()
                        .filter(match -> match.how() == How.PINNED)
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
    private static List<PlaceRow> dominant(List<PlaceRow> countries, List<PlaceRow> pinned, List<Match> regions) {
        if (countries.isEmpty() && !pinned.isEmpty()) {
            return pinned;
        }
        var customary = new ArrayList<PlaceRow>();
        var others = new ArrayList<PlaceRow>();
        regions.forEach(match -> (match.how() == How.CUSTOMARY_CODE ? customary : others).add(match.row()));
        boolean several = customary.size() > 1; // WA is Washington as well as Western Australia
        customary.addAll(countries);
        customary.sort(Comparator.comparingLong(PlaceRow::people).reversed());
        others.sort(Comparator.comparingLong(PlaceRow::people).reversed());
        if (!customary.isEmpty() && !several) {
            long most = customary.get(0).people();
            long next = customary.size() > 1 ? customary.get(1).people() : 0;
            long other = others.isEmpty() ? 0 : others.get(0).people();
            if (most >= Ranking.DOMINATES * next && most * CUSTOMARY >= Ranking.DOMINATES * other) {
                return customary.subList(0, 1);
            }
        }
        customary.addAll(others.subList(0, customary.isEmpty() ? others.size() : Math.min(1, others.size())));
        return customary;
    }

    /** {@code LHR airport}: its code with the word for it, which leaves nothing else that may be meant. */
    Meaning airport(String text) {
        var matcher = AIRPORT.matcher(text);
        return matcher.matches() ? ranking.either(of(names.coded(matcher.group(1)), Kind.AIRPORT)) : Meaning.NONE;
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
                ? ranking.either(List.of(((Meaning.Clear) city).row(), airports.get(0)))
                : new Meaning.Clear(airports.get(0), List.of(), false);
    }

    private static List<PlaceRow> of(List<Match> matches, Kind kind) {
        return matches.stream()
                .map(Match::row)
                .filter(row -> row.kind() == kind)
                .toList();
    }
}
