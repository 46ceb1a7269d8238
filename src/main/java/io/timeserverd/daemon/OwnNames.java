package io.timeserverd.daemon;

import io.timeserverd.conf.Settings;
import io.timeserverd.place.ExtraNames;
import io.timeserverd.place.ExtraNamesReader;
import io.timeserverd.place.Places;
import io.timeserverd.zone.ZoneSet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The operator's own names for places, read from {@code places.extra}.
 *
 * @param problems {@code file:line: what is wrong} for each line that is ignored
 * @param unreadable why the file cannot be read, or empty
 */
record OwnNames(ExtraNames names, List<String> problems, Optional<String> unreadable) {
    /** Reads the file, if one is set. Blocks. */
    static OwnNames read(Settings.Places settings, Places places, ZoneSet zones) {
        if (settings.extra().isEmpty()) {
            return new OwnNames(ExtraNames.NONE, List.of(), Optional.empty());
        }
        try {
            var read = ExtraNamesReader.read(settings.extra().get(), places, zones);
            return new OwnNames(read.names(), read.problems(), Optional.empty());
        } catch (IOException e) {
            return new OwnNames(ExtraNames.NONE, List.of(), Optional.of("cannot be read: " + e.getMessage()));
        }
    }
}
