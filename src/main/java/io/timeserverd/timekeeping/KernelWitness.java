package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.HostFollower.Quality;
import io.timeserverd.clock.HostReading;
import io.timeserverd.loop.Helper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The witness kernel: asks {@code timedatectl} whether any program has marked the kernel's clock as synchronised. It
 * knows no bound. If no program has, it stays silent instead of saying that the clock is wrong.
 */
final class KernelWitness implements Witness {
    /** This file exists while timesyncd runs, once it has set the clock. */
    private static final Path SYNCHRONISED = Path.of("/run/systemd/timesync/synchronized");

    private static final String YES = "yes";

    private static final Statement UNBOUNDED =
            new Statement(ClockState.SYNCHRONISED, Quality.UNKNOWN, OptionalLong.empty());

    private final ProgramPoll poll;
    private boolean isSynchronised;

    KernelWitness(Helper asker) {
        this(asker, KernelWitness::isSynchronised);
    }

    /** @param program returns the output of {@code timedatectl}; may block */
    KernelWitness(Helper asker, Supplier<Optional<String>> program) {
        poll = new ProgramPoll(
                asker,
                program,
                (asked, printed) ->
                        isSynchronised = printed.map(String::strip).orElse("").equals(YES));
    }

    private static Optional<String> isSynchronised() {
        return Files.exists(SYNCHRONISED)
                ? Optional.of(YES)
                : HostPrograms.output(List.of("timedatectl", "show", "--property=NTPSynchronized", "--value"));
    }

    @Override
    public String name() {
        return "kernel";
    }

    @Override
    public void ask(HostReading reading) {
        poll.ask(reading);
    }

    @Override
    public Optional<Statement> statement(HostReading reading) {
        return isSynchronised ? Optional.of(UNBOUNDED) : Optional.empty();
    }

    @Override
    public void hostStepped() {
        // The step may have set the clock right or wrong; timedatectl is asked again soon.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
