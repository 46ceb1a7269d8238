package io.timeserverd.zone;

/**
 * What clocks in a zone show for a while (RFC 9636 calls it a local time type).
 *
 * @param offsetSeconds local time minus UTC, in seconds, east positive
 * @param daylight whether it counts as daylight saving time
 * @param abbreviation the abbreviation, {@code CET} or {@code +03}
 */
public record LocalType(int offsetSeconds, boolean daylight, String abbreviation) {}
