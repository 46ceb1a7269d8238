package io.timeserverd.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.Leap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SelectionTest {
    /** Offsets wrap, so they may be anywhere. */
    private static final long TRUTH = Long.MAX_VALUE - 5;

    @Test
    void noCandidateIsNoMajority() {
        assertNull(Selection.of(List.of()));
    }

    @Test
    void followsASingleCandidate() {
        assertEquals(TRUTH + 3, Selection.of(candidates(3, 10)).offsetNs());
    }

    @Test
    void halfOfTheCandidatesIsNoMajority() {
        assertNull(Selection.of(candidates(0, 10, 1000, 10)));
        assertNull(Selection.of(candidates(0, 10, 1, 10, 1000, 10, 1001, 10)));
    }

    @Test
    void threeWrongCandidatesThatDisagreeAreNoMajority() {
        assertNull(Selection.of(candidates(0, 10, 1, 10, 1000, 10, 2000, 10, 3000, 10)));
    }

    @Test
    void leavesOutCandidatesThatTheMajorityContradicts() {
        var selection = Selection.of(candidates(0, 10, 5000, 10, 2, 10, -5000, 10, 4, 10));
        assertEquals(List.of(1, 3), servers(selection.falsetickers()));
        assertEquals(TRUTH + 2, selection.offsetNs());
    }

    @Test
    void intervalsThatOnlyTouchAgree() {
        assertEquals(2, Selection.of(candidates(0, 10, 20, 10)).truechimers());
        assertNull(Selection.of(candidates(0, 10, 21, 10)));
    }

    @Test
    void aDistantServerHasLittleWeight() {
        var selection = Selection.of(candidates(0, 1_000, 0, 1_000, 900_000, 1_000_000));
        assertTrue(Math.abs(selection.offsetNs() - TRUTH) <= 1, "pulled to " + (selection.offsetNs() - TRUTH));
    }

    @Test
    void theBoundCoversBothPossibleMajorities() {
        // The wide interval agrees with each of the other two, which do not agree with each other.
        var selection = Selection.of(candidates(0, 100, 90, 1, -90, 5));
        assertTrue(selection.distanceNs() >= 90 + 85, "bound " + selection.distanceNs());
    }

    @Test
    void clusteringDropsTheCandidateFarthestFromTheOthers() {
        var selection = Selection.of(candidates(0, 100, 1, 100, 2, 100, 90, 100));
        assertEquals(List.of(3), servers(selection.outliers()));
        assertEquals(3, selection.survivors().size());
    }

    @Test
    void aLeapSecondNeedsAMajority() {
        var announcing = new Candidate(0, TRUTH, 10, 1, 2, Leap.INSERT);
        var silent = new Candidate(1, TRUTH, 10, 1, 2, Leap.NONE);
        assertEquals(Leap.NONE, Selection.of(List.of(announcing, silent)).leap());
        assertEquals(
                Leap.INSERT,
                Selection.of(List.of(announcing, announcing, silent)).leap());
    }

    @Test
    void theBoundCoversTrueTimeIfAMajorityIsRight() {
        var random = new Random(1);
        for (int round = 0; round < 200_000; round++) {
            int right = 1 + random.nextInt(5);
            int wrong = random.nextInt(right);
            var values = new ArrayList<Long>();
            for (int i = 0; i < right + wrong; i++) {
                long distanceNs = 1 + (long) Math.pow(10, random.nextDouble() * 6);
                // An error smaller than the distances of the others could not be detected.
                long errorNs = i < right ? 0 : 5_000_000L + random.nextInt(10_000_000);
                values.add(errorNs + (long) ((2 * random.nextDouble() - 1) * distanceNs));
                values.add(distanceNs);
            }
            var selection =
                    Selection.of(candidates(values.stream().mapToLong(v -> v).toArray()));
            assertNotNull(selection, values::toString);
            assertTrue(Math.abs(selection.offsetNs() - TRUTH) <= selection.distanceNs(), values::toString);
        }
    }

    /** Pairs of offset from truth and distance. */
    private static List<Candidate> candidates(long... pairs) {
        var candidates = new ArrayList<Candidate>();
        for (int i = 0; i < pairs.length; i += 2) {
            candidates.add(new Candidate(i / 2, TRUTH + pairs[i], pairs[i + 1], 1, 2, Leap.NONE));
        }
        return candidates;
    }

    private static List<Integer> servers(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::server).sorted().toList();
    }
}
