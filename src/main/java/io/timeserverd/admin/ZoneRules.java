package io.timeserverd.admin;

import io.timeserverd.conf.Settings;
import io.timeserverd.zone.JvmZones;
import io.timeserverd.zone.TreeResult;
import io.timeserverd.zone.TreeWatch;
import io.timeserverd.zone.ZoneSet;

/** The zones that a daemon with the same settings would load now. */
final class ZoneRules {
    private ZoneRules() {}

    static ZoneSet load(Settings.Zones settings) {
        return settings.path()
                .map(TreeWatch::new)
                .map(TreeWatch::open)
                .filter(TreeResult.Loaded.class::isInstance)
                .<ZoneSet>map(loaded -> ((TreeResult.Loaded) loaded).zones())
                .orElseGet(JvmZones::new);
    }
}
