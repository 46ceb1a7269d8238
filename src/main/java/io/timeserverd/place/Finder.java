package io.timeserverd.place;

import io.timeserverd.place.Match.NameType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds what a text means in the data. It tries, in this order:
 *
 * <pre>
 *     code             of a country; abbreviation of a zone; code of a region; in capitals, of an airport
 *     country
 *     name of a zone
 *     coordinates
 *     place, qualifier [, qualifier]     the sides of a comma are never joined into one name
 *     place or region
 *     place qualifier                    one to three words, before or after the name
 *     code airport
 *     place abbreviation                 if the zone of the place has this abbreviation
 * </pre>
 */
final class Finder {
    private static final int MOST_QUALIFYING_WORDS = 3;

    /** Not names of places by themselves: Central America is not Central in Louisiana. */
    private static final Set<String> DIRECTIONS = Set.of("north", "east", "south", "west", "central");

    private final PlaceTable rows;
    private final Names names;
    private final SpatialIndex nearby;
    private final ZoneLookup zones;
    private final Ranking ranking;
    private final Codes codes;
    private final CityNames cityNames;
    private final QualifiedNames qualified;

    Finder(PlaceTable rows, Names names, SpatialIndex nearby, ZoneLookup zones) {
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
        Optional<String> flag = FlagEmoji.code(text);
        if (flag.isPresent()) {
            return codes.country(flag.get());
        }
        String plain = FlagEmoji.asCodes(text);
        Meaning meaning = Codes.isMixed(plain) ? codes.airport(plain) : codes.find(plain);
        if (meaning != Meaning.NONE || Codes.isShort(plain)) {
            return meaning;
        }
        List<Match> named = names.named(plain);
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

    /** The text without dots, as in {@code N.S.W.}, or without an abbreviation, as in {@code New York EST}. */
    private Meaning inOtherWords(String text) {
        if (ShortWords.isInitials(text)) {
            return find(text.replace(".", ""));
        }
        int blank = text.lastIndexOf(' ');
        return blank > 0 ? withAbbreviation(text.substring(0, blank), text.substring(blank + 1)) : Meaning.NONE;
    }

    /** A place followed by an abbreviation that its own zone has. */
    private Meaning withAbbreviation(String text, String abbreviation) {
        List<Match> named = of(names.coded(abbreviation), RowKind.ZONE_NAME);
        return !named.isEmpty()
                        && find(text) instanceof Meaning.Clear clear
                        && (zones.abbreviates(rows.zone(clear.row().zone()), abbreviation)
                                || zones.agree(
                                        clear.row().zone(), named.get(0).row().zone()))
                ? clear
                : Meaning.NONE;
    }

    private static List<Match> of(List<Match> matches, RowKind... kinds) {
        List<RowKind> wanted = Arrays.asList(kinds);
        var some = new ArrayList<Match>();
        for (Match match : matches) {
            if (wanted.contains(match.row().kind())) {
                some.add(match);
            }
        }
        return some;
    }

    /** The country, with what else its name may mean: Georgia is a country, "or Georgia, US". */
    private Meaning country(List<Match> named, String text) {
        List<Match> accented = names.accented(text);
        List<Match> countries = accented.isEmpty() ? of(named, RowKind.COUNTRY) : accented;
        if (countries.isEmpty()) {
            return Meaning.NONE;
        }
        Meaning meaning = ranking.choose(countries, text);
        if (!(meaning instanceof Meaning.Clear clear)) {
            return meaning;
        }
        return new Meaning.Clear(clear.row(), namesakes(clear.row(), named, text), false);
    }

    /** The regions and places of that name whose clocks differ from those of the row that is meant. */
    private List<PlaceRow> namesakes(PlaceRow meant, List<Match> named, String text) {
        List<Match> others = of(named, RowKind.REGION, RowKind.PLACE).stream()
                .filter(match -> match.nameType() != NameType.ALTERNATE)
                .toList();
        return ranking.differing(meant, ranking.order(others, text));
    }

    private Meaning zone(List<Match> named, String text) {
        List<Match> zones = of(named, RowKind.ZONE_NAME);
        Optional<String> inWords = zones.isEmpty() ? ZoneWords.name(text) : Optional.<String>empty();
        if (inWords.isEmpty()) {
            return ranking.choose(zones, text);
        }
        Meaning meaning = ranking.choose(names.named(inWords.get(), RowKind.ZONE_NAME), inWords.get());
        return meaning instanceof Meaning.Clear clear
                ? new Meaning.Clear(clear.row(), namesakes(clear.row(), named, text), false)
                : meaning;
    }

    /** The place nearest to coordinates. */
    private Meaning at(String text) {
        Optional<Coordinates> coordinates =
                mayBeCoordinates(text) ? Coordinates.parse(text) : Optional.<Coordinates>empty();
        if (coordinates.isEmpty()) {
            return Meaning.NONE;
        }
        OptionalInt nearest =
                nearby.nearest(coordinates.get().latitude(), coordinates.get().longitude());
        return nearest.isPresent() ? new Meaning.Clear(rows.get(nearest.getAsInt()), List.of(), false) : Meaning.NONE;
    }

    private static boolean mayBeCoordinates(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    private Meaning place(List<Match> named, String text) {
        List<String> parts = QualifiedNames.parts(text);
        if (parts.size() > 1) {
            return qualified.parted(parts);
        }
        String name = parts.isEmpty() ? text : parts.get(0);
        Meaning meaning = cityNames.choose(named, name);
        return meaning == Meaning.NONE ? withoutCommas(name) : meaning;
    }

    /** A name and qualifiers without commas between them. */
    private Meaning withoutCommas(String text) {
        List<String> words = Arrays.asList(text.strip().split("\\s+", -1));
        // In "in Warsaw" the first word is not the code of India or Indiana. "In Salah" has been looked up as a whole.
        boolean preposition = words.get(0).equalsIgnoreCase("in");
        for (int count = 1; count <= MOST_QUALIFYING_WORDS && count < words.size(); count++) {
            int rest = words.size() - count;
            Meaning meaning = preposition && rest == 1
                    ? Meaning.NONE
                    : qualified(words.subList(0, rest), words.subList(rest, words.size()));
            if (meaning == Meaning.NONE && !preposition) {
                meaning = qualified(words.subList(count, words.size()), words.subList(0, count));
            }
            if (meaning != Meaning.NONE) {
                return meaning;
            }
        }
        return Meaning.NONE;
    }

    /** A name with words that are one qualifier, or else two, as in "Springfield Illinois USA". */
    private Meaning qualified(List<String> name, List<String> qualifying) {
        var text = String.join(" ", name);
        if (DIRECTIONS.contains(text.toLowerCase(Locale.ROOT))) {
            return Meaning.NONE;
        }
        if (names.named(text).isEmpty() && names.coded(text).isEmpty()) {
            return Meaning.NONE;
        }
        Meaning meaning = qualified.find(text, List.of(String.join(" ", qualifying)));
        for (int cut = 1; cut < qualifying.size() && meaning == Meaning.NONE; cut++) {
            meaning = qualified.find(
                    text,
                    List.of(
                            String.join(" ", qualifying.subList(0, cut)),
                            String.join(" ", qualifying.subList(cut, qualifying.size()))));
        }
        return meaning;
    }

    /** Rows with the name before the first comma that the qualifiers after it admit, the likeliest first. */
    List<PlaceRow> candidates(String text) {
        return qualified.candidates(text);
    }
}
