package io.timeserverd.zone;

import java.time.zone.ZoneRulesProvider;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The rules of the JVM, for a host without a tree of zones. They are as old as the JVM and have only offsets; {@link
 * JvmTimeline} says how abbreviations are found.
 */
public final class JvmZones implements ZoneSet {
    /** Ids of the database that java.time lacks, by the zones that they are names of. */
    private static final Map<String, String> ALIASES = Map.of("ROC", "Asia/Taipei", "GMT+0", "GMT", "GMT-0", "GMT");

    /** Ids of the database that java.time lacks, with their hours from UTC. */
    private static final Map<String, Integer> FIXED = Map.of("EST", -5, "MST", -7, "HST", -10);

    private final String release = installedRelease();
    private final ZoneTable table;

    /** Collects the ids. Rules and names are loaded on demand. */
    public JvmZones() {
        var rules = new TreeMap<String, Supplier<Optional<Timeline>>>();
        ALIASES.forEach((id, other) -> rules.put(id, () -> Optional.of(JvmTimeline.of(other))));
        FIXED.forEach((id, hours) ->
                rules.put(id, () -> Optional.of(TimelineBuilder.constant(new LocalType(hours * 3600, false, id)))));
        for (String id : ZoneRulesProvider.getAvailableZoneIds()) {
            // Rules of System V that the database dropped in 2020.
            if (!id.startsWith("SystemV/")) {
                rules.put(id, () -> Optional.of(JvmTimeline.of(id)));
            }
        }
        table = new ZoneTable(rules);
    }

    /** The release of the JVM's rules, without loading any of them. */
    public static String installedRelease() {
        return ZoneRulesProvider.getVersions("UTC").lastKey();
    }

    @Override
    public String release() {
        return release;
    }

    @Override
    public String source() {
        return "jvm";
    }

    @Override
    public Optional<Zone> find(String id) {
        return table.find(id);
    }

    @Override
    public Collection<String> ids() {
        return table.ids();
    }

    @Override
    public Countries countries() {
        return Countries.NONE;
    }
}
