package io.timeserverd.place;

/** What a row stands for. Rows are in the order of these kinds. */
enum RowKind {
    COUNTRY,
    /** A first-level division, or an island or area that was added by hand. */
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
