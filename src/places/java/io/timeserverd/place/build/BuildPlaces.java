package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes the tables of places: reads the packages and what is kept by hand. The same input gives the same bytes.
 *
 * <pre>
 *     read -> put right -> freshen -> countries, divisions, zone names, airports, places -> write
 * </pre>
 */
public final class BuildPlaces {
    private BuildPlaces() {}

    /** Arguments: directory of packages, directory of hand-kept tables, directory to write to. */
    public static void main(String[] args) throws IOException {
        var sources = new Sources(Path.of(args[0]), Path.of(args[1]));
        var zones = new TimeZones(sources);
        var referee = new Referee(sources, zones);
        var cities = GeoNames.read(sources, zones, referee);
        var freshener = new Freshener(sources, cities);
        var formerRegions = new FormerRegions(cities);
        cities.forEach(freshener::freshen);
        addBounded(cities, freshener.besides(), zones, referee);
        addBounded(cities, PostOffices.besides(cities, sources), zones, referee);
        cities.addAll(Additions.cities(sources, zones));
        cities.addAll(ZonePlaces.besides(cities, sources, zones));
        var regions = new Regions(sources, formerRegions);
        regions.nameSeats(cities);
        var alternates = new Alternates(sources);
        var pins = new Pins(sources);
        pins.drawAlternates(cities, alternates);

        var tables = new LinkedHashMap<String, List<TableRow>>();
        tables.put("countries.tsv", new CountryTable(sources, zones, cities, regions).rows());
        tables.putAll(regions.rows(cities, pins));
        tables.put(
                "areas.tsv",
                Stream.concat(Areas.rows(sources).stream(), formerRegions.rows(regions.former(), regions).stream())
                        .toList());
        tables.put("zone-names.tsv", new ZoneNames(sources, zones).rows());
        tables.put("airports.tsv", new Airports(sources, cities, new Grid(cities)).rows());
        tables.put("places.tsv", places(cities, alternates, pins, regions));
        if (!pins.unused(tables).isEmpty()) {
            throw new IllegalStateException("place-pins.tsv names places that do not exist: " + pins.unused(tables));
        }
        for (var table : tables.entrySet()) {
            var lines =
                    table.getValue().stream().map(TableRow::toString).sorted().toList();
            Files.write(Path.of(args[2]).resolve(table.getKey()), lines);
        }
        Files.write(Path.of(args[2]).resolve("notice.txt"), notice(sources, zones.release));
    }

    /** Adds places that have no zone of their own, with that of the boundaries. They are left out where that is another country's. */
    private static void addBounded(List<City> cities, List<City> more, TimeZones zones, Referee referee) {
        for (var city : more) {
            var allowed = zones.ofCountry.getOrDefault(city.country, List.of());
            referee.zones(city).stream().filter(allowed::contains).findFirst().ifPresent(zone -> {
                city.zone = zone;
                cities.add(city);
            });
        }
    }

    /** What is said about the data, and the zones that older trees lack with what their places kept before. */
    private static List<String> notice(Sources sources, String zoneRelease) {
        var lines = new ArrayList<>(List.of(
                "release " + zoneRelease,
                "Contains place data from GeoNames (https://www.geonames.org), CC BY 4.0, modified: normalised, zones corrected.",
                "Contains airports of Open Travel Data (https://github.com/opentraveldata/opentraveldata), CC BY 4.0, and of"
                        + " OurAirports, public domain.",
                "Contains Unicode CLDR data © Unicode, Inc., Unicode License v3 and, of release 41, Unicode-DFS-2016; names of countries © 2016 widdix GmbH, MIT"
                        + " License; codes of divisions by esosedi, MIT License, and by olahol, ISC License.",
                "Made from GeoNames of 2023-03 with names of 2026, CLDR 48.2.0 and 41, and the IANA time zone database "
                        + zoneRelease + ", public domain."));
        sources.handTable("zone-fallbacks.tsv").forEach(row -> lines.add("instead " + row[0] + ' ' + row[1]));
        return lines;
    }

    private static List<TableRow> places(List<City> cities, Alternates alternates, Pins pins, Regions regions) {
        var rows = new ArrayList<TableRow>();
        for (var city : cities) {
            rows.add(new TableRow(
                    city.id,
                    city.country,
                    regions.has(city.regionId()) ? city.regionId() : "",
                    regions.has(city.districtId()) ? city.districtId() : "",
                    city.zone,
                    city.people,
                    city.rank,
                    city.latitude,
                    city.longitude,
                    distinct(city.names()),
                    alternates.of(city),
                    List.of(),
                    List.copyOf(pins.of(city.id)),
                    List.of(),
                    ""));
        }
        return rows;
    }

    private static List<String> distinct(List<String> names) {
        Map<String, String> byKey = new LinkedHashMap<>();
        names.forEach(name -> byKey.putIfAbsent(NameKeys.of(name), name));
        // Gasteiz / Vitoria has two names.
        names.forEach(
                name -> Stream.of(name.split(" ?/ ?", -1)).forEach(part -> byKey.putIfAbsent(NameKeys.of(part), part)));
        byKey.remove("");
        return List.copyOf(byKey.values());
    }
}
