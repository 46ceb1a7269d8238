package io.timeserverd.daemon;

import io.timeserverd.conf.Problem;
import io.timeserverd.conf.Settings;
import io.timeserverd.conf.SettingsReader;
import io.timeserverd.place.Places;
import io.timeserverd.place.ZonePlaces;
import io.timeserverd.protocol.Defaults;
import io.timeserverd.zone.ZoneSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the settings come from: read at the start and again at each SIGHUP. Whether a text is a place or a format is
 * judged here, since {@code conf} knows neither.
 */
final class Configuration {
    /** What became of a reading. Blocks: read by {@code main} or the helper thread. */
    sealed interface Result {}

    /** Valid settings, and what they were judged by. */
    record Good(Settings settings, ZoneSource zones, Places places) implements Result {}

    /** Everything that is wrong. */
    record Bad(List<Problem> problems) implements Result {}

    private static final Path DEFAULT_FILE = Path.of("/etc/timeserverd/timeserver.properties");

    private final Optional<Path> file;
    private final List<String> overrides;

    /**
     * @param file as named on the command line, if one is
     * @param overrides {@code KEY=VALUE} each
     */
    Configuration(Optional<Path> file, List<String> overrides) {
        this.file = file;
        this.overrides = overrides;
    }

    /** Reads everything again for a daemon that runs: its zones stay what they are, and places are judged by them. */
    Result reread(ZoneSource zones, ZoneSet current) {
        return checked(zones, current);
    }

    /** Reads and checks everything. */
    Result read() {
        var unchecked = read(new SettingsReader());
        // Where there are mistakes already, places are judged by the default zones: all is reported in one go.
        var settings = unchecked instanceof SettingsReader.Loaded loaded ? loaded.settings() : Settings.defaults();
        var zones = ZoneSource.open(settings.zones());
        return checked(zones, zones.first());
    }

    private Result checked(ZoneSource zones, ZoneSet current) {
        var places = new ZonePlaces();
        var checked = read(new SettingsReader(checks(current, places)));
        return checked instanceof SettingsReader.Refused refused
                ? new Bad(refused.problems())
                : new Good(((SettingsReader.Loaded) checked).settings(), zones, places);
    }

    /** The settings that are understood but do nothing in this release, and what holds instead, by key. */
    static Map<String, String> withoutEffect(Settings settings) {
        var none = new LinkedHashMap<String, String>();
        if (settings.clock().source() == Settings.Clock.Source.NTP) {
            none.put("clock.source", "the host's clock");
        }
        if (!settings.access().proxies().isEmpty()) {
            none.put("access.proxies", "no PROXY header is believed");
        }
        if (settings.places().extra().isPresent()) {
            none.put("places.extra", "zones and offsets only");
        }
        return none;
    }

    private static Map<String, Function<String, Optional<String>>> checks(ZoneSet zones, Places places) {
        return Map.of(
                "answer.zone", text -> Defaults.placeProblem(text, zones, places),
                "answer.format", Defaults::formatProblem,
                "answer.menu", text -> Defaults.menuProblem(text, zones, places));
    }

    private SettingsReader.Result read(SettingsReader reader) {
        var present = file.or(() -> Optional.of(DEFAULT_FILE).filter(Files::exists));
        return present.isPresent() ? reader.read(present.get(), overrides) : reader.read(overrides);
    }
}
