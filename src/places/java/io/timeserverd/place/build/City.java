package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A populated place on its way into the tables. */
final class City {
    /** Its geonameid, or the id of a zone for a place that only the tables of zones have. */
    final String id;

    final String country;
    final double latitude;
    final double longitude;

    /** GeoNames' feature code. */
    final String feature;

    /** All names that GeoNames has, with codes and transliterations among them. */
    final List<String> alternates;

    /** GeoNames' code, as in {@code TX}. */
    String region = "";

    /** GeoNames' code, as in {@code 201}. */
    String district = "";

    long people;
    String zone;
    String rank = "";

    private final List<String> names = new ArrayList<>();
    private final Set<String> keys = new LinkedHashSet<>();
    private Set<String> everything;
    private boolean named;

    City(String id, String name, String country, double latitude, double longitude, String feature, List<String> alts) {
        this.id = id;
        this.country = country;
        this.latitude = latitude;
        this.longitude = longitude;
        this.feature = feature;
        this.alternates = alts;
        rename(name);
    }

    String regionId() {
        return country + '.' + region;
    }

    String districtId() {
        return regionId() + '.' + district;
    }

    boolean isCapital() {
        return rank.equals("capital");
    }

    /** Its names, that of today first. */
    List<String> names() {
        return names;
    }

    String name() {
        return names.get(0);
    }

    /** The keys of its names. */
    Set<String> keys() {
        return keys;
    }

    /** Puts a name before the others, unless its name was set by hand. */
    void rename(String name) {
        if (!named && !names.contains(name)) {
            names.add(0, name);
            keys.add(NameKeys.of(name));
        }
    }

    /** Adds a name after the others. */
    void alsoCall(String name) {
        names.add(name);
        keys.add(NameKeys.of(name));
    }

    /** Replaces all names. */
    void setName(String name) {
        names.clear();
        keys.clear();
        rename(name);
        named = true;
    }

    /** Whether one of its alternates has the key. */
    boolean isAlsoCalled(String key) {
        if (everything == null) {
            everything = new HashSet<>();
            alternates.forEach(name -> everything.add(NameKeys.of(name)));
        }
        return everything.contains(key);
    }

    boolean near(City other, double degrees) {
        return Math.abs(latitude - other.latitude) <= degrees && Math.abs(longitude - other.longitude) <= degrees;
    }
}
