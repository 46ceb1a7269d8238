package io.timeserverd.journal;

/** How a question was answered, and by which data. There are few at any time. */
record Terms(String outcome, String format, String zoneRelease, String placeRelease) {

    static Terms of(Entry entry) {
        return new Terms(entry.outcome, entry.format, entry.zoneRelease, entry.placeRelease);
    }

    /** Whether they are those of {@code entry}; without making an object. */
    boolean areOf(Entry entry) {
        return are(entry.outcome, entry.format, entry.zoneRelease, entry.placeRelease);
    }

    private boolean are(String thatOutcome, String thatFormat, String thatZoneRelease, String thatPlaceRelease) {
        return outcome.equals(thatOutcome)
                && format.equals(thatFormat)
                && zoneRelease.equals(thatZoneRelease)
                && placeRelease.equals(thatPlaceRelease);
    }

    /** Makes them those of {@code entry}. */
    void copyTo(Entry entry) {
        entry.outcome = outcome;
        entry.format = format;
        entry.zoneRelease = zoneRelease;
        entry.placeRelease = placeRelease;
    }

    // The JVM puts a record's own versions together when they are first called: 40 ms of a start, or of a turn.

    @Override
    public int hashCode() {
        return ((outcome.hashCode() * 31 + format.hashCode()) * 31 + zoneRelease.hashCode()) * 31
                + placeRelease.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Terms that && are(that.outcome, that.format, that.zoneRelease, that.placeRelease);
    }

    byte[] literal() {
        return new Literal()
                .put(outcome)
                .put(format)
                .put(zoneRelease)
                .put(placeRelease)
                .bytes();
    }
}
