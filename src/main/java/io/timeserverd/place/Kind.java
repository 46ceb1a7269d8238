package io.timeserverd.place;

/** What a row stands for. Rows are sorted by it, in this order. */
enum Kind {
    COUNTRY,
    /** A first-level division, or a stretch of land kept by hand. */
    REGION,
    /** A second-level division. */
    DISTRICT,
    /** An abbreviation, a Windows name or a long name of a zone. */
    ZONE_NAME,
    AIRPORT,
    PLACE;

    boolean isLand() {
        return this == COUNTRY || this == REGION || this == DISTRICT;
    }
}
