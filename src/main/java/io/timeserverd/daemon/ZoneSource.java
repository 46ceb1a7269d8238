package io.timeserverd.daemon;

import io.timeserverd.conf.Settings;
import io.timeserverd.log.Log;
import io.timeserverd.zone.JvmZones;
import io.timeserverd.zone.Release;
import io.timeserverd.zone.TreeResult;
import io.timeserverd.zone.TreeWatch;
import io.timeserverd.zone.TzifZones;
import io.timeserverd.zone.ZoneSet;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The zones that {@code zones.path} names, or the JVM's where there is no such tree. */
final class ZoneSource {
    private final Optional<TreeWatch> tree;
    private final Optional<Path> path;
    private final ZoneSet first;

    private ZoneSource(Optional<Path> path) {
        this.path = path;
        this.tree = path.map(TreeWatch::new);
        this.first = tree.flatMap(this::open).orElseGet(JvmZones::new);
    }

    static ZoneSource open(Settings.Zones settings) {
        return new ZoneSource(settings.path());
    }

    private Optional<ZoneSet> open(TreeWatch watch) {
        TreeResult result = watch.open();
        if (result instanceof TreeResult.Refused refused) {
            Log.warn("zones-refused", "path", path.orElseThrow(), "reason", refused.reason(), "instead", "jvm");
            return Optional.empty();
        }
        return Optional.of(((TreeResult.Loaded) result).zones());
    }

    /** The zones as they were when this was opened. */
    ZoneSet first() {
        return first;
    }

    /** Says in the log which rules answer. */
    void logRelease() {
        Log.info("zones", "release", first.release(), "source", first.source());
    }

    /** Says in the log if newer rules are at hand, and which zones of the first set are broken. Blocks: for the helper thread. */
    void logFaults() {
        String jvm = JvmZones.installedRelease();
        if (Release.isOlder(first.release(), jvm)) {
            Log.warn("zones-older-than-jvm", "release", first.release(), "source", first.source(), "jvm", jvm);
        }
        if (first instanceof TzifZones zones) {
            List<String> faults = zones.faults();
            if (!faults.isEmpty()) {
                Log.warn("zones-faulty", "zones", faults.size(), "first", faults.get(0));
            }
        }
    }

    /**
     * New zones, if the tree has changed and is sound. Blocks: for the helper thread.
     *
     * @param inUse ids that must not go missing
     */
    Optional<ZoneSet> poll(Collection<String> inUse) {
        Optional<TreeResult> result = tree.flatMap(watch -> watch.poll(inUse));
        if (result.isPresent() && result.get() instanceof TreeResult.Refused refused) {
            Log.warn("zones-refused", "path", path.orElseThrow(), "reason", refused.reason());
        }
        return result.filter(TreeResult.Loaded.class::isInstance).map(loaded -> ((TreeResult.Loaded) loaded).zones());
    }
}
