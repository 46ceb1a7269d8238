package io.timeserverd.place;

import io.timeserverd.place.Match.How;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
 *     code airport
 *     place abbreviation                 where that is one of the place's zone
 * </pre>
 */
final class Finder {
    private static final int MOST_QUALIFYING_WORDS = 3;

    /** Central America is not Central in Louisiana. */
    private static final Set<String> DIRECTIONS = Set.of("north", "east", "south", "west", "central");

    private final Rows rows;
    private final Names names;
    private final Nearby nearby;
    private final ZoneLookup zones;
    private final Ranking ranking;
    private final Codes codes;
    private final CityNames cityNames;
    private final QualifiedNames qualified;

    Finder(Rows rows, Names names, Nearby nearby, ZoneLookup zones) {
        this.rows = rows;
        this.names = names;
        this.nearby = nearby;
        this.zones = zones;
        this.ranking = new Ranking(rows, zones);
        this.codes = new Codes(names, ranking);
        this.cityNames = new CityNames(names, ranking);
        this.qualified = new QualifiedNames(rows, names, zones, ranking);
    }

    Meaning find(String text) {
        var flag = Flags.code(text);
        if (flag.isPresent()) {
            return codes.country(flag.get());
        }
        var plain = Flags.asCodes(text);
        var meaning = Codes.isMixed(plain) ? codes.airport(plain) : codes.find(plain);
        if (meaning != Meaning.NONE || Codes.isShort(plain)) {
            return meaning;
        }
        var named = names.named(plain);
        meaning = country(named, plain);
        if (meaning == Meaning.NONE) {
            meaning = zone(named, plain);
        }
        if (meaning == Meaning.NONE) {
            meaning = at(plain);
        }
        if (meaning == Meaning.NONE) {
            meaning = place(named, plain);
        }
        if (meaning == Meaning.NONE) {
            meaning = codes.airport(plain.toUpperCase(Locale.ROOT));
        }
        if (meaning == Meaning.NONE && Codes.isMixed(plain)) {
            meaning = codes.find(plain);
        }
        return meaning == Meaning.NONE ? inOtherWords(plain) : meaning;
    }

    /** {@code N.S.W.}, and {@code New York EST}. */
    private Meaning inOtherWords(String text) {
        if (ShortWords.isInitials(text)) {
            return find(text.replace(".", ""));
        }
        int blank = text.lastIndexOf(' ');
        return blank > 0 ? withAbbreviation(text.substring(0, blank), text.substring(blank + 1)) : Meaning.NONE;
    }

    /** A place with an abbreviation of its zone behind it, and no other one. */
    private Meaning withAbbreviation(String text, String abbreviation) {
        var named = of(names.coded(abbreviation), Kind.ZONE_NAME);
        return !named.isEmpty()
                        && find(text) instanceof Meaning.Clear clear
                        && (zones.abbreviates(rows.zone(clear.row().zone()), abbreviation)
                                || zones.agree(
                                        clear.row().zone(), named.get(0).row().zone()))
                ? clear
                : Meaning.NONE;
    }

    private static List<Match> of(List<Match> matches, Kind... kinds) {
        var wanted = Arrays.asList(kinds);
        var some = new ArrayList<Match>();
        for (var match : matches) {
            if (wanted.contains(match.row().kind())) {
                some.add(match);
            }
        }
        return some;
    }

    /** With what else its name means: Georgia is a country, "or Georgia, US". */
    private Meaning country(List<Match> named, String text) {
        var accented = names.accented(text);
        var countries = accented.isEmpty() ? of(named, Kind.COUNTRY) : accented;
        if (countries.isEmpty()) {
            return Meaning.NONE;
        }
        var meaning = ranking.choose(countries, text);
        if (!(meaning instanceof Meaning.Clear clear)) {
            return meaning;
        }
        return new Meaning.Clear(clear.row(), namesakes(clear.row(), named, text), false);
    }

    /** The regions and places of that name whose clocks differ from those of what is meant. */
    private List<PlaceRow> namesakes(PlaceRow meant, List<Match> named, String text) {
        var others = of(named, Kind.REGION, Kind.PLACE).stream()
                .filter(match -> match.how() != How.ALTERNATE)
                .toList();
        return ranking.differing(meant, ranking.order(others, text));
    }

    private Meaning zone(List<Match> named, String text) {
        var zones = of(named, Kind.ZONE_NAME);
        var inWords = zones.isEmpty() ? ZoneWords.name(text) : Optional.<String>empty();
        if (inWords.isEmpty()) {
            return ranking.choose(zones, text);
        }
        var meaning = ranking.choose(names.named(inWords.get(), Kind.ZONE_NAME), inWords.get());
        return meaning instanceof Meaning.Clear clear
                ? new Meaning.Clear(clear.row(), namesakes(clear.row(), named, text), false)
                : meaning;
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

    private Meaning place(List<Match> named, String text) {
        var parts = QualifiedNames.parts(text);
        if (parts.size() > 1) {
            return qualified.parted(parts);
        }
        var name = parts.isEmpty() ? text : parts.get(0);
        var meaning = cityNames.choose(named, name);
        return meaning == Meaning.NONE ? inWords(name) : meaning;
    }

    /** A name and qualifiers without commas. */
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
        if (DIRECTIONS.contains(text.toLowerCase(Locale.ROOT))) {
            return Meaning.NONE;
        }
        if (names.named(text).isEmpty() && names.coded(text).isEmpty()) {
            return Meaning.NONE;
        }
        var meaning = qualified.find(text, List.of(String.join(" ", qualifying)));
        for (int cut = 1; cut < qualifying.size() && meaning == Meaning.NONE; cut++) {
            meaning = qualified.find(
                    text,
                    List.of(
                            String.join(" ", qualifying.subList(0, cut)),
                            String.join(" ", qualifying.subList(cut, qualifying.size()))));
        }
        return meaning;
    }

    /** Rows of the name before the first comma that what follows admits, likeliest first. */
    List<PlaceRow> candidates(String text) {
        return qualified.candidates(text);
    }
}
