package io.timeserverd.place;

import io.timeserverd.place.GenericWords.BareName;
import io.timeserverd.place.Match.NameType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds names with qualifiers: {@code Paris, Texas}. */
final class QualifiedNames {
    /** No place needs more. This bounds the look-ups of a line that is all commas. */
    private static final int MOST_QUALIFIERS = 4;

    /** A name as in sorted lists: {@code Congo, Republic of the}. */
    private static final Pattern INVERTED = Pattern.compile(".+ of(?: the)?", Pattern.CASE_INSENSITIVE);

    /** After a code that people write without the country, the country is open, so a place must dominate by more than usual. */
    private static final int DOMINATES_AFTER_CODE = 10;

    private final PlaceTable rows;
    private final Names names;
    private final ZoneLookup zones;
    private final Ranking ranking;

    QualifiedNames(PlaceTable rows, Names names, ZoneLookup zones, Ranking ranking) {
        this.rows = rows;
        this.names = names;
        this.zones = zones;
        this.ranking = ranking;
    }

    /**
     * The parts between commas, without blanks around them and without empty ones: a name and its qualifiers. It may have one
     * qualifier too many, but not more.
     */
    static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i <= text.length() && parts.size() <= MOST_QUALIFIERS + 1; i++) {
            if (i == text.length() || NameKeys.COMMAS.indexOf(text.charAt(i)) >= 0) {
                String part = text.substring(start, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                start = i + 1;
            }
        }
        return parts;
    }

    private static boolean areTooMany(List<String> parts) {
        return parts.size() > MOST_QUALIFIERS + 1;
    }

    /** What a name and qualifiers mean. The name is the first part; or the last, if those before it are surely qualifiers. */
    Meaning parted(List<String> parts) {
        if (areTooMany(parts)) {
            return Meaning.NONE;
        }
        int last = parts.size() - 1;
        Meaning meaning = find(parts.get(0), parts.subList(1, parts.size()));
        if (meaning == Meaning.NONE) {
            meaning = ofItself(parts.get(0), parts.subList(1, parts.size()));
        }
        if (meaning == Meaning.NONE && INVERTED.matcher(parts.get(last)).matches()) {
            String name = parts.get(last) + ' ' + parts.get(0);
            return ranking.choose(names.named(name, RowKind.COUNTRY, RowKind.REGION), name);
        }
        List<String> before = parts.subList(0, last);
        return meaning == Meaning.NONE && qualifiers(before).stream().allMatch(Qualifier::mayStandBefore)
                ? find(parts.get(last), before)
                : meaning;
    }

    /** {@code Valenzuela, Valenzuela}: a city that is a division by itself, which the data may not know. */
    private Meaning ofItself(String name, List<String> qualifiers) {
        String key = bare(name);
        List<String> others =
                qualifiers.stream().filter(text -> !bare(text).equals(key)).toList();
        if (others.size() == qualifiers.size()) {
            return Meaning.NONE;
        }
        return others.isEmpty() ? ranking.choose(names.named(name, RowKind.PLACE), name) : find(name, others);
    }

    private static String bare(String text) {
        return NameKeys.of(GenericWords.bareNames(text).stream()
                .findFirst()
                .map(BareName::text)
                .orElse(text));
    }

    private List<Qualifier> qualifiers(List<String> texts) {
        return texts.stream().map(text -> Qualifier.of(text, names, rows)).toList();
    }

    /**
     * The row that has the name and lies in all places that the qualifiers name. If a code belongs to a country and a region, the
     * places in both are compared: Pasadena, CA is in California, while Larkspur, CA is ambiguous.
     */
    Meaning find(String name, List<String> qualifiers) {
        String last = qualifiers.get(qualifiers.size() - 1);
        List<Qualifier> regions = qualifiers(qualifiers.subList(0, qualifiers.size() - 1));
        var qualifier = Qualifier.of(last, names, rows);
        if (qualifier.isEmpty() || regions.stream().anyMatch(Qualifier::isEmpty)) {
            return Meaning.NONE;
        }
        Optional<PlaceRow> zone = regions.isEmpty() ? qualifier.zoneCalled(name, zones) : Optional.<PlaceRow>empty();
        if (zone.isPresent()) {
            return new Meaning.Clear(zone.get(), List.of(), false);
        }
        List<Match> all = candidates(name, number -> qualifier.admits(number) && admit(regions, number));
        if (qualifier.isCode()) {
            int dominates = qualifier.isCustomary() ? DOMINATES_AFTER_CODE : Ranking.DOMINATES;
            return ranking.choose(bestBeforeCode(all, qualifier), name, dominates);
        }
        if (!qualifier.hasTwoMeanings()) {
            return ranking.choose(closest(all, qualifier), name);
        }
        Meaning meaning = ranking.choose(preferred(all, qualifier), name);
        return meaning instanceof Meaning.Clear clear
                ? new Meaning.Clear(
                        clear.row(), ranking.differing(clear.row(), ranking.order(all, name)), clear.byAlternate())
                : meaning;
    }

    /** Before the code of a state a name means a place rather than a region: Ontario, CA is in California. */
    private static List<Match> bestBeforeCode(List<Match> all, Qualifier qualifier) {
        Predicate<Match> likely = match -> qualifier.isLikely(match.row().number());
        Predicate<Match> place =
                match -> qualifier.isCustomary() && match.row().isPlace() && match.nameType() != NameType.ALTERNATE;
        return first(all, Stream.of(likely.and(place), likely, match -> true));
    }

    /** The best kind of match before a qualifier of two meanings: Sonora, Mexico is the state. */
    private static List<Match> preferred(List<Match> all, Qualifier qualifier) {
        Predicate<Match> inCountry = match -> qualifier.isInCountry(match.row().number());
        Predicate<Match> named = match -> match.nameType() != NameType.ALTERNATE;
        return first(all, Stream.of(inCountry.and(named), inCountry, named, match -> true));
    }

    /** The matches of the first kind that has any. */
    private static List<Match> first(List<Match> all, Stream<Predicate<Match>> kinds) {
        return kinds.map(which -> all.stream().filter(which).toList())
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Mérida in the state of that name comes before Mérida in the municipality of that name. */
    private static List<Match> closest(List<Match> all, Qualifier qualifier) {
        List<Match> inRegion = all.stream()
                .filter(match -> match.nameType() != NameType.ALTERNATE
                        && qualifier.isInRegion(match.row().number()))
                .toList();
        return inRegion.isEmpty() ? all : inRegion;
    }

    private static boolean admit(List<Qualifier> qualifiers, int number) {
        return qualifiers.stream().allMatch(qualifier -> qualifier.admits(number));
    }

    private List<Match> candidates(String name, IntPredicate admitted) {
        List<Match> coded = names.coded(name).stream()
                .filter(match -> isPlaceOrDivision(match.row().number())
                        && admitted.test(match.row().number()))
                .toList();
        if (!coded.isEmpty() && Codes.isShort(name)) {
            return coded;
        }
        List<Match> named = names.named(
                name,
                number -> (isPlaceOrDivision(number) || rows.kind(number) == RowKind.AIRPORT) && admitted.test(number));
        return named.isEmpty() ? coded : named;
    }

    private boolean isPlaceOrDivision(int number) {
        RowKind kind = rows.kind(number);
        return kind == RowKind.PLACE || kind == RowKind.REGION || kind == RowKind.DISTRICT;
    }

    /** Rows with the name before the first comma that the qualifiers after it admit, the likeliest first. */
    List<PlaceRow> candidates(String text) {
        List<String> parts = parts(text);
        if (parts.isEmpty() || areTooMany(parts)) {
            return List.of();
        }
        List<Qualifier> qualifiers = qualifiers(parts.subList(1, parts.size()));
        return ranking.order(names.named(parts.get(0), number -> admit(qualifiers, number)), parts.get(0));
    }
}
