package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every client prints the reply and ends by itself. */
@Tag("verify")
class EveryClientTest {
    private static final String MENU = """
            1) Asia/Kolkata
            2) America/New_York
            3) Africa/Maseru
            4) America/Chicago
            5) Europe/Athens
            choose a number from 1 to 5, or send any request:

            """;

    private static DaemonProcess daemon;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        daemon = DaemonProcess.start(directory, "answer.zone=Asia/Tokyo");
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @ParameterizedTest
    @EnumSource
    void printsTheTimeOfAPlace(Client client) throws Exception {
        var asked = RequestTime.now();
        asked.assertTimeIn("Europe/Paris", outputOf(client, "Europe/Paris\n"));
    }

    /** Telnet is left out: it sends CRLF for each LF anyway. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TELNET")
    void mayEndLinesWithCrLf(Client client) throws Exception {
        var asked = RequestTime.now();
        asked.assertTimeIn("Europe/Paris", outputOf(client, "Europe/Paris\r\n"));
    }

    @ParameterizedTest
    @EnumSource
    void printsTwoRepliesInOrder(Client client) throws Exception {
        assertEquals(
                "2023-11-15 03:43:20 IST\n2023-11-14 22:13:20 UTC\n",
                outputOf(client, "Asia/Kolkata@1700000000 +%F %T %Z\nUTC@1700000000 +%F %T %Z\n"));
    }

    /** For clients that half-close at the end of their input. The others get it after {@code limits.request-timeout}. */
    @ParameterizedTest
    @EnumSource(names = {"NCAT", "BUSYBOX_NC", "SOCAT", "ASYNCIO", "PERL"})
    void getsTheDefaultTimeWithoutARequest(Client client) throws Exception {
        var asked = RequestTime.now();
        asked.assertTimeIn("Asia/Tokyo", outputOf(client, ""));
    }

    @ParameterizedTest
    @EnumSource
    void printsAllOfHelp(Client client) throws Exception {
        assertEquals(daemon.ask("help"), outputOf(client, "help\n"));
    }

    @Test
    void helpNamesEveryCommandAndEndsWithAnEmptyLine() throws Exception {
        String help = daemon.ask("help");
        for (String command : List.of("menu", "zones", "places", "status", "sync", "me", "version", "keep", "quit")) {
            assertTrue(help.contains("\n  " + command), () -> command + " is missing in " + help);
        }
        assertTrue(help.endsWith("\n\n"), help);
    }

    @ParameterizedTest
    @EnumSource
    void choosesFromTheMenu(Client client) throws Exception {
        var asked = RequestTime.now();
        String out = outputOf(client, "menu\n2\n");
        assertEquals(MENU, out.substring(0, Math.min(MENU.length(), out.length())));
        asked.assertTimeIn("America/New_York", out.substring(MENU.length()));
    }

    @ParameterizedTest
    @EnumSource
    void keepsASessionUntilQuit(Client client) throws Exception {
        assertEquals("OK\n0\n1\n", outputOf(client, "keep\n@0 +unix\n@1 +unix\nquit\n"));
    }

    @Test
    void aMissingProgramIsReportedWithItsPackage() {
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> Programs.run("some-package", List.of("no-such-program"), "", Programs.Stdin.ENDS));
        assertEquals("no-such-program does not start: install the Debian package some-package", failure.getMessage());
    }

    private static String outputOf(Client client, String stdin) throws Exception {
        Programs.Result result = client.run(daemon.port(), stdin);
        assertEquals(0, result.status(), result::toString);
        return result.out();
    }
}
