package io.timeserverd.place;

import io.timeserverd.place.Match.How;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What stands behind a name and says which of its places is meant: a country, a region, a district. */
final class Qualifier {
    private final Rows rows;

    /** Numbers of rows. */
    private final Set<Integer> countries = new HashSet<>();

    private final Set<Integer> divisions = new HashSet<>();
    /** Those that a code means which nobody writes alone. */
    private final Set<Integer> obscure = new HashSet<>();

    private boolean coded;
    private boolean customary;
    private boolean namesDivision;

    private Qualifier(Rows rows) {
        this.rows = rows;
    }

    /** The countries, regions and districts that {@code text} is a name or a code of. */
    static Qualifier of(String text, Names names, Rows rows) {
        var qualifier = new Qualifier(rows);
        for (var match : names.coded(text.replace(".", ""))) {
            qualifier.add(match);
            qualifier.coded |= !qualifier.isEmpty();
            qualifier.customary |= match.how() == How.CUSTOMARY_CODE;
        }
        names.named(text, Kind.COUNTRY, Kind.REGION, Kind.DISTRICT).forEach(qualifier::add);
        return qualifier;
    }

    /** Those among {@code matches} that a qualifier may name. */
    static Qualifier of(List<Match> matches, Rows rows) {
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
        (match.how() == How.QUALIFYING_CODE ? obscure : divisions)
                .add(match.row().number());
        namesDivision |= match.how() != How.ALTERNATE;
    }

    /** A region that is kept by hand has places in the divisions that are named, or anywhere in the country. */
    private void addParts(String detail) {
        for (var part : detail.isEmpty() ? new String[0] : detail.split(" ", -1)) {
            int number = Integer.parseInt(part);
            (rows.kind(number) == Kind.COUNTRY ? countries : divisions).add(number);
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

    /** Whether it may stand before the name: a country, or a division by a name of today. Libertad is a town in Argentina. */
    boolean mayStandBefore() {
        return divisions.isEmpty() || namesDivision;
    }

    boolean isEmpty() {
        return countries.isEmpty() && divisions.isEmpty() && obscure.isEmpty();
    }

    /** A country with the zone of it that has such an abbreviation: Israel, where IST is not India's. */
    Optional<PlaceRow> zoneCalled(String abbreviation, ZoneLookup zones) {
        for (int country : countries) {
            for (var id : rows.zones(country)) {
                if (zones.abbreviates(id, abbreviation)) {
                    return Optional.of(rows.get(country).in(rows.zoneNumber(id)));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a row lies in one of the countries, or in one that is counted to it. */
    boolean isInCountry(int number) {
        int country = rows.country(number);
        return countries.contains(country) || (country != PlaceRow.NONE && countries.contains(rows.region(country)));
    }

    /** Whether a row lies in a first-level division that is meant. */
    boolean isInRegion(int number) {
        return divisions.contains(rows.region(number));
    }

    /** Whether a row lies in one of the countries or divisions. */
    boolean admits(int number) {
        return isLikely(number) || isIn(obscure, number);
    }

    /** The same, but for those regions whose code nobody writes alone: Georgetown, DE is not in Demerara. */
    boolean isLikely(int number) {
        return isInCountry(number) || isIn(divisions, number);
    }

    private boolean isIn(Set<Integer> some, int number) {
        return some.contains(rows.region(number)) || some.contains(rows.district(number));
    }
}
