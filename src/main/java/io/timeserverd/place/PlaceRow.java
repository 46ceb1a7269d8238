package io.timeserverd.place;

/**
 * Something that a name may mean.
 *
 * @param number its place in the data
 * @param zone the number of its zone
 * @param country the number of its country's row, or {@link #NONE}
 * @param region the number of the row of the first-level division that it lies in, or {@link #NONE}
 * @param district the same of the second-level division
 * @param people how many live there; 0 where nobody knows
 */
record PlaceRow(int number, Kind kind, Rank rank, int zone, int country, int region, int district, long people) {
    static final int NONE = 0xFFFF;

    /** What a place is to the land around it. */
    enum Rank {
        NONE,
        /** Seat of a second-level division. */
        TOWN,
        /** Seat of a first-level division. */
        SEAT,
        /** Of a country. */
        CAPITAL
    }

    /** The same in another zone. */
    PlaceRow in(int otherZone) {
        return new PlaceRow(number, kind, rank, otherZone, country, region, district, people);
    }

    boolean isPlace() {
        return kind == Kind.PLACE;
    }
}
