package io.timeserverd.admin.sums;

import io.timeserverd.zone.LocalInstants;
import io.timeserverd.zone.Zone;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Optional;

/**
 * The time zone in which times are shown, and read where they have no offset.
 *
 * @param zone its rules; empty for UTC
 */
public record DisplayZone(Optional<Zone> zone) {
    public static final DisplayZone UTC = new DisplayZone(Optional.empty());

    public static DisplayZone of(Zone zone) {
        boolean isUtc = zone.id().equals("UTC") || zone.id().equals("Etc/UTC");
        return isUtc ? UTC : new DisplayZone(Optional.of(zone));
    }

    /** How a reader knows it: its id, or {@code UTC}. */
    public String name() {
        return zone.map(Zone::id).orElse("UTC");
    }

    public boolean isUtc() {
        return zone.isEmpty();
    }

    /** Local time minus UTC, in seconds. */
    public int offsetSeconds(long epochSecond) {
        return zone.isPresent() ? zone.get().typeAt(epochSecond).offsetSeconds() : 0;
    }

    /**
     * The instant at which clocks there show a date and time: the first one where they show it twice, and the one at which
     * they are set forward where they leave it out.
     */
    public Instant instant(LocalDateTime local) {
        if (zone.isEmpty()) {
            return local.toInstant(ZoneOffset.UTC);
        }
        LocalInstants instants = zone.get().instantsOf(local);
        if (instants instanceof LocalInstants.Gap gap) {
            return Instant.ofEpochSecond(gap.transition().epochSecond());
        }
        long epochSecond = instants instanceof LocalInstants.Fold fold
                ? fold.earlier()
                : ((LocalInstants.One) instants).epochSecond();
        return Instant.ofEpochSecond(epochSecond, local.get(ChronoField.NANO_OF_SECOND));
    }
}
