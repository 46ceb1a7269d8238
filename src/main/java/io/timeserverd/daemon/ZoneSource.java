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

/** The zones in {@code zones.path}, or those of the JVM if there is no such tree. */
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

    /** The zones at the time of {@link #open}. */
    ZoneSet first() {
        return first;
    }

    /** Logs the release of the rules. */
    void logRelease() {
        Log.info("zones", "release", first.release(), "source", first.source());
    }

    /** Logs whether the JVM has newer rules, and which zones of the first set are broken. Blocks, so it runs on the helper thread. */
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
     * Returns new zones if the tree has changed and is valid. Blocks, so it runs on the helper thread.
     *
     * @param inUse the ids that a new tree must have
     */
    Optional<ZoneSet> poll(Collection<String> inUse) {
        Optional<TreeResult> result = tree.flatMap(watch -> watch.poll(inUse));
        if (result.isPresent() && result.get() instanceof TreeResult.Refused refused) {
            Log.warn("zones-refused", "path", path.orElseThrow(), "reason", refused.reason());
        }
        return result.filter(TreeResult.Loaded.class::isInstance).map(loaded -> ((TreeResult.Loaded) loaded).zones());
    }
}
