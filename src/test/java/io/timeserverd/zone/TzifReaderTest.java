package io.timeserverd.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TzifReaderTest {
    private static final LocalType LMT = new LocalType(561, false, "LMT");
    private static final LocalType CET = new LocalType(3600, false, "CET");
    private static final LocalType CEST = new LocalType(7200, true, "CEST");

    /** Winter time from 1970 on, summer time in 2000, then the rules of today. */
    private static TzifWriter paris() {
        return new TzifWriter()
                .type(561, false, "LMT")
                .type(3600, false, "CET")
                .type(7200, true, "CEST")
                .transition(0, 1)
                .transition(954_032_400, 2)
                .transition(972_781_200, 1)
                .footer("CET-1CEST,M3.5.0,M10.5.0/3");
    }

    private static Timeline read(byte[] file) {
        return assertInstanceOf(TzifResult.Rules.class, TzifReader.read(file)).timeline();
    }

    private static String refusal(byte[] file) {
        return assertInstanceOf(TzifResult.Refused.class, TzifReader.read(file)).reason();
    }

    @Test
    void typeZeroHoldsBeforeTheFirstTransition() {
        assertEquals(LMT, read(paris().bytes()).typeAt(-1));
    }

    @Test
    void aTransitionIsTheFirstSecondOfTheNewType() {
        Timeline timeline = read(paris().bytes());
        assertEquals(CET, timeline.typeAt(0));
        assertEquals(CET, timeline.typeAt(954_032_399));
        assertEquals(CEST, timeline.typeAt(954_032_400));
    }

    @Test
    void theFooterHoldsAfterTheLastTransition() {
        Timeline timeline = read(paris().bytes());
        assertEquals(CET, timeline.typeAt(1_774_745_999));
        assertEquals(CEST, timeline.typeAt(1_774_746_000));
    }

    @Test
    void theLastTypeHoldsIfTheFooterIsEmpty() {
        assertEquals(CET, read(paris().footer("").bytes()).typeAt(1_780_000_000));
    }

    @Test
    void versionOneHasOnlyThe32BitData() {
        Timeline timeline = read(paris().version1());
        assertEquals(LMT, timeline.typeAt(-1));
        assertEquals(CEST, timeline.typeAt(954_032_400));
        assertEquals(CET, timeline.typeAt(1_780_000_000));
    }

    @Test
    void withoutTransitionsOnlyTheFooterCounts() {
        Timeline timeline = read(new TzifWriter()
                .type(0, false, "GMT")
                .footer("EST5EDT,M3.2.0,M11.1.0")
                .bytes());
        assertEquals("EST", timeline.typeAt(0).abbreviation());
        assertEquals("EDT", timeline.typeAt(1_780_000_000).abbreviation());
        assertEquals("EDT", timeline.typeAt(-1_780_000_000).abbreviation());
    }

    @Test
    void aTransitionThatChangesNothingIsLeftOut() {
        Timeline timeline = read(new TzifWriter()
                .type(3600, false, "CET")
                .type(3600, false, "CET")
                .transition(0, 1)
                .footer("CET-1")
                .bytes());
        assertTrue(timeline.next(-1).isEmpty());
        assertTrue(timeline.previous(1).isEmpty());
    }

    @Test
    void readsLaterVersions() {
        assertEquals(CET, read(paris().version('4').bytes()).typeAt(0));
        assertEquals(CET, read(paris().version('5').bytes()).typeAt(0));
    }

    @Test
    void refusesEveryFileThatIsCutOff() {
        byte[] file = paris().bytes();
        for (int length = 0; length < file.length; length++) {
            refusal(Arrays.copyOf(file, length));
        }
    }

    @Test
    void refusalsSayWhatIsWrong() {
        assertEquals("no TZif header", refusal("<html>".getBytes(StandardCharsets.US_ASCII)));
        assertEquals("no TZif header", refusal(paris().version('1').bytes()));
        assertEquals("longer than 262144 bytes", refusal(Arrays.copyOf(paris().bytes(), 262_145)));
        assertEquals("counts leap seconds", refusal(paris().leapSeconds(1).bytes()));
        assertEquals("bad rule in the footer", refusal(paris().footer("CET").bytes()));
        assertEquals(
                "the footer contradicts the last transition",
                refusal(paris().footer("EET-2").bytes()));
        assertEquals("no footer", refusal(Arrays.copyOf(paris().bytes(), paris().bytes().length + 1)));
    }

    @Test
    void typesAndTimesAreChecked() {
        String badType = "bad local time type";
        assertEquals(badType, refusal(paris().type(93_600, false, "FAR").bytes()));
        assertEquals(badType, refusal(paris().type(-90_000, false, "FAR").bytes()));
        assertEquals(badType, refusal(paris().type(0, 2, "DST").bytes()));
        assertEquals(badType, refusal(paris().type(0, false, "").bytes()));
        assertEquals(badType, refusal(paris().type(0, false, "A\tB").bytes()));
        assertEquals(badType, refusal(paris().type(0, false, "\u00c9ST").bytes()));
        assertEquals(
                "transition to a type that does not exist",
                refusal(paris().transition(1_000_000_000, 3).bytes()));
        String badTime = "transition times out of order or range";
        assertEquals(badTime, refusal(paris().transition(972_781_200, 2).bytes()));
        assertEquals(badTime, refusal(paris().transition(Long.MAX_VALUE, 2).bytes()));
        assertEquals(
                badTime,
                refusal(new TzifWriter()
                        .type(0, false, "UTC")
                        .transition(Long.MIN_VALUE, 0)
                        .bytes()));
    }

    @Test
    void damagedFilesAreReadOrRefused() {
        var random = new Random(20261122);
        var sound = List.of(
                paris().bytes(),
                paris().version1(),
                paris().footer("").bytes(),
                new TzifWriter().type(0, false, "UTC").footer("UTC0").bytes());
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] file = damaged(sound.get(i % sound.size()), random);
            if (TzifReader.read(file) instanceof TzifResult.Rules rules) {
                exercise(rules.timeline(), random.nextLong());
            } else {
                refused++;
            }
        }
        assertTrue(refused > 10_000 && refused < 50_000, "refused " + refused);
    }

    private static byte[] damaged(byte[] sound, Random random) {
        byte[] file = random.nextInt(8) == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length + 50)) : sound.clone();
        for (int i = random.nextInt(4); i >= 0 && file.length > 0; i--) {
            // Half of the damage is small, so that it passes the first checks.
            int at = random.nextInt(file.length);
            file[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (file[at] + random.nextInt(3) - 1);
        }
        return file;
    }

    /** Whatever the rules are, their statements about one instant must agree. */
    private static void exercise(Timeline timeline, long at) {
        timeline.typeAt(at);
        timeline.previous(at).ifPresent(change -> assertConsistent(timeline, change));
        for (long from : new long[] {at >> 6, 0, 4_000_000_000L, 400_000_000_000L}) {
            timeline.next(from).ifPresent(change -> assertConsistent(timeline, change));
        }
    }

    private static void assertConsistent(Timeline timeline, Transition change) {
        assertNotEquals(change.before(), change.after());
        assertEquals(change.before(), timeline.typeAt(change.epochSecond() - 1));
        assertEquals(change.after(), timeline.typeAt(change.epochSecond()));
        // Nobody asks for local times beyond the year 30,000.
        if (Math.abs(change.epochSecond()) < 1L << 40) {
            var local = LocalDateTime.ofEpochSecond(
                    change.epochSecond() + change.before().offsetSeconds(), 0, ZoneOffset.UTC);
            LocalInstants instants = timeline.instantsOf(local);
            if (instants instanceof LocalInstants.Gap gap) {
                assertEquals(change, gap.transition());
            } else if (instants instanceof LocalInstants.Fold fold) {
                assertTrue(fold.earlier() < fold.later());
            }
        }
    }

    @Test
    void randomBytesAfterAHeaderAreReadOrRefused() {
        var random = new Random(9636);
        for (int i = 0; i < 20_000; i++) {
            var file = new byte[random.nextInt(300)];
            random.nextBytes(file);
            byte[] start = paris().bytes();
            System.arraycopy(start, 0, file, 0, Math.min(file.length, random.nextInt(150)));
            TzifReader.read(file);
        }
    }
}
