package io.timeserverd.journal;

import io.timeserverd.journal.Archive.Duty;
import io.timeserverd.journal.Archive.Report;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The loop thread's side of the {@link Archive}: sends it to work, one step at a time, and keeps what
 * it reports.
 */
final class Upkeep {
    private final Archive archive;
    private final Chores chores;
    private final Supplier<Duty> duty;
    private Report report;
    private boolean runs;

    /** A tick came after the last step had begun. */
    private boolean due;

    private boolean wantsNewFile;

    /**
     * Prepares the first step.
     *
     * @param duty what there is to do now
     */
    Upkeep(Archive archive, Chores chores, Supplier<Duty> duty) {
        this.archive = archive;
        this.chores = chores;
        this.duty = duty;
        this.report = archive.look();
    }

    /** What the last step told. */
    Report report() {
        return report;
    }

    /** Whether the active segment should go on in a new file. */
    boolean wantsNewFile() {
        return wantsNewFile;
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
        var asked = duty.get();
        var tick = due;
        due = false;
        var told = new AtomicReference<>(report);
        chores.submit(() -> told.set(archive.upkeep(asked, tick)), () -> take(asked, told.get()));
    }

    /** A segment begins; {@code then} runs when the archive knows of it. */
    void begin(Unsealed segment, Runnable then) {
        wantsNewFile = false;
        chores.submit(() -> archive.begin(segment), then);
    }

    private void take(Duty asked, Report told) {
        runs = false;
        if (asked.segment() == duty.get().segment()) {
            // After a failed fsync the system may have dropped what it had not written: write all of it again,
            // by sealing, but do not do so every second.
            wantsNewFile |= !told.stands() || (report.synced() && !told.synced());
        }
        report = told;
        if (told.more() || due) {
            step();
        }
    }
}
