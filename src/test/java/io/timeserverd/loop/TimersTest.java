package io.timeserverd.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimersTest {
    private final Timers timers = new Timers();
    private final List<String> fired = new ArrayList<>();

    private Timer named(String name) {
        return new Timer(() -> fired.add(name));
    }

    @Test
    void firesInOrderOfDeadlineAndNeverEarly() {
        timers.schedule(named("c"), 30);
        timers.schedule(named("a"), 10);
        timers.schedule(named("b"), 20);
        timers.fire(9);
        assertEquals(List.of(), fired);
        timers.fire(20);
        assertEquals(List.of("a", "b"), fired);
        assertEquals(10, timers.untilNext(20));
    }

    @Test
    void reschedulingMovesATimer() {
        Timer timer = named("t");
        timers.schedule(timer, 10);
        timers.schedule(timer, 50);
        timers.fire(49);
        assertEquals(List.of(), fired);
        timers.fire(50);
        assertEquals(List.of("t"), fired);
        assertFalse(timer.isScheduled());
    }

    @Test
    void aCancelledTimerDoesNotFire() {
        Timer timer = named("t");
        timers.schedule(timer, 10);
        timers.cancel(timer);
        timers.cancel(timer);
        timers.fire(10);
        assertEquals(List.of(), fired);
        assertTrue(timers.isEmpty());
    }

    @Test
    void anActionThatReschedulesItselfFiresOncePerCall() {
        var self = new Timer[1];
        self[0] = new Timer(() -> {
            fired.add("again");
            timers.schedule(self[0], 0);
        });
        timers.schedule(self[0], 0);
        timers.fire(5);
        assertEquals(List.of("again"), fired);
    }

    @Test
    void manyDueTimersFireInSeveralCalls() {
        for (int i = 0; i < Timers.MAX_FIRED + 1; i++) {
            timers.schedule(named("t"), 1);
        }
        timers.fire(1);
        assertEquals(Timers.MAX_FIRED, fired.size());
        assertEquals(0, timers.untilNext(1));
        timers.fire(1);
        assertEquals(Timers.MAX_FIRED + 1, fired.size());
    }

    @Test
    void deadlinesMayWrapAroundTheTickersRange() {
        timers.schedule(named("late"), Long.MIN_VALUE + 5);
        timers.schedule(named("early"), Long.MAX_VALUE - 5);
        timers.fire(Long.MAX_VALUE);
        assertEquals(List.of("early"), fired);
        timers.fire(Long.MIN_VALUE + 5);
        assertEquals(List.of("early", "late"), fired);
    }

    @Test
    void agreesWithASortedMapUnderRandomUse() {
        var random = new Random(7);
        var model = new TreeMap<Long, Timer>();
        var all = new ArrayList<Timer>();
        for (int i = 0; i < 500; i++) {
            all.add(named("" + i));
        }
        for (int step = 0; step < 20_000; step++) {
            Timer timer = all.get(random.nextInt(all.size()));
            model.values().remove(timer);
            long deadline = 1000L * random.nextInt(1_000_000) + step % 1000;
            if (random.nextInt(3) == 0 || model.containsKey(deadline)) {
                timers.cancel(timer);
            } else {
                timers.schedule(timer, deadline);
                model.put(deadline, timer);
            }
            assertEquals(model.size(), timers.size());
            if (!model.isEmpty()) {
                assertEquals(model.firstKey(), timers.untilNext(0));
            }
        }
    }
}
