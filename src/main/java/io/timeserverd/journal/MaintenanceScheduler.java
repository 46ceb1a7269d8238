package io.timeserverd.journal;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The loop thread's side of the {@link Maintenance}: sends it to work, one step at a time, and keeps what it reports. */
final class MaintenanceScheduler {
    private static final int MOST_BEGINNING = 16;

    private final Maintenance maintenance;
    private final HelperExecutor helper;
    private final Supplier<LoopState> state;
    private final Consumer<List<Loss>> losses;
    private MaintenanceReport report;
    private boolean runs;

    /** A tick came after the last step had begun. */
    private boolean due;

    private boolean wantsNewFile;

    /** Segments that have begun and of which the maintenance does not know yet. */
    private int beginning;

    /** Bytes of redo logs that have ended since the last report. */
    private long endedBytes;

    /**
     * Prepares the first step.
     *
     * @param state how things stand on the loop thread
     * @param losses gets what the helper thread found to be lost
     */
    MaintenanceScheduler(
            Maintenance maintenance, HelperExecutor helper, Supplier<LoopState> state, Consumer<List<Loss>> losses) {
        this.maintenance = maintenance;
        this.helper = helper;
        this.state = state;
        this.losses = losses;
        this.report = maintenance.open();
    }

    /** What the last step reported. */
    MaintenanceReport report() {
        return report;
    }

    /** Whether the active segment should go on in a new file. */
    boolean wantsNewFile() {
        return wantsNewFile;
    }

    /** Bytes that the active redo log may have. */
    long room() {
        return Math.min(Recovery.LARGEST_FILE, report.room() - endedBytes);
    }

    /** Does a step, as soon as none is under way; and another one after it while there is much to do. */
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
        long known = endedBytes; // to the report to come
        var found = new AtomicReference<MaintenanceReport>(report);
        helper.submit(() -> found.set(maintenance.step(asked, tick)), () -> take(asked, found.get(), known));
    }

    /** Whether the helper thread keeps up, so that a segment may begin because another one is full. */
    boolean keepsUp() {
        return beginning < MOST_BEGINNING;
    }

    /**
     * A segment begins.
     *
     * @param ended bytes of the redo log before
     * @param lastNs time of its last record
     * @param then runs when the maintenance knows of it
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
