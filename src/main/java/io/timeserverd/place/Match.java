package io.timeserverd.place;

/**
 * A row that a key led to.
 *
 * @param how by which of its names
 * @param isPlain whether that name has no accents
 */
record Match(PlaceRow row, How how, boolean isPlain) {
    /** How a key names a row. */
    enum How {
        /** It is called so. */
        NAME,
        /** It is also called so, or was. */
        ALTERNATE,
        /** A name that was set by hand to mean this row before all others. */
        PINNED,
        /** A code that may stand alone. */
        CODE,
        /** A region's code that people mostly write without the country. */
        CUSTOMARY_CODE,
        /** A region's code that means something behind a name only. */
        QUALIFYING_CODE;

        private static final How[] ALL = values();

        static How of(int ordinal) {
            return ALL[ordinal];
        }

        boolean isCode() {
            return this == CODE || this == CUSTOMARY_CODE || this == QUALIFYING_CODE;
        }
    }
}
