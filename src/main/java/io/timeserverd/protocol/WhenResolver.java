package io.timeserverd.protocol;

import io.timeserverd.clock.Reading;
import io.timeserverd.place.Places;
import io.timeserverd.place.Resolution;
import io.timeserverd.zone.LocalInstants;
import io.timeserverd.zone.LocalType;
import io.timeserverd.zone.Offsets;
import io.timeserverd.zone.Transition;
import io.timeserverd.zone.Zone;
import io.timeserverd.zone.ZoneSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the instant that a request means in the zone of its place. */
final class WhenResolver {
    private static final int SECONDS_PER_DAY = 86_400;

    private final ZoneSet zones;
    private final Places places;

    WhenResolver(ZoneSet zones, Places places) {
        this.zones = zones;
        this.places = places;
    }

    /** Whether the answer depends on what the clock says now. */
    static boolean needsClock(When when) {
        return when instanceof When.Now
                || (when instanceof When.Local local && local.date().isEmpty());
    }

    /**
     * The instant, as {@link When.At}; or {@link When.Bad}, if there is none.
     *
     * @param there the zone of the request's place
     * @param now the turn's reading, from which {@code now} and today follow
     */
    When resolve(When when, Zone there, Reading now) {
        if (when instanceof When.Now) {
            return new When.At(now.instant());
        }
        if (when instanceof When.Zoned zoned) {
            return checked(zoned);
        }
        return when instanceof When.Local local ? local(local, there, now) : when;
    }

    /** The instant of a date-time in brackets, if its offset is that of its zone. */
    private When checked(When.Zoned zoned) {
        var zone = exact(zoned.zone());
        if (zone.isEmpty()) {
            return noZone(zoned.zone());
        }
        var type = zone.get().typeAt(zoned.instant().getEpochSecond());
        int offset = zoned.offsetSeconds().orElse(type.offsetSeconds());
        return offset == type.offsetSeconds()
                ? new When.At(zoned.instant())
                : new When.Bad(zone.get().id() + " contradicts the offset: clocks there show UTC"
                        + Listings.offset(type) + " then");
    }

    private When local(When.Local local, Zone there, Reading now) {
        int offsetNow = there.typeAt(now.epochSecond()).offsetSeconds();
        long today = Math.floorDiv(now.epochSecond() + offsetNow, (long) SECONDS_PER_DAY);
        var dateTime = local.dateTime(LocalDate.ofEpochDay(today));
        if (local.zone().isEmpty()) {
            return inZone(dateTime, local.isStartOfDay(), there);
        }
        return zoned(local, dateTime, there);
    }

    /** An abbreviation means what it does in the place's zone, else what it does elsewhere, before it is the id of a zone. */
    private When zoned(When.Local local, LocalDateTime dateTime, Zone there) {
        var zone = exact(local.zone()).or(() -> abbreviated(local.zone()));
        return offset(local.zone(), dateTime, there)
                .or(() -> zone.flatMap(found -> offset(local.zone(), dateTime, found)))
                .map(offset -> at(dateTime, dateTime.toEpochSecond(ZoneOffset.UTC) - offset))
                .or(() -> zone.map(found -> inZone(dateTime, local.isStartOfDay(), found)))
                .orElseGet(() -> noZone(local.zone()));
    }

    /** The zone of that id or offset. */
    private Optional<Zone> exact(String name) {
        return Offsets.parse(name).or(() -> zones.find(name));
    }

    /** The fixed offset of an abbreviation. Places are not asked for: behind a time {@code PM} is no island. */
    private Optional<Zone> abbreviated(String name) {
        return PlaceLookup.resolve(name, zones, places) instanceof Resolution.Found found
                ? Offsets.parse(found.place().zone().id())
                : Optional.empty();
    }

    /** What {@code abbreviation} stands for in a zone: its offset now, before or after, around {@code dateTime}. */
    private static Optional<Integer> offset(String abbreviation, LocalDateTime dateTime, Zone zone) {
        long about = dateTime.toEpochSecond(ZoneOffset.UTC);
        return Stream.of(
                        Optional.of(zone.typeAt(about)),
                        zone.previous(about).map(Transition::before),
                        zone.next(about).map(Transition::after))
                .flatMap(Optional::stream)
                .filter(type -> type.abbreviation().equalsIgnoreCase(abbreviation))
                .map(LocalType::offsetSeconds)
                .findFirst();
    }

    private static When inZone(LocalDateTime dateTime, boolean startOfDay, Zone zone) {
        var instants = zone.instantsOf(dateTime);
        if (instants instanceof LocalInstants.Gap gap) {
            var change = gap.transition();
            return startOfDay && isSameDay(dateTime, change)
                    ? at(dateTime, change.epochSecond())
                    : new When.Bad(dateTime + " does not exist in " + zone.id() + ": clocks go from UTC"
                            + Listings.offset(change.before()) + " to UTC" + Listings.offset(change.after())
                            + " over it");
        }
        return instants instanceof LocalInstants.Fold fold
                ? at(dateTime, fold.earlier())
                : at(dateTime, ((LocalInstants.One) instants).epochSecond());
    }

    /** Whether the gap over midnight leaves something of that day; Samoa skipped 2011-12-30 as a whole. */
    private static boolean isSameDay(LocalDateTime midnight, Transition change) {
        long after = change.epochSecond() + change.after().offsetSeconds();
        return Math.floorDiv(after, (long) SECONDS_PER_DAY)
                == midnight.toLocalDate().toEpochDay();
    }

    private static When at(LocalDateTime dateTime, long epochSecond) {
        var instant = Instant.ofEpochSecond(epochSecond, dateTime.get(ChronoField.NANO_OF_SECOND));
        return Answer.canTell(instant)
                ? new When.At(instant)
                : new When.Bad(dateTime + " there is out of range: outside the years 1 to 9999");
    }

    private static When noZone(String name) {
        return new When.Bad("no zone " + Format.printable(name) + " for the time; there are ids such as Europe/Paris,"
                + " offsets and abbreviations");
    }
}
