package io.timeserverd.journal;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Schedules {@link Maintenance} from the loop thread: starts one step at a time on the helper thread, and keeps the
 * last report.
 */
final class MaintenanceScheduler {
    private static final int MOST_BEGINNING = 16;

    private final Maintenance maintenance;
    private final HelperExecutor helper;
    private final Supplier<LoopState> state;
    private final Consumer<List<Loss>> losses;
    private MaintenanceReport report;
    private boolean runs;

    /** A tick came after the last step began. */
    private boolean due;

    private boolean wantsNewFile;

    /** Segments that have begun, but that maintenance does not know yet. */
    private int beginning;

    /** Bytes of the redo logs that have ended since the last report. */
    private long endedBytes;

    /**
     * Reads what earlier runs left; no step begins yet.
     *
     * @param state gives the state of the loop thread
     * @param losses gets what the helper thread has found to be lost
     */
    MaintenanceScheduler(
            Maintenance maintenance, HelperExecutor helper, Supplier<LoopState> state, Consumer<List<Loss>> losses) {
        this.maintenance = maintenance;
        this.helper = helper;
        this.state = state;
        this.losses = losses;
        this.report = maintenance.open();
    }

    /** The report of the last step. */
    MaintenanceReport report() {
        return report;
    }

    /** Whether the next records should go to a new file. */
    boolean wantsNewFile() {
        return wantsNewFile;
    }

    /** How many bytes the active redo log may have. */
    long room() {
        return Math.min(Recovery.LARGEST_FILE, report.room() - endedBytes);
    }

    /** Does a step as soon as none is running, and further steps while there is much to do. */
    void tick() {
        due = true;
        step();
    }

    private void step() {
        if (runs) {
            return;
        }
        runs = true;
        LoopState asked = state.get();
        boolean tick = due;
        due = false;
        long known = endedBytes; // the coming report includes these
        var found = new AtomicReference<MaintenanceReport>(report);
        helper.submit(() -> found.set(maintenance.step(asked, tick)), () -> take(asked, found.get(), known));
    }

    /** Whether the helper thread keeps up. If not, full segments are continued instead of beginning new ones. */
    boolean keepsUp() {
        return beginning < MOST_BEGINNING;
    }

    /**
     * Tells maintenance that a segment begins.
     *
     * @param ended size of the redo log before, in bytes
     * @param lastNs time of the last record in that
     * @param then runs when maintenance knows of it
     */
    void begin(RedoFile file, long ended, long lastNs, Runnable then) {
        wantsNewFile = false;
        endedBytes += ended;
        beginning++;
        helper.submit(() -> maintenance.begin(file, lastNs), () -> {
            beginning--;
            then.run();
        });
    }

    private void take(LoopState asked, MaintenanceReport found, long known) {
        runs = false;
        endedBytes -= known;
        if (asked.segment() == state.get().segment()) {
            wantsNewFile = !found.usable();
        }
        report = found;
        losses.accept(found.losses());
        if (found.more() || due) {
            step();
        }
    }
}
