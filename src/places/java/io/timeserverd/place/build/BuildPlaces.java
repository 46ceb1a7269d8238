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
 * Makes the tables of places from the packages and the tables that are kept by hand. The same input gives the same bytes.
 *
 * <pre>
 *     read -> correct -> update -> countries, divisions, zone names, airports, places -> write
 * </pre>
 */
public final class BuildPlaces {
    private BuildPlaces() {}

    /** Arguments: the directory of packages, that of tables that are kept by hand, the directory to write to. */
    public static void main(String[] args) throws IOException {
        var sources = new Sources(Path.of(args[0]), Path.of(args[1]));
        var zones = new TimeZones(sources);
        var boundaries = new ZoneBoundaries(sources, zones);
        List<City> cities = GeoNames.read(sources, zones, boundaries);
        var newerExtract = new NewerExtract(sources, cities);
        var formerRegions = new FormerRegions(cities);
        cities.forEach(newerExtract::update);
        addLocated(cities, newerExtract.added(), zones, boundaries);
        addLocated(cities, PostOffices.missingFrom(cities, sources), zones, boundaries);
        cities.addAll(Additions.cities(sources, zones));
        cities.addAll(ZonePlaces.missingFrom(cities, sources, zones));
        var regions = new Regions(sources, formerRegions);
        regions.nameSeats(cities);
        var alternates = new Alternates(sources);
        var pins = new Pins(sources);
        pins.pinAlternates(cities, alternates);

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
        for (Map.Entry<String, List<TableRow>> table : tables.entrySet()) {
            List<String> lines =
                    table.getValue().stream().map(TableRow::toString).sorted().toList();
            Files.write(Path.of(args[2]).resolve(table.getKey()), lines);
        }
        Files.write(Path.of(args[2]).resolve("notice.txt"), notice(sources, zones.release));
    }

    /** Adds places without a zone, with the zone by their coordinates. Leaves out those whose zone is of another country. */
    private static void addLocated(List<City> cities, List<City> more, TimeZones zones, ZoneBoundaries boundaries) {
        for (City city : more) {
            List<String> allowed = zones.ofCountry.getOrDefault(city.country, List.of());
            boundaries.zones(city).stream()
                    .filter(allowed::contains)
                    .findFirst()
                    .ifPresent(zone -> {
                        city.zone = zone;
                        cities.add(city);
                    });
        }
    }

    /** Release and attribution, and for zones that older trees lack the zones that their places had before. */
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
        for (City city : cities) {
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
        // "Gasteiz / Vitoria" is two names.
        names.forEach(
                name -> Stream.of(name.split(" ?/ ?", -1)).forEach(part -> byKey.putIfAbsent(NameKeys.of(part), part)));
        byKey.remove("");
        return List.copyOf(byKey.values());
    }
}
