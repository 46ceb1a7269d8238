package io.timeserverd.place;

import io.timeserverd.zone.Zone;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns rows into what clients see: places, and the spellings that select them. */
final class Describer {
    /** How many other places a note names. */
    private static final int NOTED = 2;

    /** Sizes on the heap, estimated on the high side. */
    private static final int NOTE_BYTES = 128;

    private static final int ROW_BYTES = 56;
    private static final int TEXT_BYTES = 56;

    private final PlaceTable rows;
    private final Finder finder;
    private final ZoneLookup zones;
    private final Predicate<String> taken;

    /** @param taken whether a text means something that goes before all names: a zone, an offset, an own name */
    Describer(PlaceTable rows, Finder finder, ZoneLookup zones, Predicate<String> taken) {
        this.rows = rows;
        this.finder = finder;
        this.zones = zones;
        this.taken = taken;
    }

    /** The place of a row, if its zone is known. */
    Optional<Place> place(PlaceRow row) {
        return place(new Meaning.Clear(row, List.of(), false), "");
    }

    /**
     * The place that a text means, if its zone is known.
     *
     * @param text the note mentions it if it is only an alternative name of the place
     */
    Optional<Place> place(Meaning.Clear meaning, String text) {
        PlaceRow row = meaning.row();
        return zones.find(rows.zone(row.zone())).map(zone -> place(meaning, text, zone));
    }

    private Place place(Meaning.Clear meaning, String text, Zone zone) {
        PlaceRow row = meaning.row();
        boolean named = row.kind() != RowKind.COUNTRY && row.kind() != RowKind.REGION;
        return new Place(
                named ? rows.name(row.number()) : "",
                regionName(row),
                name(row.country()),
                code(row.country()),
                zone,
                note(meaning, text, zone));
    }

    private Note note(Meaning.Clear meaning, String text, Zone zone) {
        PlaceRow row = meaning.row();
        List<String> known = Stream.of(
                        zones.remark(rows.zone(row.zone()), zone),
                        meaning.byAlternate()
                                ? "also called " + QualifiedNames.parts(text).get(0)
                                : "",
                        row.kind() == RowKind.ZONE_NAME ? rows.detail(row.number()) : "")
                .filter(part -> !part.isEmpty())
                .toList();
        var others = List.copyOf(
                meaning.others().subList(0, Math.min(NOTED, meaning.others().size())));
        return known.isEmpty() && others.isEmpty()
                ? Note.NONE
                : new Note(() -> words(known, others), bytes(known, others));
    }

    private static int bytes(List<String> known, List<PlaceRow> others) {
        int texts =
                known.stream().mapToInt(text -> TEXT_BYTES + 2 * text.length()).sum();
        return NOTE_BYTES + ROW_BYTES * others.size() + texts;
    }

    private String words(List<String> known, List<PlaceRow> others) {
        Stream<String> spellings =
                others.stream().map(this::spelling).flatMap(Optional::stream).map(spelling -> "or " + spelling);
        return Stream.concat(known.stream(), spellings).collect(Collectors.joining("; "));
    }

    /** In the row of a country, the field for the region is the country that it is counted to, as Hong Kong is to China. */
    private String regionName(PlaceRow row) {
        return switch (row.kind()) {
            case REGION -> rows.name(row.number());
            case COUNTRY -> "";
            default -> name(row.region());
        };
    }

    private String name(int number) {
        return number == PlaceRow.NONE ? "" : rows.name(number);
    }

    /** The alpha-2 code of a country. */
    private String code(int country) {
        return country == PlaceRow.NONE ? "" : rows.codes(country).get(0);
    }

    /**
     * The shortest text that means {@code row} and nothing else. There is none if nothing distinguishes the row from another of
     * the same name.
     */
    Optional<String> spelling(PlaceRow row) {
        return spellings(row).stream().filter(text -> means(text, row)).findFirst();
    }

    /** The same; the id of its zone if there is no such text. */
    Optional<String> spellingOrZone(PlaceRow row) {
        return spelling(row).or(() -> zones.find(rows.zone(row.zone())).map(Zone::id));
    }

    private boolean means(String text, PlaceRow row) {
        return !taken.test(text)
                && finder.find(text) instanceof Meaning.Clear clear
                && clear.row().number() == row.number();
    }

    /** Names before codes, and names that few people can read last. */
    private List<String> spellings(PlaceRow row) {
        var spellings = new ArrayList<String>();
        var unreadable = new ArrayList<String>();
        List<String> qualifiers =
                row.country() == PlaceRow.NONE || row.kind() == RowKind.COUNTRY ? List.<String>of() : qualifiers(row);
        List<String> names = rows.names(row.number());
        for (String name : names) {
            ArrayList<String> some = isLatin(name) || !isLatin(names.get(0)) ? spellings : unreadable;
            some.add(name);
            qualifiers.forEach(qualifier -> some.add(name + ", " + qualifier));
        }
        if (row.kind() == RowKind.REGION) {
            spellings.add(names.get(0) + " region");
            spellings.add(names.get(0) + " region, " + code(row.country()));
        }
        List<String> codes = rows.codes(row.number());
        spellings.addAll(codes);
        if (row.kind() == RowKind.REGION) {
            codes.forEach(code -> spellings.add(code + ", " + code(row.country())));
        }
        spellings.addAll(unreadable);
        spellings.removeIf(text -> !RequestSyntax.isPlace(text));
        return spellings;
    }

    private static boolean isLatin(String text) {
        return text.codePoints().noneMatch(c -> Character.isLetter(c) && UnicodeScript.of(c) != UnicodeScript.LATIN);
    }

    /** What may follow the name, the shortest first. */
    private List<String> qualifiers(PlaceRow row) {
        String country = code(row.country());
        var qualifiers = new ArrayList<String>();
        qualifiers.add(country);
        if (row.region() != PlaceRow.NONE) {
            String region = rows.name(row.region());
            // "Paris, CA" is in Ontario, but readers think of California.
            qualifiers.add(Codes.CUSTOMARY_COUNTRIES.contains(country) ? 0 : 1, region);
            qualifiers.add(region + ", " + country);
            rows.codes(row.region()).forEach(code -> qualifiers.add(code + ", " + country));
        }
        if (row.district() != PlaceRow.NONE) {
            String district = rows.name(row.district());
            qualifiers.add(district + ", " + country);
            qualifiers.add(district + ", " + name(row.region()) + ", " + country);
        }
        return qualifiers;
    }
}
