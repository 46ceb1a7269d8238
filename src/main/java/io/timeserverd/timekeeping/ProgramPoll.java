package io.timeserverd.timekeeping;

import io.timeserverd.clock.HostReading;
import io.timeserverd.loop.Helper;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Runs a program of the host repeatedly on a helper thread, at most once at a time. Belongs to the loop's thread.
 */
final class ProgramPoll {
    /** Below the shortest time between two exchanges of timesyncd, which is 16 s. {@link #ask} is called every second. */
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(15);

    /** A program that is not installed need not be tried so often. */
    private static final long FAILED_INTERVAL_NS = 2 * INTERVAL_NS;

    private final Helper asker;
    private final Supplier<Optional<String>> program;
    private final BiConsumer<HostReading, Optional<String>> result;
    private Optional<String> printed = Optional.empty();
    private HostReading asked;
    private boolean underWay;

    /**
     * @param program returns the output of the program, or nothing if it failed; may block
     * @param result called on the loop's thread with that output, and the reading of the host's clock before it ran
     */
    ProgramPoll(Helper asker, Supplier<Optional<String>> program, BiConsumer<HostReading, Optional<String>> result) {
        this.asker = asker;
        this.program = program;
        this.result = result;
    }

    /** Runs the program if it is time. */
    void ask(HostReading reading) {
        if (!underWay && isDue(reading.tick())) {
            asked = reading;
            underWay = asker.submit(() -> printed = program.get(), this::answered);
        }
    }

    private boolean isDue(long tick) {
        return asked == null || tick - asked.tick() >= (printed.isPresent() ? INTERVAL_NS : FAILED_INTERVAL_NS);
    }

    private void answered() {
        underWay = false;
        result.accept(asked, printed);
    }
}
