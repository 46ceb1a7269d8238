package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that sends requests as fast as it can to a daemon with one processor. */
@Tag("verify")
class FloodTest {
    private static final int REQUESTS_AT_ONCE = 500;
    private static final int ROUNDS = 12_000;
    private static final int REPLY_BYTES = "2026-11-22 13:38:34\n".length();

    /** The journal is brought to the disk and sealed although the loop is always busy. */
    @Test
    void leavesProcessorTimeToTheHelper(@TempDir Path directory) throws Exception {
        var processors = Processors.ofThisProcess();
        // The client's requests are not summarised, and segments end all the time.
        List<String> command = DaemonProcess.command(
                DaemonProcess.DEFAULTS_ONLY, directory, "journal.max-size=64GiB", "journal.segment=1MiB");
        try (var daemon = DaemonProcess.start(Processors.on(processors.first(), command));
                var socket = new Socket(InetAddress.getLoopbackAddress(), daemon.port())) {
            Processors.moveThisThread(processors.last());
            ask(socket, ROUNDS);
            var look = new ProcessStats(daemon.pid());
            long helper = look.cpuNs("helper");
            long all = look.cpuNs("");
            ask(socket, ROUNDS);
            double share = (double) (look.cpuNs("helper") - helper) / (look.cpuNs("") - all);
            assertTrue(share > 0.04, "the helper had " + share + " of what the daemon had");
        } finally {
            Processors.moveThisThread(processors.allowed());
        }
    }

    private static void ask(Socket socket, int rounds) throws IOException {
        byte[] requests = "UTC\n".repeat(REQUESTS_AT_ONCE).getBytes(StandardCharsets.US_ASCII);
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        out.write("keep\n".getBytes(StandardCharsets.US_ASCII));
        in.skipNBytes("OK\n".length());
        out.write(requests);
        for (int i = 1; i < rounds; i++) {
            out.write(requests); // one batch is always under way
            in.skipNBytes((long) REQUESTS_AT_ONCE * REPLY_BYTES);
        }
        in.skipNBytes((long) REQUESTS_AT_ONCE * REPLY_BYTES);
    }
}
