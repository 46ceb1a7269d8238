package io.timeserverd.place;

import io.timeserverd.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns rows into what clients see: places, and spellings that select them. */
final class Describer {
    /** How many other meanings a note names. */
    private static final int NOTED = 2;

    private final Rows rows;
    private final Finder finder;
    private final ZoneLookup zones;
    private final ExtraNames extras;

    /** @param extras the operator's names, which no spelling may be */
    Describer(Rows rows, Finder finder, ZoneLookup zones, ExtraNames extras) {
        this.rows = rows;
        this.finder = finder;
        this.zones = zones;
        this.extras = extras;
    }

    /** The place that a row describes, if its zone is known. */
    Optional<Place> place(Row row, List<Row> others) {
        return zones.find(row.zone()).map(zone -> place(row, zone, others));
    }

    private Place place(Row row, Zone zone, List<Row> others) {
        var note = new ArrayList<String>();
        var remark = zones.remark(row.zone(), zone);
        if (!remark.isEmpty()) {
            note.add(remark);
        }
        if (row.kind() == Kind.ZONE_NAME && !row.detail().isEmpty()) {
            note.add(row.detail());
        }
        others.stream()
                .limit(NOTED)
                .map(this::spelling)
                .flatMap(Optional::stream)
                .forEach(s -> note.add("or " + s));
        boolean named = row.kind() == Kind.PLACE || row.kind() == Kind.ZONE_NAME;
        return new Place(
                named ? row.name() : "",
                regionName(row),
                countryName(row),
                row.country(),
                zone,
                String.join("; ", note));
    }

    private String regionName(Row row) {
        return row.region().isEmpty() ? "" : rows.get(row.regionId()).name();
    }

    private String countryName(Row row) {
        return row.country().isEmpty() ? "" : rows.get(row.country()).name();
    }

    /**
     * The shortest text that means {@code row} and nothing else. There is none for a region in which a city
     * has its name: that is what the name means.
     */
    Optional<String> spelling(Row row) {
        return spellings(row).stream().filter(text -> means(text, row)).findFirst();
    }

    private boolean means(String text, Row row) {
        return extras.find(text).isEmpty()
                && finder.find(text) instanceof Meaning.Clear clear
                && clear.row().id().equals(row.id());
    }

    private List<String> spellings(Row row) {
        if (row.kind() == Kind.COUNTRY || row.kind() == Kind.ZONE_NAME) {
            return List.of(row.name(), row.id());
        }
        var qualifiers = qualifiers(row);
        var spellings = new ArrayList<String>();
        for (var name : row.names()) {
            spellings.add(name);
            qualifiers.forEach(qualifier -> spellings.add(name + ", " + qualifier));
        }
        if (row.kind() == Kind.REGION && !row.detail().isEmpty()) {
            spellings.add(row.detail() + ", " + row.country());
        }
        return spellings;
    }

    /** What may stand behind the name, shortest first. */
    private List<String> qualifiers(Row row) {
        var country = row.country();
        var qualifiers = new ArrayList<String>();
        qualifiers.add(country);
        if (row.kind() == Kind.PLACE && !row.region().isEmpty()) {
            var region = rows.get(row.regionId());
            // "Paris, CA" is in Ontario, but who reads it thinks of California.
            qualifiers.add(Finder.CODES_STAND_ALONE.contains(country) ? 0 : 1, region.name());
            qualifiers.add(region.name() + ", " + country);
            if (!region.detail().isEmpty()) {
                qualifiers.add(region.detail() + ", " + country);
            }
            if (!row.district().isEmpty()) {
                qualifiers.add(row.district() + ", " + country);
                qualifiers.add(row.district() + ", " + region.name() + ", " + country);
            }
        }
        return qualifiers;
    }
}
