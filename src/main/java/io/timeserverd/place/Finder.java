package io.timeserverd.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Finds what a text means in the data, in this order:
 *
 * <pre>
 *     "place, qualifier"                     only with a comma
 *     country
 *     abbreviation, Windows or long name     ET, MT and PT go before the countries of these codes
 *     place or region
 *     "place qualifier", "qualifier place"   one to three words
 *     code of a region                       of the US, Canada, Australia, Great Britain
 * </pre>
 */
final class Finder {
    private static final int MOST_QUALIFYING_WORDS = 3;

    /** Longer than any name, whatever stands between its letters: not to be looked up in all its parts. */
    private static final int LONGEST_NAME = 128;

    /** Countries whose regions' codes people write without the country. */
    static final Set<String> CODES_STAND_ALONE = Set.of("AU", "CA", "GB", "US");

    private final Names names;
    private final Qualifiers qualifiers;
    private final ZoneLookup zones;

    Finder(Names names, ZoneLookup zones) {
        this.names = names;
        this.qualifiers = new Qualifiers(names);
        this.zones = zones;
    }

    Meaning find(String text) {
        if (text.indexOf(',') >= 0) {
            var meaning = parted(text);
            if (!(meaning instanceof Meaning.None)) {
                return meaning;
            }
        }
        var matches = named(text);
        var meaning = whole(matches, text);
        if (meaning instanceof Meaning.None && text.indexOf(',') < 0) {
            meaning = inWords(text);
        }
        return meaning instanceof Meaning.None ? Ranking.choose(customaryCodes(matches), text, zones) : meaning;
    }

    private List<Match> named(String text) {
        return text.length() > LONGEST_NAME ? List.of() : names.find(Keys.of(text));
    }

    /** The whole text as one name. */
    private Meaning whole(List<Match> matches, String text) {
        var countries = of(matches, Kind.COUNTRY);
        var zoneNames = of(matches, Kind.ZONE_NAME);
        var places = of(matches, Kind.PLACE, Kind.REGION);
        var pinned = zoneNames.stream().anyMatch(match -> match.how() == Match.How.PINNED);
        var first = pinned || countries.isEmpty() ? zoneNames : countries;
        if (first.isEmpty()) {
            return Ranking.choose(places, text, zones);
        }
        var meaning = Ranking.choose(first, text, zones);
        return meaning instanceof Meaning.Clear clear
                ? new Meaning.Clear(clear.row(), differing(clear, places, text))
                : meaning;
    }

    /** What else a country's or a zone's name could have meant. */
    private List<Row> differing(Meaning.Clear clear, List<Match> places, String text) {
        var others = new ArrayList<>(clear.others());
        var named = places.stream()
                .filter(match -> match.how() != Match.How.ALTERNATE)
                .toList();
        for (var row : Ranking.order(named, text)) {
            if (!zones.agree(clear.row().zone(), row.zone())) {
                others.add(row);
            }
        }
        return others;
    }

    private static List<Match> of(List<Match> matches, Kind... kinds) {
        var wanted = Arrays.asList(kinds);
        return matches.stream()
                .filter(match -> wanted.contains(match.row().kind()) && match.how() != Match.How.CODE)
                .toList();
    }

    private static List<Match> codes(List<Match> matches) {
        return matches.stream().filter(match -> match.how() == Match.How.CODE).toList();
    }

    private static List<Match> customaryCodes(List<Match> matches) {
        return codes(matches).stream()
                .filter(match -> CODES_STAND_ALONE.contains(match.row().country()))
                .toList();
    }

    /** Name and qualifiers, parted by commas: the name first, or last. */
    private Meaning parted(String text) {
        var parts = Arrays.asList(text.split(",", -1));
        var first = parts.get(0);
        var last = parts.get(parts.size() - 1);
        var meaning = qualified(named(first), first, parts.subList(1, parts.size()));
        return meaning instanceof Meaning.None
                ? qualified(named(last), last, parts.subList(0, parts.size() - 1))
                : meaning;
    }

    /** The same without commas. */
    private Meaning inWords(String text) {
        var words = Arrays.asList(text.trim().split("\\s+", -1));
        // "in Warsaw" is neither in India nor in Indiana; "In Salah" was looked up as a whole before.
        boolean preposition = words.get(0).equals("in") || words.get(0).equals("In");
        for (int count = 1; count <= MOST_QUALIFYING_WORDS && count < words.size(); count++) {
            int rest = words.size() - count;
            Meaning meaning = preposition && rest == 1
                    ? new Meaning.None()
                    : inReadings(words.subList(0, rest), words.subList(rest, words.size()));
            if (meaning instanceof Meaning.None && !preposition) {
                meaning = inReadings(words.subList(count, words.size()), words.subList(0, count));
            }
            if (!(meaning instanceof Meaning.None)) {
                return meaning;
            }
        }
        return new Meaning.None();
    }

    private Meaning inReadings(List<String> name, List<String> qualifying) {
        var text = String.join(" ", name);
        var matches = named(text);
        Meaning meaning = new Meaning.None();
        for (var reading : matches.isEmpty() ? List.<List<String>>of() : Qualifiers.readings(qualifying)) {
            if (meaning instanceof Meaning.None) {
                meaning = qualified(matches, text, reading);
            }
        }
        return meaning;
    }

    private Meaning qualified(List<Match> matches, String name, List<String> texts) {
        var named = qualifiers.admitted(of(matches, Kind.PLACE, Kind.REGION), texts);
        return Ranking.choose(named.isEmpty() ? qualifiers.admitted(codes(matches), texts) : named, name, zones);
    }

    /** Rows of the name before the first comma that what follows admits, likeliest first. */
    List<Row> candidates(String text) {
        var parts = Arrays.asList(text.split(",", -1));
        var matches = of(named(parts.get(0)), Kind.values());
        return Ranking.order(qualifiers.admitted(matches, parts.subList(1, parts.size())), parts.get(0));
    }
}
