package io.timeserverd.zone;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The history and future of a zone: the instants at which the local time type changes, and the types between them. Immutable;
 * {@link #typeAt} does not allocate.
 *
 * <pre>
 *   first     types[0]     types[1]   ...  types[cycleStart]   ...   again and again
 * ---------|------------|------------|...|-------------------|.....|------------------
 *       times[0]     times[1]      cycleFrom             cycleFrom + CYCLE_SECONDS
 * </pre>
 *
 * <p>A yearly rule that holds for ever is expanded for one Gregorian cycle. 400 years are a whole number of weeks, so that the
 * rule repeats exactly after them. That takes up to 10 KB.
 */
final class Timeline {
    /** 400 Gregorian years. */
    static final long CYCLE_SECONDS = 146_097L * 86_400;

    /** The largest distance of a transition from 1970 (RFC 9636 section 3.2 has the lower bound). */
    static final long MAX_TIME = 1L << 59;

    /** The bounds of offsets (RFC 9636 section 3.2). {@link #instantsOf} searches within them. */
    static final int MIN_OFFSET = -25 * 3600 + 1;

    static final int MAX_OFFSET = 26 * 3600 - 1;

    private static final long NEVER = Long.MAX_VALUE;

    /** The objects of a zone that do not grow with its transitions. */
    private static final int HEAP_BYTES = 512;

    private static final int HEAP_BYTES_PER_TRANSITION = 16;

    private final LocalType first;
    private final long[] times;
    private final LocalType[] types;
    private final int cycleStart;
    private final long cycleFrom;
    private final FinalRule finalRule;

    /** The rule that holds from {@code from} on, for ever. */
    record FinalRule(PosixRule rule, long from) {}

    /** Only for {@link TimelineBuilder}, which keeps the invariants. */
    Timeline(LocalType first, long[] times, LocalType[] types, int cycleStart, long cycleFrom, FinalRule finalRule) {
        this.first = first;
        this.times = times;
        this.types = types;
        this.cycleStart = cycleStart;
        this.cycleFrom = cycleFrom;
        this.finalRule = finalRule;
    }

    LocalType typeAt(long epochSecond) {
        long at = clamp(epochSecond);
        int i = indexAt(at - cyclesBefore(at) * CYCLE_SECONDS);
        return i < 0 ? first : types[i];
    }

    Optional<Transition> next(long epochSecond) {
        long at = clamp(epochSecond);
        long cycles = cyclesBefore(at);
        int i = indexAt(at - cycles * CYCLE_SECONDS) + 1;
        if (i == times.length) {
            i = cycleStart;
            cycles++;
        }
        return i == times.length ? Optional.empty() : Optional.of(transition(i, cycles));
    }

    Optional<Transition> previous(long epochSecond) {
        long at = clamp(epochSecond);
        long cycles = cyclesBefore(at);
        int i = indexAt(at - cycles * CYCLE_SECONDS);
        if (cycles > 0 && i < cycleStart) {
            i = times.length - 1;
            cycles--;
        }
        return i < 0 ? Optional.empty() : Optional.of(transition(i, cycles));
    }

    LocalInstants instantsOf(LocalDateTime local) {
        long wall = local.toEpochSecond(ZoneOffset.UTC);
        long from = wall - MAX_OFFSET;
        LocalType type = typeAt(from);
        int found = 0;
        long earlier = 0;
        long later = 0;
        Transition gap = null;
        while (true) {
            Optional<Transition> change = next(from);
            long until = change.isPresent() ? change.get().epochSecond() : Long.MAX_VALUE;
            long instant = wall - type.offsetSeconds();
            if (from <= instant && instant < until) {
                earlier = found == 0 ? instant : earlier;
                later = instant;
                found++;
            }
            if (until > wall - MIN_OFFSET) {
                break;
            }
            if (until + type.offsetSeconds() <= wall
                    && wall < until + change.get().after().offsetSeconds()) {
                gap = change.get();
            }
            from = until;
            type = change.get().after();
        }
        return switch (found) {
            case 0 -> new LocalInstants.Gap(gap);
            case 1 -> new LocalInstants.One(earlier);
            default -> new LocalInstants.Fold(earlier, later);
        };
    }

    /** Bytes that it takes on the heap at most, without objects that it shares. */
    int heapBytes() {
        return HEAP_BYTES + times.length * HEAP_BYTES_PER_TRANSITION;
    }

    /** The string that holds longest from {@code from} on: that of the final rule, or of the present type. */
    Optional<TzString> tzString(long from) {
        OptionalLong ruleUntil = ruleHoldsUntil(from);
        long change = secondOfNext(from);
        if (ruleUntil.isEmpty() || (ruleUntil.getAsLong() > from && ruleUntil.getAsLong() >= change)) {
            return Optional.of(new TzString(finalRule.rule().text(), ruleUntil));
        }
        LocalType type = typeAt(from);
        OptionalLong until = change == NEVER ? OptionalLong.empty() : OptionalLong.of(change);
        return PosixText.canExpress(type) ? Optional.of(new TzString(PosixText.of(type), until)) : Optional.empty();
    }

    /** The first second from {@code from} on for which the final rule is wrong, if there is one. */
    private OptionalLong ruleHoldsUntil(long from) {
        long at = from;
        while (at < finalRule.from()) {
            if (!finalRule.rule().typeAt(at).equals(typeAt(at))) {
                return OptionalLong.of(at);
            }
            long ours = secondOfNext(at);
            long ofRule = finalRule.rule().next(at).orElse(NEVER);
            if (ours != ofRule) {
                return OptionalLong.of(Math.min(ours, ofRule));
            }
            at = ours;
        }
        return OptionalLong.empty();
    }

    private long secondOfNext(long epochSecond) {
        return next(epochSecond).map(Transition::epochSecond).orElse(NEVER);
    }

    /** How many whole cycles lie between the expanded one and {@code at}. */
    private long cyclesBefore(long at) {
        return cycleStart == times.length || at <= cycleFrom ? 0 : (at - cycleFrom - 1) / CYCLE_SECONDS;
    }

    /** The last transition at or before {@code at}, or -1. */
    private int indexAt(long at) {
        int i = Arrays.binarySearch(times, at);
        return i >= 0 ? i : -i - 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Timeline timeline
                && first.equals(timeline.first)
                && cycleStart == timeline.cycleStart
                && cycleFrom == timeline.cycleFrom
                && Arrays.equals(times, timeline.times)
                && Arrays.equals(types, timeline.types);
    }

    @Override
    public int hashCode() {
        return 31 * first.hashCode() + Arrays.hashCode(times);
    }

    private Transition transition(int i, long cycles) {
        LocalType before = i == 0 ? first : types[i - 1];
        return new Transition(times[i] + cycles * CYCLE_SECONDS, before, types[i]);
    }

    private static long clamp(long epochSecond) {
        return Math.max(-2 * MAX_TIME, Math.min(2 * MAX_TIME, epochSecond));
    }
}
