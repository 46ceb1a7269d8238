package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.HostFollower.Quality;
import io.timeserverd.clock.HostLook;
import io.timeserverd.loop.Helper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Whether anything disciplines the host's clock: timesyncd's file, or what the kernel was told, by {@code timedatectl}. It
 * knows no bound, and says nothing rather than no.
 */
final class KernelWitness implements Witness {
    /** Here as long as timesyncd runs, once it has set the clock. */
    private static final Path SYNCHRONISED = Path.of("/run/systemd/timesync/synchronized");

    private static final String YES = "yes";

    private static final Statement UNBOUNDED =
            new Statement(ClockState.SYNCHRONISED, Quality.UNKNOWN, OptionalLong.empty());

    private final HostQuestion question;
    private boolean isSynchronised;

    KernelWitness(Helper asker) {
        this(asker, KernelWitness::isSynchronised);
    }

    /** @param program what {@code timedatectl} prints; may block */
    KernelWitness(Helper asker, Supplier<Optional<String>> program) {
        question = new HostQuestion(
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
    public void ask(HostLook look) {
        question.ask(look);
    }

    @Override
    public Optional<Statement> statement(HostLook look) {
        return isSynchronised ? Optional.of(UNBOUNDED) : Optional.empty();
    }

    @Override
    public void hostStepped() {
        // The step may have set the clock right or wrong; the kernel is asked again before long.
    }

    @Override
    public void close() {
        // It keeps nothing open.
    }
}
