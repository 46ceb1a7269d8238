package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Programs.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code timeclient} of the image against the daemon of the image. */
@Tag("verify")
class TimeclientProgramTest {
    private static DaemonProcess daemon;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        daemon = DaemonProcess.start(directory, "answer.zone=Asia/Tokyo");
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @Test
    void printsTheTimeOfAPlace() throws Exception {
        var asked = RequestTime.now();
        Result result =
                timeclient("", "America/New", "York"); // several words are one request, even within the name of a zone
        assertEquals(0, result.status(), result::toString);
        asked.assertTimeIn("America/New_York", result.out());
    }

    @Test
    void printsTheDefaultTimeWithoutARequest() throws Exception {
        var asked = RequestTime.now();
        Result result = timeclient("");
        assertEquals(0, result.status(), result::toString);
        asked.assertTimeIn("Asia/Tokyo", result.out());
    }

    @Test
    void letsChooseFromTheMenu() throws Exception {
        var asked = RequestTime.now();
        Result result = timeclient("2\n", "--menu");
        assertEquals(0, result.status(), result::toString);
        assertTrue(result.out().startsWith("1) Asia/Kolkata\n2) America/New_York\n"), result::toString);
        asked.assertTimeIn(
                "America/New_York", result.out().lines().reduce((a, b) -> b).orElseThrow() + "\n");
    }

    @Test
    void sendsManyRequestsInOneSession() throws Exception {
        var lines = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            lines.append('@').append(i).append(" +unix\n");
        }
        Result result = timeclient(lines.toString(), "-");
        assertEquals(0, result.status(), result::toString);
        assertEquals(lines.toString().replace("@", "").replace(" +unix", ""), result.out());
    }

    @Test
    void printsAnErrorOfTheServerAndEndsWithStatus1() throws Exception {
        Result result = timeclient("", "Nowhere/Land");
        assertEquals(1, result.status(), result::toString);
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("ERR unknown-place "), result::toString);
    }

    @Test
    void namesTheAddressWhereNothingListens() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Result result = Programs.runImage("timeclient", "", "-H", "127.0.0.1", "-p", String.valueOf(port), "UTC");
        assertEquals(3, result.status(), result::toString);
        assertEquals(
                "timeclient: cannot reach 127.0.0.1 port " + port + ": 127.0.0.1: Connection refused\n", result.err());
    }

    private static Result timeclient(String stdin, String... words) throws IOException, InterruptedException {
        var args = new ArrayList<>(List.of("-H", "127.0.0.1", "-p", String.valueOf(daemon.port())));
        args.addAll(List.of(words));
        return Programs.runImage("timeclient", stdin, args.toArray(new String[0]));
    }
}
