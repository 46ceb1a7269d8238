package io.timeserverd.place;

import io.timeserverd.place.Match.NameType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What follows a name and says which of its places is meant: a country, a region, a district. */
final class Qualifier {
    private final PlaceTable rows;

    /** Numbers of rows. */
    private final Set<Integer> countries = new HashSet<>();

    private final Set<Integer> divisions = new HashSet<>();

    /** Divisions whose code nobody writes without the country. */
    private final Set<Integer> obscure = new HashSet<>();

    private boolean coded;
    private boolean customary;
    private boolean namesDivision;

    private Qualifier(PlaceTable rows) {
        this.rows = rows;
    }

    /** The countries, regions and districts that {@code text} is a name or a code of. */
    static Qualifier of(String text, Names names, PlaceTable rows) {
        var qualifier = new Qualifier(rows);
        for (Match match : names.coded(text.replace(".", ""))) {
            qualifier.add(match);
            qualifier.coded |= !qualifier.isEmpty();
            qualifier.customary |= match.nameType() == NameType.CUSTOMARY_CODE;
        }
        names.named(text, RowKind.COUNTRY, RowKind.REGION, RowKind.DISTRICT).forEach(qualifier::add);
        return qualifier;
    }

    /** The countries, regions and districts among {@code matches}. */
    static Qualifier of(List<Match> matches, PlaceTable rows) {
        var qualifier = new Qualifier(rows);
        matches.forEach(qualifier::add);
        return qualifier;
    }

    private void add(Match match) {
        int number = match.row().number();
        switch (match.row().kind()) {
            case COUNTRY -> countries.add(number);
            case DISTRICT -> addDivision(match);
            case REGION -> {
                addDivision(match);
                addParts(rows.detail(number));
            }
            case ZONE_NAME, AIRPORT, PLACE -> {} // these are no qualifiers
        }
    }

    private void addDivision(Match match) {
        (match.nameType() == NameType.QUALIFYING_CODE ? obscure : divisions)
                .add(match.row().number());
        namesDivision |= match.nameType() != NameType.ALTERNATE;
    }

    /** The places of a region that was added by hand lie in the divisions that it names, or anywhere in its country. */
    private void addParts(String detail) {
        for (String part : detail.isEmpty() ? new String[0] : detail.split(" ", -1)) {
            int number = Integer.parseInt(part);
            (rows.kind(number) == RowKind.COUNTRY ? countries : divisions).add(number);
        }
    }

    boolean isCode() {
        return coded;
    }

    /** Whether it is the code of a region that people write without the country. */
    boolean isCustomary() {
        return customary;
    }

    boolean hasTwoMeanings() {
        return !divisions.isEmpty() && !countries.isEmpty();
    }

    /** Whether it may stand before the name: a country, or a division by a name of today. */
    boolean mayStandBefore() {
        return divisions.isEmpty() || namesDivision;
    }

    boolean isEmpty() {
        return countries.isEmpty() && divisions.isEmpty() && obscure.isEmpty();
    }

    /** The country with its zone that has this abbreviation: {@code IST, Israel} is not India's. */
    Optional<PlaceRow> zoneCalled(String abbreviation, ZoneLookup zones) {
        for (int country : countries) {
            for (String id : rows.zones(country)) {
                if (zones.abbreviates(id, abbreviation)) {
                    return Optional.of(rows.get(country).in(rows.zoneNumber(id)));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a row lies in one of the countries, or in a country that is counted to one of them. */
    boolean isInCountry(int number) {
        int country = rows.country(number);
        return countries.contains(country) || (country != PlaceRow.NONE && countries.contains(rows.region(country)));
    }

    /** Whether a row lies in one of the first-level divisions. */
    boolean isInRegion(int number) {
        return divisions.contains(rows.region(number));
    }

    /** Whether a row lies in one of the countries or divisions. */
    boolean admits(int number) {
        return isLikely(number) || isIn(obscure, number);
    }

    /** The same without the obscure divisions: Georgetown, DE is not in Demerara. */
    boolean isLikely(int number) {
        return isInCountry(number) || isIn(divisions, number);
    }

    private boolean isIn(Set<Integer> some, int number) {
        return some.contains(rows.region(number)) || some.contains(rows.district(number));
    }
}
