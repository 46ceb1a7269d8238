package io.timeserverd.zone;

import java.util.List;
import java.util.Optional;

/** The countries in the tables of the time-zone database, with their zones. Immutable. */
public final class Countries {
    /** No country, for a database without tables. */
    public static final Countries NONE = new Countries(List.of());

    private final List<Country> all;

    Countries(List<Country> all) {
        this.all = List.copyOf(all);
    }

    /**
     * A country.
     *
     * @param code ISO 3166 alpha-2, in capitals
     * @param name its usual English name in {@code iso3166.tab}; the code if it is missing there
     * @param zoneIds its zones, at least one, in the order of {@code zone.tab}
     */
    public record Country(String code, String name, List<String> zoneIds) {}

    /** Every country that has a zone, by code. */
    public List<Country> all() {
        return all;
    }

    /** The country with that code or English name, in any case. */
    public Optional<Country> find(String codeOrName) {
        for (Country country : all) {
            if (country.code().equalsIgnoreCase(codeOrName) || country.name().equalsIgnoreCase(codeOrName)) {
                return Optional.of(country);
            }
        }
        return Optional.empty();
    }
}
