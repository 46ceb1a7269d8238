package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names of zones: abbreviations, Windows names, long names. */
final class ZoneNames {
    private final Sources sources;
    private final TimeZones zones;

    ZoneNames(Sources sources, TimeZones zones) {
        this.sources = sources;
        this.zones = zones;
    }

    List<TableRow> rows() {
        Map<String, TableRow> rows = new LinkedHashMap<>();
        for (String[] row : sources.handTable("abbreviations.tsv")) {
            put(rows, row[0], row[1], row[2], row[3]);
        }
        windows(rows);
        longNames(rows);
        return List.copyOf(rows.values());
    }

    /** Adds a row unless there is one with the name. */
    private void put(Map<String, TableRow> rows, String name, String zone, String meaning, String note) {
        String key = NameKeys.of(name);
        String known = zone.matches("(Etc/|[+-]).*") ? zone : zones.current(zone);
        boolean isCode = name.matches("[A-Za-z]{1,5}");
        String shown = meaning.isEmpty() ? name : name + ", " + meaning;
        rows.putIfAbsent(
                key,
                new TableRow(
                        '+' + key,
                        "",
                        "",
                        "",
                        known,
                        0,
                        "",
                        0,
                        0,
                        List.of(shown),
                        List.of(),
                        isCode ? List.of(name.toUpperCase(Locale.ROOT)) : List.of(),
                        List.of(),
                        List.of(),
                        note));
    }

    private void windows(Map<String, TableRow> rows) {
        var entries = (List<?>) JsonReader.object(
                        sources.json("cldr-core/supplemental/windowsZones.json"), "supplemental", "windowsZones")
                .get("mapTimezones");
        for (Object entry : entries) {
            Map<String, Object> zone = JsonReader.object(entry, "mapZone");
            if (zone.get("_territory").equals("001")) {
                put(rows, (String) zone.get("_other"), (String) zone.get("_type"), "", "");
            }
        }
    }

    /**
     * Adds the generic and standard long names, which mean the zone with all its rules. The names of daylight saving time mean an
     * offset; the table of abbreviations has those.
     */
    private void longNames(Map<String, TableRow> rows) {
        Map<String, String> golden = new LinkedHashMap<>();
        var entries = (List<?>)
                JsonReader.object(sources.json("cldr-core/supplemental/metaZones.json"), "supplemental", "metaZones")
                        .get("metazones");
        for (Object entry : entries) {
            Map<String, Object> zone = JsonReader.object(entry, "mapZone");
            if (zone.get("_territory").equals("001")) {
                golden.put((String) zone.get("_other"), (String) zone.get("_type"));
            }
        }
        Map<String, Object> english = JsonReader.object(
                sources.json("cldr-dates-full/main/en/timeZoneNames.json"),
                "main",
                "en",
                "dates",
                "timeZoneNames",
                "metazone");
        english.forEach((metazone, names) -> {
            String zone = golden.get(metazone);
            Map<String, Object> forms = JsonReader.object(names, "long");
            if (zone != null && forms != null) {
                for (String form : List.of("generic", "standard")) {
                    if (forms.containsKey(form)) {
                        put(rows, (String) forms.get(form), zone, "", "");
                    }
                }
            }
        });
    }
}
