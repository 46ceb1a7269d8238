package io.timeserverd.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.ClockState;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever arrives, nothing throws and the time stays right. */
class FuzzTest {
    private static final int PACKETS = 1_000_000;

    @Test
    void nobodyButTheServerAskedChangesAnything() {
        var world = synchronised();
        var random = new Random(7);
        var before = comparable(world);
        for (int i = 0; i < PACKETS; i++) {
            var bytes = new byte[random.nextInt(8) == 0 ? random.nextInt(100) : NtpPacket.BYTES];
            random.nextBytes(bytes);
            if (bytes.length > 1 && random.nextBoolean()) {
                bytes[0] = 0x24;
                bytes[1] = (byte) random.nextInt(4);
            }
            var actions = world.synchroniser.received(i % 3, ByteBuffer.wrap(bytes), world.tick());
            assertEquals(List.of(), actions);
        }
        assertEquals(before, comparable(world));
    }

    @Test
    void aServerThatSendsMutatedRepliesDoesNotMoveTheTime() {
        var world = synchronised();
        world.servers.get(2).mutates = true;
        world.watch(reading -> {
            if (reading.state() != ClockState.UNSYNCHRONISED) {
                assertTrue(Math.abs(world.errorNs()) <= reading.errorBoundNs());
            }
        });
        world.runSamples(20_000);
        assertEquals(ClockState.SYNCHRONISED, world.clock.read().state());
    }

    private static World synchronised() {
        var world = new World(
                3, second -> 20e-6, new Synchroniser.Settings(World.SECOND, 4 * World.SECOND, World.SECOND, World.DAY));
        for (int i = 0; i < 3; i++) {
            world.add(new World.Server());
        }
        world.runSeconds(100);
        assertTrue(world.synchronised());
        return world;
    }

    /** The table without the reasons of rejections. */
    private static List<ClockFacts.Server> comparable(World world) {
        return world.synchroniser.servers(world.tick()).stream()
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
