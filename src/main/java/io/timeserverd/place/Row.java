package io.timeserverd.place;

import java.util.List;

/**
 * One row of the data; the package description lists the columns.
 *
 * @param id no two rows have the same
 * @param population people there; of a region, those of its places
 * @param detail what the columns' table says for its kind
 */
record Row(
        Kind kind,
        String id,
        String country,
        String region,
        String zone,
        long population,
        String detail,
        List<String> names) {

    private static final String CAPITAL = "capital";

    String name() {
        return names.get(0);
    }

    /** Its region's id, or empty. */
    String regionId() {
        return region.isEmpty() ? "" : country + '.' + region;
    }

    boolean isCapital() {
        return kind == Kind.PLACE && detail.startsWith(CAPITAL);
    }

    /** The second-level division that tells it from a namesake in its region, or empty. */
    String district() {
        int slash = kind == Kind.PLACE ? detail.indexOf('/') : -1;
        return slash < 0 ? "" : detail.substring(slash + 1);
    }
}
