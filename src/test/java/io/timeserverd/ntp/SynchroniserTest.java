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
    private static final long SECOND = NtpSimulation.SECOND;

    private NtpSimulation simulation = new NtpSimulation(1, second -> 30e-6, NtpSimulation.settings());

    @Test
    void isSynchronisedWithinThreeSeconds() {
        addServers(3);
        simulation.runSeconds(3);
        assertState(ClockState.SYNCHRONISED);
        assertEquals(1, simulation.steps);
    }

    @Test
    void waitsForTheSecondSampleWhenTheFirstIsPoor() {
        addServers(3);
        simulation.servers.forEach(server -> server.minDelayNs = 10_000_000);
        simulation.runSeconds(1.9);
        assertState(ClockState.UNSYNCHRONISED);
        simulation.runSeconds(0.2);
        assertState(ClockState.SYNCHRONISED);
    }

    /** If the processor was busy during the start, the first samples are poor, and the bound says so. */
    @Test
    void stepsAtOnceIfTheStepIsWithinTheBoundOfTheClock() {
        addServers(3);
        simulation.servers.forEach(server -> server.minDelayNs = 400_000_000);
        simulation.servers.forEach(server -> server.share = 0.9);
        watchTruth();
        simulation.runSeconds(4);
        assertState(ClockState.SYNCHRONISED);
        assertTrue(simulation.errorNs() > 200_000_000, () -> simulation.errorNs() + " ns off");
        simulation.servers.forEach(server -> server.minDelayNs = 100_000);
        simulation.runSeconds(5);
        assertState(ClockState.SYNCHRONISED);
        assertTrue(Math.abs(simulation.errorNs()) < 10_000_000, () -> simulation.errorNs() + " ns off");
    }

    @Test
    void doesNotWaitForeverForServersThatAreDead() {
        addServers(3);
        simulation.servers.get(1).silent = true;
        simulation.servers.get(2).silent = true;
        simulation.runSeconds(1);
        assertState(ClockState.UNSYNCHRONISED);
        simulation.runSeconds(2);
        assertState(ClockState.SYNCHRONISED);
    }

    @Test
    void marksServersThatTheMajorityContradicts() {
        addServers(5);
        simulation.servers.get(1).errorNs = 5 * SECOND;
        simulation.servers.get(3).errorNs = 5 * SECOND;
        watchTruth();
        simulation.runSeconds(100);
        assertEquals("xx", marks().replaceAll("[^x]", ""));
        assertEquals('x', marks().charAt(1));
        assertEquals('x', marks().charAt(3));
        assertTrue(simulation.saw("ntp-falseticker"));
        assertState(ClockState.SYNCHRONISED);
    }

    @Test
    void doesNotFollowThreeOfFiveServersThatBecomeWrong() {
        addServers(5);
        simulation.runSeconds(100);
        watchTruth();
        for (int i = 0; i < 3; i++) {
            simulation.servers.get(i).errorNs = 5 * SECOND;
        }
        simulation.runSeconds(3600);
        assertState(ClockState.HOLDOVER);
        assertEquals(1, simulation.steps);
    }

    @Test
    void doesNotStartWithThreeWrongServersOfFiveIfTheHostAgreesWithTheOthers() {
        addServers(5);
        // The host is 3 s ahead of true time when the simulation begins, and so are two servers.
        simulation.servers.get(0).errorNs = 3 * SECOND;
        simulation.servers.get(1).errorNs = 3 * SECOND;
        simulation.runSeconds(600);
        assertState(ClockState.UNSYNCHRONISED);
        assertEquals(
                1,
                simulation.events.stream()
                        .filter(event -> event.name().equals("clock-not-set"))
                        .count());
    }

    /** The wrong servers may be the quickest. */
    @Test
    void waitsAtTheStartUntilEveryServerHadTimeToReply() {
        addServers(5);
        for (int i = 0; i < 3; i++) {
            simulation.servers.get(i).errorNs = 5 * SECOND;
            simulation.servers.get(i + 2).minDelayNs = 1_000_000;
        }
        simulation.servers.get(3).errorNs = 3 * SECOND;
        simulation.servers.get(4).errorNs = 3 * SECOND;
        simulation.runSeconds(600);
        assertState(ClockState.UNSYNCHRONISED);
    }

    @Test
    void waitsAtTheStartForNamesThatAreBeingLookedUp() {
        addServers(1);
        simulation.synchroniser.expectMore(1, 0);
        simulation.runSeconds(4);
        assertState(ClockState.UNSYNCHRONISED);
        simulation.synchroniser.expectMore(0, 0);
        simulation.runSeconds(3);
        assertState(ClockState.SYNCHRONISED);
    }

    @Test
    void doesNotWaitLongForSlowLookups() {
        addServers(1);
        simulation.synchroniser.expectMore(1, 0);
        simulation.runSeconds(8);
        assertState(ClockState.SYNCHRONISED);
    }

    @Test
    void followsTheOnlyServerThatRepliesAfterItsSecondSample() {
        addServers(3);
        simulation.servers.get(1).silent = true;
        simulation.servers.get(2).silent = true;
        simulation.synchroniser.expectMore(0, 2);
        simulation.runSeconds(4);
        assertState(ClockState.SYNCHRONISED);
        assertEquals("", simulation.synchroniser.problem());
    }

    @Test
    void saysThatThereIsNoMajority() {
        addServers(2);
        simulation.servers.get(0).errorNs = 5 * SECOND;
        simulation.runSeconds(20);
        assertState(ClockState.UNSYNCHRONISED);
        assertEquals("no-majority", simulation.synchroniser.problem());
    }

    @Test
    void followsAMajorityThatIsAMonthAheadOnlyAtTheStart() {
        addServers(3);
        simulation.runSeconds(1000);
        assertState(ClockState.SYNCHRONISED);
        simulation.servers.forEach(server -> server.errorNs = 30 * NtpSimulation.DAY);
        simulation.runSeconds(4000);
        assertEquals(1, simulation.steps);
        assertEquals("beyond-max-step", simulation.synchroniser.problem());
        assertTrue(Math.abs(simulation.errorNs()) < SECOND, "off by " + simulation.errorNs());
        assertState(ClockState.HOLDOVER);
        simulation.runSeconds(40_000);
        assertEquals(1, simulation.steps);
        simulation.servers.forEach(server -> server.errorNs = 0);
        simulation.runSeconds(2000);
        assertState(ClockState.SYNCHRONISED);
    }

    @Test
    void warnsAtTheStartIfTheHostIsAMonthOff() {
        addServers(3);
        simulation.servers.forEach(server -> server.errorNs = 30 * NtpSimulation.DAY);
        simulation.runSeconds(10);
        assertState(ClockState.SYNCHRONISED);
        assertTrue(simulation.events.stream().anyMatch(event -> event.name().equals("host-off-by") && event.warning()));
    }

    @Test
    void aLaterMajorityOverrulesAFirstServerAtOnce() {
        addServers(1);
        simulation.servers.get(0).errorNs = 5 * SECOND;
        simulation.synchroniser.expectMore(2, 0);
        simulation.runSeconds(90);
        assertState(ClockState.SYNCHRONISED);
        simulation.synchroniser.expectMore(0, 0);
        addServers(2);
        simulation.runSeconds(20);
        assertState(ClockState.SYNCHRONISED);
        assertTrue(Math.abs(simulation.errorNs()) < 10_000_000, "off by " + simulation.errorNs());
    }

    @Test
    void followsNoServerWithoutAMajority() {
        addServers(4);
        simulation.servers.get(0).errorNs = SECOND;
        simulation.servers.get(1).errorNs = SECOND;
        simulation.runSeconds(600);
        assertState(ClockState.UNSYNCHRONISED);
    }

    @Test
    void aServerThatJumpsDoesNotMoveTheTime() {
        addServers(3);
        simulation.runSeconds(1000);
        watchTruth();
        simulation.servers.get(0).errorNs = SECOND;
        simulation.runSeconds(300);
        simulation.servers.get(0).errorNs = 3600 * SECOND;
        simulation.runSeconds(300);
        assertTrue(simulation.saw("ntp-jump"));
        assertEquals('x', marks().charAt(0));
        assertState(ClockState.SYNCHRONISED);
        simulation.servers.get(0).errorNs = 0;
        simulation.runSeconds(300);
        assertTrue(simulation.saw("ntp-agrees-again"));
    }

    @Test
    void stepsOnlyAfterAllServersWereFarForFiveMinutes() {
        addServers(3);
        simulation.runSeconds(1000);
        simulation.servers.forEach(server -> server.errorNs = 2 * SECOND);
        simulation.runSeconds(200);
        assertState(ClockState.HOLDOVER);
        assertEquals(1, simulation.steps);
        simulation.runSeconds(300);
        assertState(ClockState.SYNCHRONISED);
        assertEquals(2, simulation.steps);
        assertEquals(1, simulation.clock.steps());
    }

    @ParameterizedTest
    @ValueSource(longs = {5 * SECOND, 100_000_000})
    void doesNotFollowTheLastServerLeftIfItContradictsTheClock(long errorNs) {
        addServers(4);
        simulation.servers.get(3).errorNs = errorNs;
        simulation.runSeconds(1800);
        watchTruth();
        simulation.servers.subList(0, 3).forEach(server -> server.silent = true);
        simulation.runSeconds(7200);
        assertState(ClockState.HOLDOVER);
        assertEquals("???x", marks());
        assertFalse(simulation.saw("ntp-agrees-again"));
        simulation.servers.subList(0, 2).forEach(server -> server.silent = false);
        simulation.runSeconds(1200);
        assertState(ClockState.SYNCHRONISED);
        assertEquals(1, simulation.steps);
    }

    @Test
    void doesNotStepToTheLastServerLeftEvenWhenTheBoundIsTooLarge() {
        simulation = new NtpSimulation(
                1, second -> 30e-6, new Synchroniser.Settings(16 * SECOND, 64 * SECOND, 5_000_000, NtpSimulation.DAY));
        addServers(4);
        simulation.servers.get(3).errorNs = 5 * SECOND;
        simulation.runSeconds(1000);
        simulation.servers.subList(0, 3).forEach(server -> server.silent = true);
        simulation.runSeconds(6000);
        assertState(ClockState.UNSYNCHRONISED);
        assertEquals(1, simulation.steps);
    }

    @Test
    void followsTheLastServerLeftIfItAgreesWithTheClock() {
        addServers(4);
        simulation.runSeconds(1000);
        watchTruth();
        simulation.servers.subList(0, 3).forEach(server -> server.silent = true);
        simulation.runSeconds(10_000);
        assertState(ClockState.SYNCHRONISED);
        assertEquals(1, simulation.steps);
    }

    @Test
    void logsEachReasonOfAHoldoverOnce() {
        addServers(4);
        simulation.runSeconds(1000);
        simulation.servers.subList(0, 2).forEach(server -> server.errorNs = 5 * SECOND);
        simulation.runSeconds(1000);
        assertEquals("xxxx", marks());
        simulation.servers.forEach(server -> server.silent = true);
        simulation.runSeconds(4000);
        simulation.servers.forEach(server -> server.silent = false);
        simulation.runSeconds(1000);
        List<Object> reasons = simulation.events.stream()
                .filter(event -> event.name().equals("clock-holdover"))
                .map(event -> event.pairs().get(1))
                .toList();
        assertEquals(List.of("no-majority", "no-servers"), reasons.subList(0, 2));
        // In the end there is no majority again. Before that, a wrong server may have been the first to return.
        assertEquals(reasons.stream().distinct().toList(), reasons);
        assertState(ClockState.HOLDOVER);
    }

    @Test
    void slewsASmallJumpOfAllServers() {
        addServers(3);
        simulation.runSeconds(1000);
        simulation.servers.forEach(server -> server.errorNs = 20_000_000);
        simulation.runSeconds(300);
        assertEquals(1, simulation.steps);
        assertTrue(Math.abs(simulation.errorNs() - 20_000_000) < 1_000_000, "off by " + simulation.errorNs());
    }

    @Test
    void holdsOverUntilTheBoundIsTooLargeAndRecovers() {
        simulation = new NtpSimulation(
                1, second -> 30e-6, new Synchroniser.Settings(16 * SECOND, 64 * SECOND, 5_000_000, NtpSimulation.DAY));
        addServers(3);
        simulation.runSeconds(1000);
        watchTruth();
        simulation.servers.forEach(server -> server.silent = true);
        simulation.runSeconds(500);
        assertState(ClockState.HOLDOVER);
        long early = simulation.clock.read().errorBoundNs();
        simulation.runSeconds(100);
        assertTrue(simulation.clock.read().errorBoundNs() > early);
        simulation.runSeconds(5000);
        assertState(ClockState.UNSYNCHRONISED);
        simulation.servers.forEach(server -> server.silent = false);
        simulation.runSeconds(200);
        assertState(ClockState.SYNCHRONISED);
        assertEquals(1, simulation.steps);
    }

    @Test
    void staysWithinAMillisecondOfServersNearby() {
        addServers(3);
        simulation.servers.forEach(server -> {
            server.rootDelayNs = 0;
            server.rootDispersionNs = 0;
        });
        simulation.runSeconds(3);
        watchTruth();
        for (int i = 0; i < 6000; i++) {
            simulation.runSeconds(0.1);
            assertTrue(simulation.clock.read().errorBoundNs() < 1_000_000, simulation.clock.read()::toString);
        }
    }

    @Test
    void logsAServerThatFallsSilent() {
        addServers(1);
        simulation.servers.get(0).silent = true;
        simulation.runSeconds(2000);
        assertTrue(simulation.saw("ntp-silent"));
    }

    @Test
    void neverAsksAServerAgainAfterKissCodeDeny() {
        addServers(2);
        simulation.servers.get(0).kiss = 0x44454e59;
        simulation.runSeconds(1000);
        assertEquals(1, simulation.servers.get(0).asked);
        assertTrue(simulation.saw("ntp-kiss"));
        assertEquals(
                "kiss-deny",
                simulation.synchroniser.servers(simulation.tick()).get(0).problem());
        assertState(ClockState.SYNCHRONISED);
    }

    @Test
    void aSlowPathToAServerDoesNotMoveTheTime() {
        addServers(3);
        watchTruth();
        simulation.servers.get(0).minDelayNs = 100_000_000;
        simulation.servers.get(0).share = 1;
        simulation.runSeconds(5000);
        assertState(ClockState.SYNCHRONISED);
        assertTrue(simulation.clock.read().errorBoundNs() < 3_000_000);
    }

    @Test
    void standsStillForAnInsertedSecond() {
        long midnight = Instant.parse("2027-01-01T00:00:00Z").getEpochSecond() * SECOND;
        simulation = new NtpSimulation(1, second -> 30e-6, NtpSimulation.settings(), midnight - 3600 * SECOND);
        simulation.insertSecondAfter(3600 * SECOND);
        addServers(3);
        simulation.servers.forEach(server -> server.leap = Leap.INSERT);
        simulation.runSeconds(100);
        assertEquals(Leap.INSERT, simulation.clock.read().leap());
        watchTruth();
        for (int i = 0; i < 1000; i++) {
            simulation.runSeconds(4);
        }
        assertTrue(simulation.saw("leap-second"));
        assertEquals(1, simulation.steps);
        assertState(ClockState.SYNCHRONISED);
        assertTrue(simulation.clock.read().errorBoundNs() < 3_000_000, simulation.clock.read()::toString);
    }

    @Test
    void synchronisesAgainAfterTheTickerStoodStill() {
        addServers(3);
        simulation.runSeconds(1000);
        simulation.sleep(3600 * SECOND);
        assertFalse(simulation.clock.read().state() == ClockState.SYNCHRONISED);
        simulation.runSeconds(3);
        assertState(ClockState.SYNCHRONISED);
        assertEquals(2, simulation.steps);
    }

    @Test
    void sleepOfTheHostIsNoStepButALeapOfTheServersDuringItIs() {
        addServers(3);
        simulation.runSeconds(1000);
        simulation.sleep(30 * NtpSimulation.DAY);
        simulation.runSeconds(3);
        assertState(ClockState.SYNCHRONISED);
        simulation.sleep(3600 * SECOND);
        simulation.servers.forEach(server -> server.errorNs = 30 * NtpSimulation.DAY);
        simulation.runSeconds(3000);
        assertState(ClockState.UNSYNCHRONISED);
        assertEquals("beyond-max-step", simulation.synchroniser.problem());
    }

    @Test
    void refusesMoreServersThanTheLimit() {
        for (int i = 0; i < Synchroniser.MAX_SERVERS; i++) {
            assertEquals(i, simulation.synchroniser.add("server", 0));
        }
        assertThrows(IllegalStateException.class, () -> simulation.synchroniser.add("server", 0));
    }

    @Test
    void ignoresAPacketFromAnUnknownServer() {
        assertTrue(simulation
                .synchroniser
                .received(5, ByteBuffer.allocate(48), simulation.tick())
                .isEmpty());
    }

    private void addServers(int count) {
        for (int i = 0; i < count; i++) {
            simulation.add(new NtpSimulation.Server());
        }
    }

    private void watchTruth() {
        simulation.watch(reading -> {
            if (reading.state() != ClockState.UNSYNCHRONISED) {
                assertTrue(isInside(reading), () -> simulation.errorNs() + " ns off: " + reading);
            }
        });
    }

    private boolean isInside(Reading reading) {
        return Math.abs(simulation.errorNs()) <= reading.errorBoundNs();
    }

    private void assertState(ClockState state) {
        assertEquals(state, simulation.clock.read().state(), () -> simulation.events + " " + marks());
    }

    private String marks() {
        return simulation.synchroniser.servers(simulation.tick()).stream()
                .map(server -> String.valueOf(server.mark()))
                .collect(Collectors.joining());
    }
}
