package io.timeserverd.place;

import io.timeserverd.zone.Offsets;
import io.timeserverd.zone.PosixZones;
import io.timeserverd.zone.Transition;
import io.timeserverd.zone.Zone;
import io.timeserverd.zone.ZoneSet;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The zones that the data names, in one release of the rules. */
final class ZoneLookup {
    private static final long SECONDS_A_DAY = 86_400;

    /** Clocks are compared from here on: what zones did before the data was made does not matter. */
    private static final long FROM = midnight(2026, 11, 1);

    /** Clocks are compared up to here: rules that agree until then are taken to agree for ever. */
    private static final long UNTIL = midnight(2038, 1, 1);

    private final ZoneSet zones;
    private final Map<String, String> fallbacks;
    private final PlaceTable rows;

    /** By the ids of zones, their offsets and changes of offset as a text. */
    private final Map<String, String> behaviours = new HashMap<>();

    /** By the numbers of zones, the number of their behaviour, from 1 on; 0 if it is not known yet. */
    private final int[] numbers;

    private final Map<String, Integer> numberOf = new HashMap<>();

    /** @param fallbacks by zones that older trees lack, the zones that their places had before */
    ZoneLookup(ZoneSet zones, PlaceTable rows, Map<String, String> fallbacks) {
        this.zones = zones;
        this.rows = rows;
        this.fallbacks = fallbacks;
        this.numbers = new int[rows.zoneCount()];
    }

    /** In UNIX seconds, UTC. Parsing a text with the JDK would delay the start by more than all of this class does. */
    private static long midnight(int year, int month, int day) {
        return LocalDate.of(year, month, day).toEpochDay() * SECONDS_A_DAY;
    }

    /** The zone that a text is whatever the data says: an offset, a POSIX TZ string, the id of a zone. */
    static Optional<Zone> byItself(String text, ZoneSet zones) {
        return Offsets.parse(text).or(() -> PosixZones.parse(text)).or(() -> zones.find(text));
    }

    ZoneSet zones() {
        return zones;
    }

    /** The zone of that id or offset; in a tree that is too old for it, the zone that its places had before. */
    Optional<Zone> find(String id) {
        return Offsets.parse(id)
                .or(() -> zones.find(id))
                .or(() -> Optional.ofNullable(fallbacks.get(id)).flatMap(zones::find));
    }

    /** A remark about a zone that replaces the one looked for; empty for any other zone. */
    String remark(String id, Zone zone) {
        return zone.id().equals(fallbacks.get(id))
                ? id + " is not in release " + zones.release() + ", this is " + zone.id()
                : "";
    }

    /** Whether a zone uses that abbreviation in the coming year; upper and lower case are the same. */
    boolean abbreviates(String id, String abbreviation) {
        Zone zone = find(id).orElse(null);
        if (zone == null) {
            return false;
        }
        boolean found = zone.typeAt(FROM).abbreviation().equalsIgnoreCase(abbreviation);
        Optional<Transition> next = zone.next(FROM);
        for (int i = 0; i < 2 && next.isPresent() && !found; i++) {
            found = next.get().after().abbreviation().equalsIgnoreCase(abbreviation);
            next = zone.next(next.get().epochSecond());
        }
        return found;
    }

    /** Whether clocks in the zones with these numbers agree from now on. */
    boolean agree(int zone, int otherZone) {
        return zone == otherZone || number(zone) == number(otherZone);
    }

    private int number(int zone) {
        if (numbers[zone] == 0) {
            numbers[zone] = numberOf.computeIfAbsent(behaviour(rows.zone(zone)), b -> numberOf.size() + 1);
        }
        return numbers[zone];
    }

    /** Whether clocks in both zones agree from now on. */
    boolean agree(String id, String otherId) {
        return id.equals(otherId) || behaviour(id).equals(behaviour(otherId));
    }

    private String behaviour(String id) {
        return behaviours.computeIfAbsent(id, this::trace);
    }

    private String trace(String id) {
        Zone zone = find(id).orElse(null);
        if (zone == null) {
            return id;
        }
        int offset = zone.typeAt(FROM).offsetSeconds();
        StringBuilder trace = new StringBuilder().append(offset);
        Optional<Transition> next = zone.next(FROM);
        while (next.isPresent() && next.get().epochSecond() < UNTIL) {
            Transition transition = next.get();
            if (transition.after().offsetSeconds() != offset) {
                offset = transition.after().offsetSeconds();
                trace.append(' ').append(transition.epochSecond()).append(' ').append(offset);
            }
            next = zone.next(transition.epochSecond());
        }
        return trace.toString();
    }
}
