package io.timeserverd.daemon;

import io.timeserverd.conf.Problem;
import io.timeserverd.conf.Settings;
import io.timeserverd.conf.SettingsReader;
import io.timeserverd.conf.UncheckedSettings;
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
 * Reads the settings, at the start and again at each SIGHUP. Checks texts that are places or formats, which package {@code conf}
 * cannot do.
 */
final class Configuration {
    /** The result of reading. Reading blocks, so it runs on the main thread or the helper thread. */
    sealed interface Result {}

    /**
     * Valid settings, and the zones and places by which they were checked.
     *
     * @param badNameLines problems with lines of the file of own names; these lines are ignored
     * @param leftOut elements of lists that are left out, because the zone tree lacks them
     */
    record Good(Settings settings, ZoneSource zones, Places places, List<String> badNameLines, List<Problem> leftOut)
            implements Result {}

    /** All mistakes. */
    record Bad(List<Problem> problems) implements Result {}

    private static final Path DEFAULT_FILE = Path.of("/etc/timeserverd/timeserver.properties");

    private final Optional<Path> file;
    private final List<String> overrides;

    /**
     * Loads the place data while the settings are read. A place lookup belongs to one thread, so each user makes its own lookup of
     * this.
     */
    private final FutureTask<Places> data = new FutureTask<>(Places::load);

    /**
     * @param file the file on the command line, if there is one
     * @param overrides {@code KEY=VALUE} each
     */
    Configuration(Optional<Path> file, List<String> overrides) {
        this.file = file;
        this.overrides = overrides;
        new Thread(data, "places").start();
    }

    /**
     * Waits for the place data.
     *
     * @throws UncheckedIOException if they are missing
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

    /** Reads everything again for a running daemon, except its zones, and checks places by these. */
    Result reread(ZoneSource zones, ZoneSet current) {
        return checked(readUnchecked(), zones, current);
    }

    /** Reads and checks everything. */
    Result read() {
        UncheckedSettings unchecked = readUnchecked();
        var zones = ZoneSource.open(unchecked.settings().zones());
        return checked(unchecked, zones, zones.first());
    }

    /** Runs the code of the first requests, with a lookup of places of its own, because the loop uses the other. Blocks. */
    void warmUp(ZoneSet zones) {
        WarmUp.run(zones, data().with(ExtraNames.NONE));
    }

    /** The source of the settings, for messages. */
    String source() {
        if (file.isPresent()) {
            return file.get().toString();
        }
        return Files.exists(DEFAULT_FILE)
                ? DEFAULT_FILE.toString()
                : "the defaults, because there is no " + DEFAULT_FILE;
    }

    private UncheckedSettings readUnchecked() {
        if (file.isPresent()) {
            return SettingsReader.readUnchecked(file.get(), overrides);
        }
        return Files.exists(DEFAULT_FILE)
                ? SettingsReader.readUnchecked(DEFAULT_FILE, overrides)
                : SettingsReader.readUnchecked(overrides);
    }

    /** Checks everything even if there are mistakes already, so that all mistakes are reported at once. */
    private Result checked(UncheckedSettings unchecked, ZoneSource zones, ZoneSet current) {
        var own = OwnNames.read(unchecked.settings().places(), data(), current);
        Places places = data().with(own.names());
        SettingsReader.Result checked = unchecked.check(
                checks(own, current, places),
                Map.of("answer.menu", text -> Defaults.missingMenuZone(text, current, places)));
        if (checked instanceof SettingsReader.Refused refused) {
            return new Bad(refused.problems());
        }
        var loaded = (SettingsReader.Loaded) checked;
        Places placesForLoop = data().with(own.names());
        return new Good(loaded.settings(), zones, placesForLoop, own.problems(), loaded.leftOut());
    }

    private static Map<String, Function<String, Optional<String>>> checks(OwnNames own, ZoneSet zones, Places places) {
        return Map.of(
                "places.extra", path -> own.unreadable(),
                "answer.zone", text -> Defaults.placeProblem(text, zones, places),
                "answer.format", Defaults::formatProblem,
                "answer.menu", text -> Defaults.menuProblem(text, zones, places));
    }
}
