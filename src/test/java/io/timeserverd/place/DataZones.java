package io.timeserverd.place;

import io.timeserverd.zone.Countries;
import io.timeserverd.zone.JvmZones;
import io.timeserverd.zone.LocalInstants;
import io.timeserverd.zone.LocalType;
import io.timeserverd.zone.Transition;
import io.timeserverd.zone.TzString;
import io.timeserverd.zone.Zone;
import io.timeserverd.zone.ZoneSet;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The JVM's zones, and zones of the data that an older JVM lacks. */
final class DataZones implements ZoneSet {
    /** By their ids, other zones that keep the same time. */
    private static final Map<String, String> NEWER = Map.of("America/Coyhaique", "America/Punta_Arenas");

    private final ZoneSet jvm = new JvmZones();

    @Override
    public String release() {
        return "test";
    }

    @Override
    public String source() {
        return "test";
    }

    @Override
    public Optional<Zone> find(String id) {
        return jvm.find(id)
                .or(() -> Optional.ofNullable(NEWER.get(id)).flatMap(jvm::find).map(rules -> new Renamed(id, rules)));
    }

    @Override
    public Collection<String> ids() {
        return jvm.ids();
    }

    @Override
    public Countries countries() {
        return Countries.NONE;
    }

    private record Renamed(String id, Zone rules) implements Zone {
        @Override
        public int heapBytes() {
            return rules.heapBytes();
        }

        @Override
        public LocalType typeAt(long epochSecond) {
            return rules.typeAt(epochSecond);
        }

        @Override
        public Optional<Transition> next(long epochSecond) {
            return rules.next(epochSecond);
        }

        @Override
        public Optional<Transition> previous(long epochSecond) {
            return rules.previous(epochSecond);
        }

        @Override
        public LocalInstants instantsOf(LocalDateTime local) {
            return rules.instantsOf(local);
        }

        @Override
        public Optional<TzString> tzString(long epochSecond) {
            return rules.tzString(epochSecond);
        }
    }
}
