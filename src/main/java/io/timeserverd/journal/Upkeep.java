package io.timeserverd.journal;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The loop thread's side of the {@link Archive}: sends it to work, one step at a time, and keeps what it reports. */
final class Upkeep {
    private static final int MOST_BEGINNING = 16;

    private final Archive archive;
    private final Chores chores;
    private final Supplier<Duty> duty;
    private final Consumer<List<Loss>> losses;
    private Report report;
    private boolean runs;

    /** A tick came after the last step had begun. */
    private boolean due;

    private boolean wantsNewFile;

    /** Segments that have begun and of which the archive does not know yet. */
    private int beginning;

    /** Bytes of redo logs that have ended since the last report. */
    private long endedBytes;

    /**
     * Prepares the first step.
     *
     * @param duty how things stand on the loop thread
     * @param losses gets what the helper thread found to be lost
     */
    Upkeep(Archive archive, Chores chores, Supplier<Duty> duty, Consumer<List<Loss>> losses) {
        this.archive = archive;
        this.chores = chores;
        this.duty = duty;
        this.losses = losses;
        this.report = archive.open();
    }

    /** What the last step reported. */
    Report report() {
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
        Duty asked = duty.get();
        boolean tick = due;
        due = false;
        long known = endedBytes; // to the report to come
        var found = new AtomicReference<Report>(report);
        chores.submit(() -> found.set(archive.upkeep(asked, tick)), () -> take(asked, found.get(), known));
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
     * @param then runs when the archive knows of it
     */
    void begin(RedoFile file, long ended, long lastNs, Runnable then) {
        wantsNewFile = false;
        endedBytes += ended;
        beginning++;
        chores.submit(() -> archive.begin(file, lastNs), () -> {
            beginning--;
            then.run();
        });
    }

    private void take(Duty asked, Report found, long known) {
        runs = false;
        endedBytes -= known;
        if (asked.segment() == duty.get().segment()) {
            wantsNewFile = !found.usable();
        }
        report = found;
        losses.accept(found.losses());
        if (found.more() || due) {
            step();
        }
    }
}
