package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A populated place on its way into the tables. */
final class City {
    /** Its geonameid, or a zone's id for a place that only the zone tables know. */
    final String id;

    final String country;
    final double latitude;
    final double longitude;

    /** GeoNames' feature code. */
    final String feature;

    /** All that GeoNames has, codes and transliterations among them. */
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

    /** What it is called today, then what it was called before. */
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

    /** From now on it is called {@code name}, unless that was set by hand; its other names stay. */
    void rename(String name) {
        if (!named && !names.contains(name)) {
            names.add(0, name);
            keys.add(NameKeys.of(name));
        }
    }

    /** It is called {@code name}, too. */
    void alsoCall(String name) {
        names.add(name);
        keys.add(NameKeys.of(name));
    }

    /** It is called {@code name} and nothing else. */
    void setName(String name) {
        names.clear();
        keys.clear();
        rename(name);
        named = true;
    }

    /** Whether {@code key} is that of any of its alternates. */
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
