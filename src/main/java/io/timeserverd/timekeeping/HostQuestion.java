package io.timeserverd.timekeeping;

import io.timeserverd.clock.HostLook;
import io.timeserverd.loop.Helper;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A question to a program of the host, which a helper thread asks again and again. One is under way at a time. Belongs to the
 * loop's thread.
 */
final class HostQuestion {
    /** The shortest time between two exchanges of timesyncd is 16 s, and there is a second between two looks. */
    private static final long ASK_NS = TimeUnit.SECONDS.toNanos(15);

    /** Programs that are not there need not be started so often. */
    private static final long UNANSWERED_ASK_NS = 2 * ASK_NS;

    private final Helper asker;
    private final Supplier<Optional<String>> program;
    private final BiConsumer<HostLook, Optional<String>> answer;
    private Optional<String> printed = Optional.empty();
    private HostLook asked;
    private boolean underWay;

    /**
     * @param program what it prints, or nothing; may block
     * @param answer takes that in on the loop's thread, with the look at which it was asked for
     */
    HostQuestion(Helper asker, Supplier<Optional<String>> program, BiConsumer<HostLook, Optional<String>> answer) {
        this.asker = asker;
        this.program = program;
        this.answer = answer;
    }

    /** Asks, if it is time. */
    void ask(HostLook look) {
        if (!underWay && isDue(look.tick())) {
            asked = look;
            underWay = asker.submit(() -> printed = program.get(), this::answered);
        }
    }

    private boolean isDue(long tick) {
        return asked == null || tick - asked.tick() >= (printed.isPresent() ? ASK_NS : UNANSWERED_ASK_NS);
    }

    private void answered() {
        underWay = false;
        answer.accept(asked, printed);
    }
}
