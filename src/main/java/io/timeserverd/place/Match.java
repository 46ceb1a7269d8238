package io.timeserverd.place;

/**
 * A row that was found by a key.
 *
 * @param nameType which of its names or codes has the key
 * @param isPlain whether that name has no accents
 */
record Match(PlaceRow row, NameType nameType, boolean isPlain) {
    /** What a key is to the row that it leads to. */
    enum NameType {
        /** A name of today. */
        NAME,
        /** An old name, or one in another language. */
        ALTERNATE,
        /** A name that was chosen by hand to mean this row before all others. */
        PINNED,
        /** A code that may stand alone. */
        CODE,
        /** The code of a region that people mostly write without the country. */
        CUSTOMARY_CODE,
        /** The code of a region that counts only as a qualifier, after a name. */
        QUALIFYING_CODE;

        private static final NameType[] ALL = values();

        static NameType of(int ordinal) {
            return ALL[ordinal];
        }

        boolean isCode() {
            return this == CODE || this == CUSTOMARY_CODE || this == QUALIFYING_CODE;
        }
    }
}
