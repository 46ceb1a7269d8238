package io.timeserverd.place;

/**
 * A row of the data: something that a name may mean.
 *
 * @param number the number of the row
 * @param zone the number of its zone
 * @param country the number of its country's row, or {@link #NONE}
 * @param region the number of the row of the first-level division that it lies in, or {@link #NONE}
 * @param district the same for the second-level division
 * @param people how many people live there; 0 if unknown
 */
record PlaceRow(int number, RowKind kind, Rank rank, int zone, int country, int region, int district, long people) {
    static final int NONE = 0xFFFF;

    /** What a place is the seat of. */
    enum Rank {
        NONE,
        /** Seat of a second-level division. */
        TOWN,
        /** Seat of a first-level division. */
        SEAT,
        /** Capital of a country. */
        CAPITAL
    }

    /** The same row with another zone. */
    PlaceRow in(int otherZone) {
        return new PlaceRow(number, kind, rank, otherZone, country, region, district, people);
    }

    boolean isPlace() {
        return kind == RowKind.PLACE;
    }
}
