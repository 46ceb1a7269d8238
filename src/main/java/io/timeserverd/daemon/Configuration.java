package io.timeserverd.daemon;

import io.timeserverd.conf.Draft;
import io.timeserverd.conf.Problem;
import io.timeserverd.conf.Settings;
import io.timeserverd.conf.SettingsReader;
import io.timeserverd.place.ExtraNames;
import io.timeserverd.place.Places;
import io.timeserverd.protocol.Defaults;
import io.timeserverd.zone.ZoneSet;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * Where the settings come from: read at the start and again at each SIGHUP. Whether a text is a place or a format is
 * judged here, since {@code conf} knows neither.
 */
final class Configuration {
    /** What became of a reading. Blocks: read by {@code main} or the helper thread. */
    sealed interface Result {}

    /**
     * Valid settings, and what they were judged by.
     *
     * @param passedOver what is wrong with lines of the operator's own names
     * @param missing what the zone tree lacks of the defaults
     */
    record Good(Settings settings, ZoneSource zones, Places places, List<String> passedOver, List<Problem> missing)
            implements Result {}

    /** Everything that is wrong. */
    record Bad(List<Problem> problems) implements Result {}

    private static final Path DEFAULT_FILE = Path.of("/etc/timeserverd/timeserver.properties");

    private final Optional<Path> file;
    private final List<String> overrides;

    /** Never asked itself, so that whoever reads can ask what is made of it. Loaded while the settings are read. */
    private final FutureTask<Places> data = new FutureTask<>(Places::load);

    /**
     * @param file as named on the command line, if one is
     * @param overrides {@code KEY=VALUE} each
     */
    Configuration(Optional<Path> file, List<String> overrides) {
        this.file = file;
        this.overrides = overrides;
        new Thread(data, "places").start();
    }

    /**
     * Waits for the data.
     *
     * @throws UncheckedIOException when they are not there
     */
    private Places data() {
        try {
            return data.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException missing) {
                throw missing;
            }
            throw new IllegalStateException("the place data could not be loaded", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the place data could not be loaded", e);
        }
    }

    /** Reads everything again for a daemon that runs: its zones stay what they are, and places are judged by them. */
    Result reread(ZoneSource zones, ZoneSet current) {
        return checked(draft(), zones, current);
    }

    /** Reads and checks everything. */
    Result read() {
        Draft draft = draft();
        var zones = ZoneSource.open(draft.settings().zones());
        return checked(draft, zones, zones.first());
    }

    /** Prepares for the first requests, in a directory of its own, since the loop uses the other. Blocks. */
    void warmUp(ZoneSet zones) {
        WarmUp.run(zones, data().with(ExtraNames.NONE));
    }

    /** What the settings are read from, for a person. */
    String source() {
        if (file.isPresent()) {
            return file.get().toString();
        }
        return Files.exists(DEFAULT_FILE) ? DEFAULT_FILE.toString() : "the defaults, since there is no " + DEFAULT_FILE;
    }

    private Draft draft() {
        if (file.isPresent()) {
            return SettingsReader.draft(file.get(), overrides);
        }
        return Files.exists(DEFAULT_FILE)
                ? SettingsReader.draft(DEFAULT_FILE, overrides)
                : SettingsReader.draft(overrides);
    }

    /** Where there are mistakes already, places are judged by what else is said: all is reported in one go. */
    private Result checked(Draft draft, ZoneSource zones, ZoneSet current) {
        var own = OwnNames.read(draft.settings().places(), data(), current);
        Places places = data().with(own.names());
        SettingsReader.Result checked = draft.checked(
                checks(own, current, places),
                Map.of("answer.menu", text -> Defaults.missingMenuZone(text, current, places)));
        if (checked instanceof SettingsReader.Refused refused) {
            return new Bad(refused.problems());
        }
        var loaded = (SettingsReader.Loaded) checked;
        Places placesOfLoop = data().with(own.names());
        return new Good(loaded.settings(), zones, placesOfLoop, own.problems(), loaded.passedOver());
    }

    private static Map<String, Function<String, Optional<String>>> checks(OwnNames own, ZoneSet zones, Places places) {
        return Map.of(
                "places.extra", path -> own.unreadable(),
                "answer.zone", text -> Defaults.placeProblem(text, zones, places),
                "answer.format", Defaults::formatProblem,
                "answer.menu", text -> Defaults.menuProblem(text, zones, places));
    }
}
