package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that may open few files takes fewer connections than configured, and never runs out. */
@Tag("verify")
class DescriptorsTest {
    private static final int FILES = 256;

    @Test
    void connectionsLeaveDescriptorsForTheRest(@TempDir Path directory) throws Exception {
        var command = new ArrayList<>(List.of("sh", "-c", "ulimit -n " + FILES + " && exec \"$@\"", "sh"));
        command.addAll(DaemonProcess.command(
                DaemonProcess.DEFAULTS_ONLY,
                directory,
                "limits.connections-per-client=1000",
                "limits.idle-timeout=1h"));
        try (var daemon = DaemonProcess.start(command)) {
            assertTrue(
                    daemon.log()
                            .toString()
                            .contains("event=connections-limit connections=160 configured=10000 descriptors=256"),
                    daemon.log()::toString);
            var open = new ArrayList<Wire>();
            for (int i = 0; i < 160; i++) {
                var wire = daemon.connect();
                assertEquals("OK", wire.send("keep\n").line());
                open.add(wire);
            }
            for (int i = 0; i < FILES; i++) {
                try (var wire = daemon.connect()) {
                    assertEquals("ERR busy too many connections, try again later\n", wire.rest());
                }
            }
            for (var wire : open) {
                assertEquals("1", wire.send("@1 +unix\n").line());
                wire.close();
            }
            var ledger = Ledger.awaitAllClosed(daemon);
            assertEquals(160, ledger.count("connections-limit"));
            assertEquals(FILES, ledger.count("descriptors-limit"));
            assertEquals(0, ledger.count("accept-pauses"));
        }
    }
}
