package io.timeserverd.place.build;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables of the IANA time zone database. */
final class TimeZones {
    private static final String TREE = "../tzdata/usr/share/zoneinfo/";

    final String release;

    /** The zones of each country by its code, in the order of zone.tab. */
    final Map<String, List<String>> ofCountry = new TreeMap<>();

    /** Names of countries by code. */
    final Map<String, String> countries = new TreeMap<>();

    /** Latitude and longitude of each zone, in degrees. */
    final Map<String, double[]> coordinates = new LinkedHashMap<>();

    /** By zones that were renamed or merged, the zones that they are today. */
    private final Map<String, String> links = new TreeMap<>();

    TimeZones(Sources sources) {
        for (String[] row : sources.table(TREE + "zone.tab")) {
            ofCountry.computeIfAbsent(row[0], country -> new ArrayList<>()).add(row[2]);
            coordinates.put(row[2], coordinates(row[1]));
        }
        for (String[] row : sources.table(TREE + "iso3166.tab")) {
            countries.put(row[0], row[1]);
        }
        String zi = sources.text(TREE + "tzdata.zi");
        release = zi.substring("# version ".length(), zi.indexOf('\n'));
        zi.lines()
                .filter(line -> line.startsWith("L "))
                .map(line -> line.split(" ", -1))
                .forEach(link -> {
                    links.put(link[2], link[1]);
                });
    }

    /** The zone of zone.tab that {@code zone} is today. */
    String current(String zone) {
        String current = coordinates.containsKey(zone) ? zone : links.getOrDefault(zone, zone);
        if (!coordinates.containsKey(current)) {
            throw new IllegalStateException("neither zone.tab nor a link names " + zone);
        }
        return current;
    }

    /** ISO 6709: {@code +DDMM+DDDMM} or {@code +DDMMSS+DDDMMSS}. */
    private static double[] coordinates(String iso6709) {
        int second = Math.max(iso6709.indexOf('+', 1), iso6709.indexOf('-', 1));
        return new double[] {degrees(iso6709.substring(0, second), 2), degrees(iso6709.substring(second), 3)};
    }

    private static double degrees(String text, int digits) {
        double degrees = Integer.parseInt(text.substring(1, 1 + digits));
        degrees += Integer.parseInt(text.substring(1 + digits, 3 + digits)) / 60.0;
        if (text.length() > 3 + digits) {
            degrees += Integer.parseInt(text.substring(3 + digits)) / 3600.0;
        }
        return text.startsWith("-") ? -degrees : degrees;
    }
}
