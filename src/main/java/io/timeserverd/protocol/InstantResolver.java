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

/** Finds the instant that a request asks for, by the zone of its place. */
final class InstantResolver {
    private static final int SECONDS_PER_DAY = 86_400;

    private final ZoneSet zones;
    private final Places places;

    InstantResolver(ZoneSet zones, Places places) {
        this.zones = zones;
        this.places = places;
    }

    /** Whether the instant depends on the clock. */
    static boolean needsClock(RequestedInstant requested) {
        return requested instanceof RequestedInstant.Now
                || (requested instanceof RequestedInstant.Local local
                        && local.date().isEmpty());
    }

    /**
     * The instant, as {@link RequestedInstant.At}; {@link RequestedInstant.Bad} if there is none.
     *
     * @param there the zone of the request's place
     * @param now the turn's reading, from which {@code now} and today follow
     */
    RequestedInstant resolve(RequestedInstant requested, Zone there, Reading now) {
        if (requested instanceof RequestedInstant.Now) {
            return new RequestedInstant.At(now.instant());
        }
        if (requested instanceof RequestedInstant.Zoned zoned) {
            return checked(zoned);
        }
        return requested instanceof RequestedInstant.Local local ? local(local, there, now) : requested;
    }

    /** The instant of a date-time with a bracketed zone, if the zone has its offset then. */
    private RequestedInstant checked(RequestedInstant.Zoned zoned) {
        Optional<Zone> zone = exact(zoned.zone());
        if (zone.isEmpty()) {
            return noZone(zoned.zone());
        }
        LocalType type = zone.get().typeAt(zoned.instant().getEpochSecond());
        int offset = zoned.offsetSeconds().orElse(type.offsetSeconds());
        return offset == type.offsetSeconds()
                ? new RequestedInstant.At(zoned.instant())
                : new RequestedInstant.Bad(zone.get().id() + " contradicts the offset: clocks there show UTC"
                        + Listings.offset(type) + " then");
    }

    private RequestedInstant local(RequestedInstant.Local local, Zone there, Reading now) {
        int offsetNow = there.typeAt(now.epochSecond()).offsetSeconds();
        long today = Math.floorDiv(now.epochSecond() + offsetNow, (long) SECONDS_PER_DAY);
        LocalDateTime dateTime = local.dateTime(LocalDate.ofEpochDay(today));
        if (local.zone().isEmpty()) {
            return inZone(dateTime, local.isStartOfDay(), there);
        }
        return zoned(local, dateTime, there);
    }

    /**
     * The name after a local time is first an abbreviation in the place's zone, then an abbreviation in the zone that it
     * names, and only then that zone itself.
     */
    private RequestedInstant zoned(RequestedInstant.Local local, LocalDateTime dateTime, Zone there) {
        Optional<Zone> zone = exact(local.zone()).or(() -> abbreviated(local.zone()));
        return offset(local.zone(), dateTime, there)
                .or(() -> zone.flatMap(found -> offset(local.zone(), dateTime, found)))
                .map(offset -> at(dateTime, dateTime.toEpochSecond(ZoneOffset.UTC) - offset))
                .or(() -> zone.map(found -> inZone(dateTime, local.isStartOfDay(), found)))
                .orElseGet(() -> noZone(local.zone()));
    }

    /** The zone with that id or offset. */
    private Optional<Zone> exact(String name) {
        return Offsets.parse(name).or(() -> zones.find(name));
    }

    /** The fixed offset of an abbreviation. Other places do not count: after a time, {@code PM} is not an island. */
    private Optional<Zone> abbreviated(String name) {
        return PlaceLookup.resolve(name, zones, places) instanceof Resolution.Found found
                ? Offsets.parse(found.place().zone().id())
                : Optional.empty();
    }

    /** The offset that an abbreviation stands for in a zone at {@code dateTime}, before the last change, or after the next. */
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

    private static RequestedInstant inZone(LocalDateTime dateTime, boolean startOfDay, Zone zone) {
        LocalInstants instants = zone.instantsOf(dateTime);
        if (instants instanceof LocalInstants.Gap gap) {
            Transition change = gap.transition();
            return startOfDay && isSameDay(dateTime, change)
                    ? at(dateTime, change.epochSecond())
                    : new RequestedInstant.Bad(dateTime + " does not exist in " + zone.id() + ": clocks go from UTC"
                            + Listings.offset(change.before()) + " to UTC" + Listings.offset(change.after())
                            + " over it");
        }
        return instants instanceof LocalInstants.Fold fold
                ? at(dateTime, fold.earlier())
                : at(dateTime, ((LocalInstants.One) instants).epochSecond());
    }

    /** Whether a gap over midnight leaves some of that day; Samoa skipped all of 2011-12-30. */
    private static boolean isSameDay(LocalDateTime midnight, Transition change) {
        long after = change.epochSecond() + change.after().offsetSeconds();
        return Math.floorDiv(after, (long) SECONDS_PER_DAY)
                == midnight.toLocalDate().toEpochDay();
    }

    private static RequestedInstant at(LocalDateTime dateTime, long epochSecond) {
        var instant = Instant.ofEpochSecond(epochSecond, dateTime.get(ChronoField.NANO_OF_SECOND));
        return Answer.isFormattable(instant)
                ? new RequestedInstant.At(instant)
                : new RequestedInstant.Bad(dateTime + " there is out of range: outside the years 1 to 9999");
    }

    private static RequestedInstant noZone(String name) {
        return new RequestedInstant.Bad("no zone " + Format.printable(name)
                + " for the time; there are ids such as Europe/Paris," + " offsets and abbreviations");
    }
}
