package io.timeserverd.daemon;

import io.timeserverd.clock.ReferenceClock;
import io.timeserverd.clock.Ticker;
import io.timeserverd.conf.Reload;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.Journal;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.SegmentedJournal;
import io.timeserverd.log.Level;
import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Helper;
import io.timeserverd.loop.Signals;
import io.timeserverd.loop.Timer;
import io.timeserverd.place.Places;
import io.timeserverd.server.ListenException;
import io.timeserverd.server.Server;
import io.timeserverd.timekeeping.Timekeeper;
import io.timeserverd.zone.ZoneSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The running daemon: opens everything in order, runs the loop, closes everything in reverse.
 *
 * <pre>
 *     start:  loop, helper, clock, journal, listeners, signals -> event=ready
 *     stop:   listeners, last replies, clock, helper, journal
 * </pre>
 */
final class Daemon implements AutoCloseable {
    private static final long JOURNAL_TICK_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long HELPER_STOP_SECONDS = 1;

    /** By then clients that waited for the start have their replies. An early stop need not wait for the helper either. */
    private static final long PREPARATION_DELAY_NS = TimeUnit.SECONDS.toNanos(1);

    /** Enough even if a few name servers hang. */
    private static final int QUERY_THREADS = 8;

    private final Configuration configuration;

    private final EventLoop loop;
    private final Helper helper;
    private final Helper queries;
    private final Journal journal;
    private final Server server;
    private final Timekeeper timekeeper;
    private final ServiceManager manager;
    private final Timer journalTick = new Timer(this::tickJournal);
    private final Timer zonesCheck = new Timer(this::checkZones);
    private final Timer preparation = new Timer(this::prepare);
    private Settings settings;
    private final ZoneSource zoneSource;
    private ZoneSet zones;
    private Places places;

    // A reload is under way; one more must follow it, because the file may have changed again.
    private boolean reloading;

    private boolean reloadAgain;
    private boolean closing;

    /** Opens everything except the listeners. After a failure, closes everything that was opened. */
    private Daemon(Configuration configuration, Configuration.Good initial, String version)
            throws IOException, JournalException {
        this.configuration = configuration;
        this.settings = initial.settings();
        this.zoneSource = initial.zones();
        this.zones = zoneSource.first();
        this.places = initial.places();
        var ticker = Ticker.system();
        loop = new EventLoop(ticker);
        helper = new Helper(loop);
        queries = new Helper(loop, "queries", QUERY_THREADS);
        Path drift = settings.journal().path().resolve("clock.drift");
        timekeeper = new Timekeeper(
                loop,
                ticker,
                Clock.systemUTC(),
                helper,
                queries,
                drift,
                ClockSettings.of(settings.clock()),
                ClockSettings::text);
        ReferenceClock clock = timekeeper.clock();
        try {
            journal = SegmentedJournal.open(JournalSettings.of(settings), ticker, clock, this::chore);
            server = new Server(loop, clock, timekeeper::facts, journal, version, settings, zones, places);
            manager = ServiceManager.ofProcess(loop, server::summary);
            timekeeper.start();
        } catch (JournalException | RuntimeException e) {
            queries.close(0);
            helper.close();
            loop.close();
            throw e;
        }
    }

    /** Opens everything and starts listening. */
    static Daemon start(Configuration configuration, Configuration.Good initial, String version)
            throws IOException, JournalException, ListenException {
        var daemon = new Daemon(configuration, initial, version);
        try {
            Map<String, String> addresses = daemon.server.open(ServiceManager.inheritedListener());
            daemon.stopOn("TERM");
            daemon.stopOn("INT");
            Signals.handle("HUP", () -> daemon.loop.execute(daemon::reload));
            daemon.tickJournal();
            daemon.loop.schedule(
                    daemon.zonesCheck, daemon.settings.zones().check().toNanos());
            daemon.zoneSource.logRelease();
            logWarnings(initial);
            var ready = new ArrayList<Object>(List.of("version", version));
            addresses.forEach((listener, address) -> ready.addAll(List.of(listener, address)));
            Log.info("ready", ready.toArray());
            daemon.manager.ready();
            Log.release();
            daemon.loop.schedule(daemon.preparation, PREPARATION_DELAY_NS);
            return daemon;
        } catch (ListenException | RuntimeException e) {
            daemon.close();
            throw e;
        }
    }

    private void stopOn(String signal) {
        Signals.handle(
                signal,
                () -> loop.execute(() -> {
                    Log.info("stopping", "signal", signal);
                    loop.stop();
                }));
    }

    /** Serves until a signal stops it. */
    void run() throws IOException {
        loop.run();
        manager.stopping();
        server.stop();
    }

    private void tickJournal() {
        journal.tick();
        loop.schedule(journalTick, JOURNAL_TICK_NS);
    }

    private void chore(Runnable onHelper, Runnable thenOnLoop) {
        if (!helper.submit(onHelper, thenOnLoop) && !closing) { // chores of the last turn are too late
            throw new IllegalStateException("the helper takes no more chores");
        }
    }

    private static void logWarnings(Configuration.Good good) {
        good.badNameLines().forEach(problem -> Log.warn("own-name-passed-over", "problem", problem));
        good.leftOut()
                .forEach(problem -> Log.warn("default-passed-over", "key", problem.key(), "reason", problem.text()));
    }

    // ---- new zones

    /** Work that can wait until the start is over, and is too slow for the loop. */
    private void prepare() {
        chore(zoneSource::logFaults, () -> {});
        ZoneSet first = zones;
        chore(() -> configuration.warmUp(first), () -> {});
    }

    private void checkZones() {
        Collection<String> inUse = server.zonesInUse();
        var found = new AtomicReference<Optional<ZoneSet>>(Optional.empty());
        chore(() -> found.set(zoneSource.poll(inUse)), () -> {
            found.get().ifPresent(this::useZones);
            loop.schedule(zonesCheck, settings.zones().check().toNanos());
        });
    }

    private void useZones(ZoneSet newZones) {
        try {
            server.use(settings, newZones, places);
        } catch (IllegalArgumentException e) { // by the new rules a place of the settings is unknown or ambiguous
            Log.error("zones-refused", "release", newZones.release(), "reason", e.getMessage());
            return;
        }
        Log.info("zones", "release", newZones.release(), "source", newZones.source(), "before", zones.release());
        zones = newZones;
    }

    // ---- new settings

    private void reload() {
        reloadAgain = reloading;
        if (reloading) {
            return;
        }
        reloading = true;
        manager.reloading();
        ZoneSet current = zones;
        var read = new AtomicReference<Configuration.Result>();
        chore(() -> read.set(configuration.reread(zoneSource, current)), () -> {
            if (read.get() instanceof Configuration.Bad bad) {
                bad.problems().forEach(problem -> Log.error("reload-problem", "problem", problem));
                Log.error("reload-refused", "problems", bad.problems().size(), "settings", "unchanged");
                manager.reloadRefused(bad.problems());
            } else if (read.get() instanceof Configuration.Good good && use(good)) {
                manager.reloaded();
            }
            reloading = false;
            if (reloadAgain) {
                reload();
            }
        });
    }

    /** Applies new settings. Returns whether that was possible. */
    private boolean use(Configuration.Good good) {
        var reload = Reload.of(settings, good.settings());
        try {
            server.use(reload.settings(), zones, good.places());
        } catch (IllegalArgumentException e) { // the zones have changed since the settings were checked
            Log.error("reload-refused", "reason", e.getMessage(), "settings", "unchanged");
            manager.reloadRefused(e.getMessage());
            return false;
        }
        for (String key : reload.needRestart()) {
            Log.warn("reload-needs-restart", "key", key);
        }
        settings = reload.settings();
        var changed = new LinkedHashSet<>(reload.changed());
        if (!places.release().equals(good.places().release())) {
            changed.add("places.extra"); // the key or only the content of its file
            Log.info("places", "release", good.places().release(), "before", places.release());
        }
        places = good.places();
        Log.level(Level.valueOf(settings.log().level().name()));
        timekeeper.use(ClockSettings.of(settings.clock()));
        logWarnings(good);
        if (changed.isEmpty()) { // an event of its own, so that a storm of signals does not suppress "reloaded"
            Log.info("reload-unchanged");
        } else {
            Log.info("reloaded", "changed", String.join(",", changed), "zones", zones.release());
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        closing = true;
        server.close();
        timekeeper.close();
        queries.close(0);
        if (!helper.close(HELPER_STOP_SECONDS)) {
            Log.warn("helper-still-busy", "seconds", HELPER_STOP_SECONDS);
        }
        loop.turnWithin(0); // runs the last results of the helper
        journal.close();
        loop.close();
    }
}
