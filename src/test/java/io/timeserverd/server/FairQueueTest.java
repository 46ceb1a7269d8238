package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final FairQueue<String> queue = new FairQueue<>();

    /** Takes all members. Each uses {@code usedNs}. */
    private List<String> drain(long usedNs) {
        var taken = new ArrayList<String>();
        while (!queue.isEmpty()) {
            taken.add(queue.next());
            queue.used(usedNs);
        }
        return taken;
    }

    @Test
    void theMembersOfOneClientAreServedInOrder() {
        for (String member : List.of("a1", "a2", "a3")) {
            queue.add("a", member);
        }
        assertEquals(List.of("a1", "a2", "a3"), drain(10 * FairQueue.SHARE_NS));
    }

    @Test
    void clientsAlternateWhenEachMemberUsesAShare() {
        for (String member : List.of("a1", "a2", "a3")) {
            queue.add("a", member);
        }
        queue.add("b", "b1");
        queue.add("b", "b2");
        assertEquals(List.of("a1", "b1", "a2", "b2", "a3"), drain(FairQueue.SHARE_NS));
    }

    @Test
    void aClientIsServedUntilItsShareIsUsed() {
        for (int i = 1; i <= 5; i++) {
            queue.add("a", "a" + i);
        }
        queue.add("b", "b1");
        assertEquals(List.of("a1", "a2", "b1", "a3", "a4", "a5"), drain(FairQueue.SHARE_NS / 2));
    }

    @Test
    void aClientThatExceedsItsShareWaitsUntilTheOthersHaveHadAsMuch() {
        for (int i = 1; i <= 3; i++) {
            queue.add("slow", "slow" + i);
        }
        for (int i = 1; i <= 8; i++) {
            queue.add("quick", "quick" + i);
        }
        var taken = new ArrayList<String>();
        while (!queue.isEmpty()) {
            String member = queue.next();
            taken.add(member);
            queue.used(member.startsWith("slow") ? 3 * FairQueue.SHARE_NS : FairQueue.SHARE_NS);
        }
        assertEquals(
                List.of("slow1", "quick1", "quick2", "quick3", "slow2", "quick4", "quick5", "quick6", "slow3"),
                taken.subList(0, 9));
    }

    @Test
    void aVerySlowMemberDoesNotShutItsClientOutForLong() {
        queue.add("slow", "slow1");
        queue.add("slow", "slow2");
        assertEquals("slow1", queue.next());
        queue.used(Long.MAX_VALUE / 2);
        for (int i = 0; i < 20; i++) {
            queue.add("quick", "quick" + i);
        }
        assertTrue(drain(FairQueue.SHARE_NS).indexOf("slow2") < 10);
    }

    @Test
    void aNewClientIsServedAfterOneShareOfEachOther() {
        for (int i = 0; i < 10; i++) {
            for (int j = 0; j < 100; j++) {
                queue.add("client " + i, "busy");
            }
        }
        queue.add("newcomer", "newcomer");
        assertEquals(10, drain(FairQueue.SHARE_NS).indexOf("newcomer"));
    }

    @Test
    void aMemberMayJoinAgainWhileItIsServed() {
        queue.add("a", "a1");
        queue.add("b", "b1");
        assertEquals("a1", queue.next());
        queue.add("a", "a1");
        queue.used(0);
        assertEquals(List.of("b1", "a1"), drain(1));
    }

    @Test
    void servesEveryMemberOnceForRandomTimes() {
        var random = new Random(1);
        Map<String, Integer> counts = new HashMap<>();
        int added = 0;
        int taken = 0;
        while (added < 10_000 || !queue.isEmpty()) {
            if (added < 10_000 && random.nextBoolean()) {
                queue.add(random.nextInt(50), "member" + added++);
            } else if (!queue.isEmpty()) {
                counts.merge(queue.next(), 1, Integer::sum);
                queue.used(random.nextInt(1_000_000));
                taken++;
            }
        }
        assertEquals(added, taken);
        assertTrue(counts.values().stream().allMatch(count -> count == 1));
    }
}
