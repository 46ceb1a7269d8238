package io.timeserverd.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

/** Every TZif file is refused, or gives consistent rules. */
public final class TzifFuzz {
    private static final int CHANGES = 20;

    private TzifFuzz() {}

    /**
     * Tries one input.
     *
     * @param input the file
     */
    public static void fuzzerTestOneInput(byte[] input) {
        if (TzifReader.read(input) instanceof TzifResult.Rules rules) {
            Timeline timeline = rules.timeline();
            for (long from : new long[] {Long.MIN_VALUE >> 8, -1L << 40, 0, 1_800_000_000, 4_000_000_000L, 1L << 39}) {
                exercise(timeline, from);
            }
        }
    }

    private static void exercise(Timeline timeline, long from) {
        timeline.typeAt(from);
        timeline.previous(from).ifPresent(change -> assertConsistent(timeline, change));
        long at = from;
        for (int i = 0; i < CHANGES; i++) {
            Optional<Transition> next = timeline.next(at);
            if (next.isEmpty()) {
                return;
            }
            assertTrue(next.get().epochSecond() > at, "the next change is later");
            assertConsistent(timeline, next.get());
            at = next.get().epochSecond();
        }
    }

    private static void assertConsistent(Timeline timeline, Transition change) {
        assertEquals(change.before(), timeline.typeAt(change.epochSecond() - 1));
        assertEquals(change.after(), timeline.typeAt(change.epochSecond()));
    }
}
