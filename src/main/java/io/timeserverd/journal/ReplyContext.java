package io.timeserverd.journal;

/**
 * How a question was answered: outcome, format, and the releases of the data. There are few different ones at any time.
 */
record ReplyContext(String outcome, String format, String zoneRelease, String placeRelease) {

    static ReplyContext of(Entry entry) {
        return new ReplyContext(entry.outcome, entry.format, entry.zoneRelease, entry.placeRelease);
    }

    /** Whether {@code entry} was answered in the same way. */
    boolean isOf(Entry entry) {
        return outcome.equals(entry.outcome)
                && format.equals(entry.format)
                && zoneRelease.equals(entry.zoneRelease)
                && placeRelease.equals(entry.placeRelease);
    }

    /** Writes that of {@code entry} as a {@link Literal}. Returns where it ends. */
    static int put(byte[] out, int at, Entry entry) {
        int end = Literal.put(out, at, entry.outcome, Row.MAX_OUTCOME);
        end = Literal.put(out, end, entry.format, Row.MAX_FORMAT);
        end = Literal.put(out, end, entry.zoneRelease, Row.MAX_RELEASE);
        return Literal.put(out, end, entry.placeRelease, Row.MAX_RELEASE);
    }
}
