package io.timeserverd.zone;

import java.time.zone.ZoneRulesProvider;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The rules that came with the JVM, for a host without a tree of its own. They are as old as the JVM,
 * and know offsets only: see {@link JvmTimeline} for what becomes of abbreviations.
 */
public final class JvmZones implements ZoneSet {
    /** Ids of the database that java.time lacks, and which other zone each is. */
    private static final Map<String, String> ALIASES = Map.of("ROC", "Asia/Taipei", "GMT+0", "GMT", "GMT-0", "GMT");

    /** Those of them that are no other zone: hours from UTC. */
    private static final Map<String, Integer> FIXED = Map.of("EST", -5, "MST", -7, "HST", -10);

    private final String release = installedRelease();
    private final ZoneTable table;

    /** Collects the ids; rules and names are loaded when they are asked for. */
    public JvmZones() {
        var rules = new TreeMap<String, Supplier<Optional<Timeline>>>();
        ALIASES.forEach((id, other) -> rules.put(id, () -> Optional.of(JvmTimeline.of(other))));
        FIXED.forEach((id, hours) ->
                rules.put(id, () -> Optional.of(TimelineBuilder.constant(new LocalType(hours * 3600, false, id)))));
        for (var id : ZoneRulesProvider.getAvailableZoneIds()) {
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
