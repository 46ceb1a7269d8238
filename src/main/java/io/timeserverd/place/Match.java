package io.timeserverd.place;

/**
 * A row that a key led to.
 *
 * @param how by which of its keys
 */
record Match(Row row, How how) {
    /** How a key names a row, with its mark in the data. */
    enum How {
        NAME('-'),
        /** The row is also called so. */
        ALTERNATE('~'),
        /** A name that was set by hand to mean this row before all others. */
        PINNED('!'),
        /** The code of a region: it qualifies, and names the region only when nothing else does. */
        CODE('=');

        private final char mark;

        How(char mark) {
            this.mark = mark;
        }

        static How of(char mark) {
            for (var how : values()) {
                if (how.mark == mark) {
                    return how;
                }
            }
            throw new IllegalStateException("the place data has a mark " + mark);
        }
    }
}
