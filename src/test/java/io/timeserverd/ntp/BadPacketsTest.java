package io.timeserverd.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.ClockState;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No packet makes the synchroniser throw or the time wrong. */
class BadPacketsTest {
    private static final int PACKETS = 1_000_000;

    @Test
    void packetsThatAnswerNoRequestChangeNothing() {
        NtpSimulation simulation = synchronised();
        var random = new Random(7);
        List<ClockFacts.Server> before = comparable(simulation);
        for (int i = 0; i < PACKETS; i++) {
            var bytes = new byte[random.nextInt(8) == 0 ? random.nextInt(100) : NtpPacket.BYTES];
            random.nextBytes(bytes);
            if (bytes.length > 1 && random.nextBoolean()) {
                bytes[0] = 0x24;
                bytes[1] = (byte) random.nextInt(4);
            }
            List<Action> actions = simulation.synchroniser.received(i % 3, ByteBuffer.wrap(bytes), simulation.tick());
            assertEquals(List.of(), actions);
        }
        assertEquals(before, comparable(simulation));
    }

    @Test
    void aServerThatSendsMutatedRepliesDoesNotMoveTheTime() {
        NtpSimulation simulation = synchronised();
        simulation.servers.get(2).mutates = true;
        simulation.watch(reading -> {
            if (reading.state() != ClockState.UNSYNCHRONISED) {
                assertTrue(Math.abs(simulation.errorNs()) <= reading.errorBoundNs());
            }
        });
        simulation.runSamples(20_000);
        assertEquals(ClockState.SYNCHRONISED, simulation.clock.read().state());
    }

    private static NtpSimulation synchronised() {
        var simulation = new NtpSimulation(
                3,
                second -> 20e-6,
                new Synchroniser.Settings(
                        NtpSimulation.SECOND, 4 * NtpSimulation.SECOND, NtpSimulation.SECOND, NtpSimulation.DAY));
        for (int i = 0; i < 3; i++) {
            simulation.add(new NtpSimulation.Server());
        }
        simulation.runSeconds(100);
        assertTrue(simulation.synchronised());
        return simulation;
    }

    /** The table of servers without the reasons of rejections. */
    private static List<ClockFacts.Server> comparable(NtpSimulation simulation) {
        return simulation.synchroniser.servers(simulation.tick()).stream()
                .map(server -> new ClockFacts.Server(
                        server.mark(),
                        server.address(),
                        server.stratum(),
                        server.pollNs(),
                        server.reach(),
                        server.measured(),
                        server.offsetNs(),
                        server.delayNs(),
                        server.jitterNs(),
                        ""))
                .toList();
    }
}
