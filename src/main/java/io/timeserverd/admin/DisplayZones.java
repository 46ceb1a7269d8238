package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.conf.Settings;
import io.timeserverd.zone.Offsets;
import io.timeserverd.zone.PosixZones;
import java.util.List;
import java.util.Optional;

/** Finds the zone in which times are shown. */
final class DisplayZones {
    private DisplayZones() {}

    /**
     * The zone of the option {@code --tz}; else that of the variable {@code TZ}; else UTC.
     *
     * @throws Failure when there is no zone of the option's name
     */
    static DisplayZone choose(Optional<String> option, Surroundings surroundings, Settings.Zones settings)
            throws Failure {
        if (option.isPresent()) {
            return find(option.get(), settings)
                    .orElseThrow(() -> new Failure(
                            Failure.USAGE,
                            List.of("--tz: there is no zone '" + option.get()
                                    + "'; a zone is as Europe/Paris or +05:30")));
        }
        String variable = surroundings.timeZone();
        Optional<DisplayZone> found = variable.isEmpty() ? Optional.of(DisplayZone.UTC) : find(variable, settings);
        if (found.isEmpty()) {
            surroundings.terminal().complain("TZ: there is no zone '" + variable + "': times are UTC");
        }
        return found.orElse(DisplayZone.UTC);
    }

    private static Optional<DisplayZone> find(String text, Settings.Zones settings) {
        return Offsets.parse(text)
                .or(() -> PosixZones.parse(text))
                .or(() -> ZoneRules.load(settings).find(text))
                .map(DisplayZone::of);
    }
}
