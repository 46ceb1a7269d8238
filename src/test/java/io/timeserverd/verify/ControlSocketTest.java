package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator can use the control socket, whatever other connections to it do. */
@Tag("verify")
class ControlSocketTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"16, ''", "17, ''", "40, ''", "40, 'sta'", "40, 'keep\n'"})
    void repliesAlthoughOtherConnectionsStayOpen(int connections, String sent) throws Exception {
        try (var daemon = DaemonProcess.start(directory)) {
            var open = new ArrayList<SocketChannel>();
            try {
                for (int i = 0; i < connections; i++) {
                    open.add(connect(sent));
                }
                Programs.Result status = Programs.runAdmin(directory, "status");
                assertEquals(0, status.status(), status::toString);
                assertTrue(status.out().contains("state\t"), status::toString);
                assertEquals("1\n", daemon.ask("@1 +unix"));
            } finally {
                closeAll(open);
            }
        }
    }

    /** The list of servers comes last, so nothing is left that no field has. */
    @Test
    void timeserverAdminKnowsEverythingThatTheDaemonSays() throws Exception {
        try (var daemon = DaemonProcess.start(directory)) {
            daemon.ask("Paris");
            Programs.Result status = Programs.runAdmin(directory, "status", "--json");
            assertTrue(status.out().endsWith(",\"servers\":[]}\n"), status::toString);
            assertEquals(0, status.status(), status::toString);
        }
    }

    /** Opens a connection, which the daemon may close at any time. */
    private SocketChannel connect(String sent) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(directory.resolve("control")));
        try {
            channel.write(ByteBuffer.wrap(sent.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            assertTrue(e.getMessage().contains("Broken pipe"), e::toString);
        }
        return channel;
    }

    private static void closeAll(List<SocketChannel> channels) throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
