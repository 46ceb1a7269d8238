package io.timeserverd.place;

import io.timeserverd.place.Match.How;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What stands behind a name and says which of its places is meant: a country, a region, a district. */
final class Qualifier {
    private final Rows rows;

    /** Numbers of rows. */
    private final Set<Integer> countries = new HashSet<>();

    private final Set<Integer> divisions = new HashSet<>();
    private boolean customary;
    private boolean namesDivision;

    private Qualifier(Rows rows) {
        this.rows = rows;
    }

    /** The countries, regions and districts that {@code text} is a name or a code of. */
    static Qualifier of(String text, Names names, Rows rows) {
        var qualifier = new Qualifier(rows);
        var coded = names.coded(text);
        coded.forEach(qualifier::addCountry);
        qualifier.customary = coded.stream().anyMatch(match -> match.how() == How.CUSTOMARY_CODE);
        coded.stream()
                .filter(match -> match.how() == How.CUSTOMARY_CODE || !qualifier.customary)
                .forEach(qualifier::addDivision);
        for (var match : names.named(text, Kind.COUNTRY, Kind.REGION, Kind.DISTRICT)) {
            qualifier.addCountry(match);
            qualifier.addDivision(match);
        }
        return qualifier;
    }

    private void addCountry(Match match) {
        if (match.row().kind() == Kind.COUNTRY) {
            countries.add(match.row().number());
        }
    }

    private void addDivision(Match match) {
        int number = match.row().number();
        namesDivision |= match.how() != How.ALTERNATE;
        if (match.row().kind() == Kind.DISTRICT) {
            divisions.add(number);
        } else if (match.row().kind() == Kind.REGION) {
            divisions.add(number);
            addParts(rows.detail(number));
        }
    }

    /** A region that is kept by hand has places in the divisions that are named, or anywhere in the country. */
    private void addParts(String detail) {
        for (var part : detail.isEmpty() ? new String[0] : detail.split(" ", -1)) {
            int number = Integer.parseInt(part);
            (rows.kind(number) == Kind.COUNTRY ? countries : divisions).add(number);
        }
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
        return countries.isEmpty() && divisions.isEmpty();
    }

    /** A country with the zone of it that has such an abbreviation: Israel, where IST is not India's. */
    Optional<Row> zoneCalled(String abbreviation, ZoneLookup zones) {
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
        return countries.contains(country) || (country != Row.NONE && countries.contains(rows.region(country)));
    }

    /** Whether a row lies in a first-level division that is meant. */
    boolean isInRegion(int number) {
        return divisions.contains(rows.region(number));
    }

    /** Whether a row lies in one of the countries or divisions. */
    boolean admits(int number) {
        return isInCountry(number)
                || divisions.contains(rows.region(number))
                || divisions.contains(rows.district(number));
    }
}
