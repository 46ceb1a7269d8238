package io.timeserverd.place.build;

import java.util.List;
import java.util.stream.Stream;

/** Places that the sources lack, from a table that is kept by hand. */
final class Additions {
    private Additions() {}

    /** Columns: country, region, names, zone, people, latitude, longitude. */
    static List<City> cities(Sources sources, TimeZones zones) {
        return sources.handTable("place-additions.tsv").stream()
                .map(row -> city(row, zones))
                .toList();
    }

    private static City city(String[] column, TimeZones zones) {
        String[] names = column[2].split("\\|", -1);
        var city = new City(
                column[0] + '/' + names[0],
                names[0],
                column[0],
                Double.parseDouble(column[5]),
                Double.parseDouble(column[6]),
                "",
                List.of());
        Stream.of(names).skip(1).forEach(city::alsoCall);
        city.region = column[1];
        city.zone = zones.current(column[3]);
        city.people = Long.parseLong(column[4]);
        return city;
    }
}
