package io.timeserverd.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final LocalType A = new LocalType(0, false, "A");
    private static final LocalType B = new LocalType(3600, true, "B");
    private static final LocalType C = new LocalType(0, false, "C");

    private static final Timeline TIMELINE =
            new TimelineBuilder(A).add(1000, B).add(100_000, C).build();

    @Test
    void findsTheTransitionsAroundAnInstant() {
        var first = Optional.of(new Transition(1000, A, B));
        var second = Optional.of(new Transition(100_000, B, C));
        assertEquals(first, TIMELINE.next(Long.MIN_VALUE));
        assertEquals(first, TIMELINE.next(999));
        assertEquals(second, TIMELINE.next(1000));
        assertEquals(Optional.empty(), TIMELINE.next(100_000));
        assertEquals(Optional.empty(), TIMELINE.previous(999));
        assertEquals(first, TIMELINE.previous(1000));
        assertEquals(second, TIMELINE.previous(100_000));
        assertEquals(second, TIMELINE.previous(Long.MAX_VALUE));
    }

    @Test
    void aLocalTimeInAGapNamesTheTransition() {
        var gap = new LocalInstants.Gap(new Transition(1000, A, B));
        assertEquals(new LocalInstants.One(999), instantsAt(999));
        assertEquals(gap, instantsAt(1000));
        assertEquals(gap, instantsAt(4599));
        assertEquals(new LocalInstants.One(1000), instantsAt(4600));
    }

    @Test
    void aLocalTimeInAFoldMeansTwoInstants() {
        assertEquals(new LocalInstants.One(99_999 - 3600), instantsAt(99_999));
        assertEquals(new LocalInstants.Fold(100_000 - 3600, 100_000), instantsAt(100_000));
        assertEquals(new LocalInstants.Fold(99_999, 103_599), instantsAt(103_599));
        assertEquals(new LocalInstants.One(103_600), instantsAt(103_600));
    }

    private static LocalInstants instantsAt(long localSecond) {
        return TIMELINE.instantsOf(local(localSecond));
    }

    private static LocalDateTime local(long second) {
        return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    }

    @Test
    void aDayThatWasSkippedIsAGap() {
        // Samoa went from UTC-10 to UTC+14 at the end of 2011-12-29.
        var west = new LocalType(-36_000, true, "-10");
        var east = new LocalType(50_400, true, "+14");
        Timeline samoa = new TimelineBuilder(west).add(1_325_239_200, east).build();
        assertEquals(
                new LocalInstants.Gap(new Transition(1_325_239_200, west, east)),
                samoa.instantsOf(LocalDateTime.of(2011, 12, 30, 12, 0)));
        assertEquals(new LocalInstants.One(1_325_239_200), samoa.instantsOf(LocalDateTime.of(2011, 12, 31, 0, 0)));
    }

    @Test
    void changesThatAreCloserThanTheirSizeAreResolved() {
        Timeline timeline = new TimelineBuilder(A)
                .add(0, B)
                .add(10, A)
                .add(20, B)
                .add(30, A)
                .build();
        assertEquals(new LocalInstants.Fold(5, 3605), timeline.instantsOf(local(3605)));
        assertEquals(new LocalInstants.One(15), timeline.instantsOf(local(15)));
        assertEquals(new LocalInstants.Gap(new Transition(0, A, B)), timeline.instantsOf(local(5)));
    }

    @Test
    void localTimesMeanTheInstantsThatTheJvmFinds() {
        var random = new Random(17);
        for (String id : new String[] {"Europe/Paris", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"}) {
            ZoneRules rules = ZoneId.of(id).getRules();
            Timeline timeline = JvmTimeline.of(id);
            for (int i = 0; i < 5_000; i++) {
                // Within four hours of a change of the years 1900 to 2100.
                long somewhere = (long) (random.nextDouble() * 200 * 31_556_952) - 2_208_988_800L;
                Transition change = timeline.next(somewhere)
                        .or(() -> timeline.previous(somewhere))
                        .orElseThrow();
                var local = LocalDateTime.ofEpochSecond(
                        change.epochSecond() + change.before().offsetSeconds() + random.nextInt(8 * 3600) - 4 * 3600,
                        0,
                        ZoneOffset.UTC);
                List<ZoneOffset> offsets = rules.getValidOffsets(local);
                String expected = switch (offsets.size()) {
                    case 0 -> "gap at " + rules.getTransition(local).toEpochSecond();
                    case 1 -> "one " + local.toEpochSecond(offsets.get(0));
                    default ->
                        "fold " + local.toEpochSecond(offsets.get(0)) + " " + local.toEpochSecond(offsets.get(1));
                };
                assertEquals(expected, text(timeline.instantsOf(local)), () -> id + " " + local);
            }
        }
    }

    private static String text(LocalInstants instants) {
        if (instants instanceof LocalInstants.Gap gap) {
            return "gap at " + gap.transition().epochSecond();
        }
        if (instants instanceof LocalInstants.Fold fold) {
            return "fold " + fold.earlier() + " " + fold.later();
        }
        return "one " + ((LocalInstants.One) instants).epochSecond();
    }
}
