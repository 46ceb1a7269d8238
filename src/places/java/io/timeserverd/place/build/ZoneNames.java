package io.timeserverd.place.build;

import io.timeserverd.place.Keys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What zones are called: abbreviations, Windows names, long names. */
final class ZoneNames {
    private final Sources sources;
    private final TimeZones zones;

    ZoneNames(Sources sources, TimeZones zones) {
        this.sources = sources;
        this.zones = zones;
    }

    List<Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (var row : sources.handTable("abbreviations.tsv")) {
            put(rows, row[0], row[1], row[2], row[3]);
        }
        windows(rows);
        longNames(rows);
        return List.copyOf(rows.values());
    }

    /** The first one to take a name keeps it. An abbreviation that goes before a country's code is pinned. */
    private void put(Map<String, Row> rows, String name, String zone, String meaning, String note) {
        boolean pinned = name.endsWith("!");
        var shown = pinned ? name.substring(0, name.length() - 1) : name;
        var key = Keys.of(shown);
        var known = zone.matches("(Etc/|[+-]).*") ? zone : zones.current(zone);
        var names = List.of(meaning.isEmpty() ? shown : shown + ", " + meaning);
        var row = new Row('+' + key, "", "", known, 0, note, names, Set.of(pinned ? key + '!' : key), Set.of());
        rows.putIfAbsent(key, row);
    }

    private void windows(Map<String, Row> rows) {
        var entries = (List<?>)
                Json.object(sources.json("cldr-core/supplemental/windowsZones.json"), "supplemental", "windowsZones")
                        .get("mapTimezones");
        for (var entry : entries) {
            var zone = Json.object(entry, "mapZone");
            if (zone.get("_territory").equals("001")) {
                put(rows, (String) zone.get("_other"), (String) zone.get("_type"), "", "");
            }
        }
    }

    /**
     * Long names name a zone and what clocks there show by its rules; only the names of daylight saving
     * and summer time say more, and those are left to the abbreviations' table.
     */
    private void longNames(Map<String, Row> rows) {
        Map<String, String> golden = new LinkedHashMap<>();
        var entries = (List<?>)
                Json.object(sources.json("cldr-core/supplemental/metaZones.json"), "supplemental", "metaZones")
                        .get("metazones");
        for (var entry : entries) {
            var zone = Json.object(entry, "mapZone");
            if (zone.get("_territory").equals("001")) {
                golden.put((String) zone.get("_other"), (String) zone.get("_type"));
            }
        }
        var english = Json.object(
                sources.json("cldr-dates-full/main/en/timeZoneNames.json"),
                "main",
                "en",
                "dates",
                "timeZoneNames",
                "metazone");
        english.forEach((metazone, names) -> {
            var zone = golden.get(metazone);
            var forms = Json.object(names, "long");
            if (zone != null && forms != null) {
                for (var form : List.of("generic", "standard")) {
                    if (forms.containsKey(form)) {
                        put(rows, (String) forms.get(form), zone, "", "");
                    }
                }
            }
        });
    }
}
