package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Container.Network;
import io.timeserverd.verify.VirtualMachine.First;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The properties of virtual machines that tests rely on. */
@Tag("machine")
class VirtualMachineTest {
    @ParameterizedTest
    @EnumSource
    void hasAClockFilesAndANetworkOfItsOwn(First first) throws Exception {
        long startNs = System.nanoTime();
        try (var machine = VirtualMachine.boot(first, Network.OWN)) {
            System.out.printf("virtual machine: %s is up after %.1f s%n", first, (System.nanoTime() - startNs) / 1e9);
            assertEquals(new Programs.Result(3, "out\n", "err\n"), machine.run("echo out; echo err >&2; exit 3"));
            var file = Path.of("/etc/this-file-is-in-the-machine-only");
            machine.succeed("touch " + file + " && date --set @1000000000");
            assertFalse(Files.exists(file));
            long aheadS = Instant.now().getEpochSecond()
                    - Long.parseLong(machine.succeed("date +%s").strip());
            assertTrue(aheadS > 700_000_000, () -> "this machine's clock is " + aheadS + " s ahead");
            machine.succeed("tc qdisc add dev eth0 root netem delay 1ms && ip link add one type veth peer two");
            machine.succeed(Programs.ofImage("timeclient") + " --version");
        }
    }
}
