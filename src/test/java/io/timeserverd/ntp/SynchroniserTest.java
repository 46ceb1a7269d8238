package io.timeserverd.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SynchroniserTest {
    private static final long SECOND = World.SECOND;

    private World world = new World(1, second -> 30e-6, World.settings());

    @Test
    void isSynchronisedWithinThreeSeconds() {
        addServers(3);
        world.runSeconds(3);
        assertState(ClockState.SYNCHRONISED);
        assertEquals(1, world.steps);
    }

    @Test
    void waitsForTheSecondSampleWhenTheFirstIsPoor() {
        addServers(3);
        world.servers.forEach(server -> server.minDelayNs = 10_000_000);
        world.runSeconds(1.9);
        assertState(ClockState.UNSYNCHRONISED);
        world.runSeconds(0.2);
        assertState(ClockState.SYNCHRONISED);
    }

    /** As after a start during which the processor was busy: it is no news that the first samples were poor. */
    @Test
    void aStepWithinTheBoundOfTheClockIsNotWaitedFor() {
        addServers(3);
        world.servers.forEach(server -> server.minDelayNs = 400_000_000);
        world.servers.forEach(server -> server.share = 0.9);
        watchTruth();
        world.runSeconds(4);
        assertState(ClockState.SYNCHRONISED);
        assertTrue(world.errorNs() > 200_000_000, () -> world.errorNs() + " ns off");
        world.servers.forEach(server -> server.minDelayNs = 100_000);
        world.runSeconds(5);
        assertState(ClockState.SYNCHRONISED);
        assertTrue(Math.abs(world.errorNs()) < 10_000_000, () -> world.errorNs() + " ns off");
    }

    @Test
    void doesNotWaitForeverForServersThatAreDead() {
        addServers(3);
        world.servers.get(1).silent = true;
        world.servers.get(2).silent = true;
        world.runSeconds(1);
        assertState(ClockState.UNSYNCHRONISED);
        world.runSeconds(2);
        assertState(ClockState.SYNCHRONISED);
    }

    @Test
    void marksWhoIsWrong() {
        addServers(5);
        world.servers.get(1).errorNs = 5 * SECOND;
        world.servers.get(3).errorNs = 5 * SECOND;
        watchTruth();
        world.runSeconds(100);
        assertEquals("xx", marks().replaceAll("[^x]", ""));
        assertEquals('x', marks().charAt(1));
        assertEquals('x', marks().charAt(3));
        assertTrue(world.saw("ntp-falseticker"));
        assertState(ClockState.SYNCHRONISED);
    }

    @Test
    void doesNotFollowThreeOfFiveThatBecomeWrong() {
        addServers(5);
        world.runSeconds(100);
        watchTruth();
        for (int i = 0; i < 3; i++) {
            world.servers.get(i).errorNs = 5 * SECOND;
        }
        world.runSeconds(3600);
        assertState(ClockState.HOLDOVER);
        assertEquals(1, world.steps);
    }

    @Test
    void doesNotStartWithThreeOfFiveThatAreWrongWhenTheHostAgreesWithTheOthers() {
        addServers(5);
        // The host is 3 s ahead of true time when the simulation begins, and so are two servers.
        world.servers.get(0).errorNs = 3 * SECOND;
        world.servers.get(1).errorNs = 3 * SECOND;
        world.runSeconds(600);
        assertState(ClockState.UNSYNCHRONISED);
        assertEquals(
                1,
                world.events.stream()
                        .filter(event -> event.name().equals("clock-not-set"))
                        .count());
    }

    /** Those who are wrong may be the quickest. */
    @Test
    void waitsAtTheStartUntilEveryoneHadAChance() {
        addServers(5);
        for (int i = 0; i < 3; i++) {
            world.servers.get(i).errorNs = 5 * SECOND;
            world.servers.get(i + 2).minDelayNs = 1_000_000;
        }
        world.servers.get(3).errorNs = 3 * SECOND;
        world.servers.get(4).errorNs = 3 * SECOND;
        world.runSeconds(600);
        assertState(ClockState.UNSYNCHRONISED);
    }

    @Test
    void waitsAtTheStartForServersThatAreStillLookedUp() {
        addServers(1);
        world.synchroniser.expectMore(1, 0);
        world.runSeconds(4);
        assertState(ClockState.UNSYNCHRONISED);
        world.synchroniser.expectMore(0, 0);
        world.runSeconds(3);
        assertState(ClockState.SYNCHRONISED);
    }

    @Test
    void doesNotWaitLongForSlowLookups() {
        addServers(1);
        world.synchroniser.expectMore(1, 0);
        world.runSeconds(8);
        assertState(ClockState.SYNCHRONISED);
    }

    @Test
    void oneGoodServerAmongDeadAndNamelessOnesIsFollowedAfterItsSecondSample() {
        addServers(3);
        world.servers.get(1).silent = true;
        world.servers.get(2).silent = true;
        world.synchroniser.expectMore(0, 2);
        world.runSeconds(4);
        assertState(ClockState.SYNCHRONISED);
        assertEquals("", world.synchroniser.problem());
    }

    @Test
    void saysThatThereIsNoMajority() {
        addServers(2);
        world.servers.get(0).errorNs = 5 * SECOND;
        world.runSeconds(20);
        assertState(ClockState.UNSYNCHRONISED);
        assertEquals("no-majority", world.synchroniser.problem());
    }

    @Test
    void aMajorityAMonthAheadIsFollowedAtTheStartOnly() {
        addServers(3);
        world.runSeconds(1000);
        assertState(ClockState.SYNCHRONISED);
        world.servers.forEach(server -> server.errorNs = 30 * World.DAY);
        world.runSeconds(4000);
        assertEquals(1, world.steps);
        assertEquals("beyond-max-step", world.synchroniser.problem());
        assertTrue(Math.abs(world.errorNs()) < SECOND, "off by " + world.errorNs());
        assertState(ClockState.HOLDOVER);
        world.runSeconds(40_000);
        assertEquals(1, world.steps);
        world.servers.forEach(server -> server.errorNs = 0);
        world.runSeconds(2000);
        assertState(ClockState.SYNCHRONISED);
    }

    @Test
    void startsWithAMajorityAMonthAheadAndSaysSo() {
        addServers(3);
        world.servers.forEach(server -> server.errorNs = 30 * World.DAY);
        world.runSeconds(10);
        assertState(ClockState.SYNCHRONISED);
        assertTrue(world.events.stream().anyMatch(event -> event.name().equals("host-off-by") && event.warning()));
    }

    @Test
    void aMajorityThatComesLaterNeedNotInsistAgainstWhoWasFirst() {
        addServers(1);
        world.servers.get(0).errorNs = 5 * SECOND;
        world.synchroniser.expectMore(2, 0);
        world.runSeconds(90);
        assertState(ClockState.SYNCHRONISED);
        world.synchroniser.expectMore(0, 0);
        addServers(2);
        world.runSeconds(20);
        assertState(ClockState.SYNCHRONISED);
        assertTrue(Math.abs(world.errorNs()) < 10_000_000, "off by " + world.errorNs());
    }

    @Test
    void followsNobodyWithoutAMajority() {
        addServers(4);
        world.servers.get(0).errorNs = SECOND;
        world.servers.get(1).errorNs = SECOND;
        world.runSeconds(600);
        assertState(ClockState.UNSYNCHRONISED);
    }

    @Test
    void aServerThatJumpsDoesNotMoveTheTime() {
        addServers(3);
        world.runSeconds(1000);
        watchTruth();
        world.servers.get(0).errorNs = SECOND;
        world.runSeconds(300);
        world.servers.get(0).errorNs = 3600 * SECOND;
        world.runSeconds(300);
        assertTrue(world.saw("ntp-jump"));
        assertEquals('x', marks().charAt(0));
        assertState(ClockState.SYNCHRONISED);
        world.servers.get(0).errorNs = 0;
        world.runSeconds(300);
        assertTrue(world.saw("ntp-agrees-again"));
    }

    @Test
    void stepsOnlyAfterAllServersHaveInsistedForFiveMinutes() {
        addServers(3);
        world.runSeconds(1000);
        world.servers.forEach(server -> server.errorNs = 2 * SECOND);
        world.runSeconds(200);
        assertState(ClockState.HOLDOVER);
        assertEquals(1, world.steps);
        world.runSeconds(300);
        assertState(ClockState.SYNCHRONISED);
        assertEquals(2, world.steps);
        assertEquals(1, world.clock.steps());
    }

    @ParameterizedTest
    @ValueSource(longs = {5 * SECOND, 100_000_000})
    void doesNotFollowTheLastServerLeftIfItContradictsTheClock(long lieNs) {
        addServers(4);
        world.servers.get(3).errorNs = lieNs;
        world.runSeconds(1800);
        watchTruth();
        world.servers.subList(0, 3).forEach(server -> server.silent = true);
        world.runSeconds(7200);
        assertState(ClockState.HOLDOVER);
        assertEquals("???x", marks());
        assertFalse(world.saw("ntp-agrees-again"));
        world.servers.subList(0, 2).forEach(server -> server.silent = false);
        world.runSeconds(1200);
        assertState(ClockState.SYNCHRONISED);
        assertEquals(1, world.steps);
    }

    @Test
    void doesNotStepToTheLastServerLeftEvenWhenTheBoundIsTooLarge() {
        world = new World(
                1, second -> 30e-6, new Synchroniser.Settings(16 * SECOND, 64 * SECOND, 5_000_000, World.DAY));
        addServers(4);
        world.servers.get(3).errorNs = 5 * SECOND;
        world.runSeconds(1000);
        world.servers.subList(0, 3).forEach(server -> server.silent = true);
        world.runSeconds(6000);
        assertState(ClockState.UNSYNCHRONISED);
        assertEquals(1, world.steps);
    }

    @Test
    void followsTheLastServerLeftIfItAgreesWithTheClock() {
        addServers(4);
        world.runSeconds(1000);
        watchTruth();
        world.servers.subList(0, 3).forEach(server -> server.silent = true);
        world.runSeconds(10_000);
        assertState(ClockState.SYNCHRONISED);
        assertEquals(1, world.steps);
    }

    @Test
    void tellsEachReasonOfAHoldoverOnce() {
        addServers(4);
        world.runSeconds(1000);
        world.servers.subList(0, 2).forEach(server -> server.errorNs = 5 * SECOND);
        world.runSeconds(1000);
        assertEquals("xxxx", marks());
        world.servers.forEach(server -> server.silent = true);
        world.runSeconds(4000);
        world.servers.forEach(server -> server.silent = false);
        world.runSeconds(1000);
        var reasons = world.events.stream()
                .filter(event -> event.name().equals("clock-holdover"))
                .map(event -> event.pairs().get(1))
                .toList();
        assertEquals(List.of("no-majority", "no-servers"), reasons.subList(0, 2));
        // No majority again, and before that perhaps a liar that was back first.
        assertEquals(reasons.stream().distinct().toList(), reasons);
        assertState(ClockState.HOLDOVER);
    }

    @Test
    void slewsASmallJumpOfAllServers() {
        addServers(3);
        world.runSeconds(1000);
        world.servers.forEach(server -> server.errorNs = 20_000_000);
        world.runSeconds(300);
        assertEquals(1, world.steps);
        assertTrue(Math.abs(world.errorNs() - 20_000_000) < 1_000_000, "off by " + world.errorNs());
    }

    @Test
    void holdsOverUntilTheBoundIsTooLargeAndRecovers() {
        world = new World(
                1, second -> 30e-6, new Synchroniser.Settings(16 * SECOND, 64 * SECOND, 5_000_000, World.DAY));
        addServers(3);
        world.runSeconds(1000);
        watchTruth();
        world.servers.forEach(server -> server.silent = true);
        world.runSeconds(500);
        assertState(ClockState.HOLDOVER);
        long early = world.clock.read().errorBoundNs();
        world.runSeconds(100);
        assertTrue(world.clock.read().errorBoundNs() > early);
        world.runSeconds(5000);
        assertState(ClockState.UNSYNCHRONISED);
        world.servers.forEach(server -> server.silent = false);
        world.runSeconds(200);
        assertState(ClockState.SYNCHRONISED);
        assertEquals(1, world.steps);
    }

    @Test
    void staysWithinAMillisecondOfServersNearby() {
        addServers(3);
        world.servers.forEach(server -> {
            server.rootDelayNs = 0;
            server.rootDispersionNs = 0;
        });
        world.runSeconds(3);
        watchTruth();
        for (int i = 0; i < 6000; i++) {
            world.runSeconds(0.1);
            assertTrue(world.clock.read().errorBoundNs() < 1_000_000, world.clock.read()::toString);
        }
    }

    @Test
    void asksASilentServersNameAgain() {
        addServers(1);
        world.servers.get(0).silent = true;
        world.runSeconds(2000);
        assertTrue(world.saw("ntp-silent"));
    }

    @Test
    void neverAsksAServerAgainThatDenies() {
        addServers(2);
        world.servers.get(0).kiss = 0x44454e59;
        world.runSeconds(1000);
        assertEquals(1, world.servers.get(0).asked);
        assertTrue(world.saw("ntp-kiss"));
        assertEquals(
                "kiss-deny", world.synchroniser.servers(world.tick()).get(0).problem());
        assertState(ClockState.SYNCHRONISED);
    }

    @Test
    void aSlowWayThereDoesNotMoveTheTime() {
        addServers(3);
        watchTruth();
        world.servers.get(0).minDelayNs = 100_000_000;
        world.servers.get(0).share = 1;
        world.runSeconds(5000);
        assertState(ClockState.SYNCHRONISED);
        assertTrue(world.clock.read().errorBoundNs() < 3_000_000);
    }

    @Test
    void standsStillForAnInsertedSecond() {
        long midnight = Instant.parse("2027-01-01T00:00:00Z").getEpochSecond() * SECOND;
        world = new World(1, second -> 30e-6, World.settings(), midnight - 3600 * SECOND);
        world.insertSecondAfter(3600 * SECOND);
        addServers(3);
        world.servers.forEach(server -> server.leap = Leap.INSERT);
        world.runSeconds(100);
        assertEquals(Leap.INSERT, world.clock.read().leap());
        watchTruth();
        for (int i = 0; i < 1000; i++) {
            world.runSeconds(4);
        }
        assertTrue(world.saw("leap-second"));
        assertEquals(1, world.steps);
        assertState(ClockState.SYNCHRONISED);
        assertTrue(world.clock.read().errorBoundNs() < 3_000_000, world.clock.read()::toString);
    }

    @Test
    void startsAnewWhenTheTickerStoodStill() {
        addServers(3);
        world.runSeconds(1000);
        world.sleep(3600 * SECOND);
        assertFalse(world.clock.read().state() == ClockState.SYNCHRONISED);
        world.runSeconds(3);
        assertState(ClockState.SYNCHRONISED);
        assertEquals(2, world.steps);
    }

    @Test
    void timeThatTheHostSleptIsNoStepButTheServersMayNotLeapMeanwhile() {
        addServers(3);
        world.runSeconds(1000);
        world.sleep(30 * World.DAY);
        world.runSeconds(3);
        assertState(ClockState.SYNCHRONISED);
        world.sleep(3600 * SECOND);
        world.servers.forEach(server -> server.errorNs = 30 * World.DAY);
        world.runSeconds(3000);
        assertState(ClockState.UNSYNCHRONISED);
        assertEquals("beyond-max-step", world.synchroniser.problem());
    }

    @Test
    void takesNoMoreServersThanItCanSelectFrom() {
        for (int i = 0; i < Synchroniser.MAX_SERVERS; i++) {
            assertEquals(i, world.synchroniser.add("server", 0));
        }
        assertThrows(IllegalStateException.class, () -> world.synchroniser.add("server", 0));
    }

    @Test
    void anUnknownServersPacketIsIgnored() {
        assertTrue(world.synchroniser
                .received(5, ByteBuffer.allocate(48), world.tick())
                .isEmpty());
    }

    private void addServers(int count) {
        for (int i = 0; i < count; i++) {
            world.add(new World.Server());
        }
    }

    private void watchTruth() {
        world.watch(reading -> {
            if (reading.state() != ClockState.UNSYNCHRONISED) {
                assertTrue(isInside(reading), () -> world.errorNs() + " ns off: " + reading);
            }
        });
    }

    private boolean isInside(Reading reading) {
        return Math.abs(world.errorNs()) <= reading.errorBoundNs();
    }

    private void assertState(ClockState state) {
        assertEquals(state, world.clock.read().state(), () -> world.events + " " + marks());
    }

    private String marks() {
        return world.synchroniser.servers(world.tick()).stream()
                .map(server -> String.valueOf(server.mark()))
                .collect(Collectors.joining());
    }
}
