package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that programs add to a request by themselves are ignored, however they are split over packets. */
@Tag("verify")
class StrippedBytesTest {
    private static final String REPLY = "1970-01-01 09:00:00 JST\n";

    /** PuTTY's first words: window size, terminal speed and type, environment, echo, suppress go ahead. */
    private static final String PUTTY = "\u00ff\u00fb\u001f\u00ff\u00fb \u00ff\u00fb\u0018\u00ff\u00fb'"
            + "\u00ff\u00fd\u0001\u00ff\u00fb\u0003\u00ff\u00fd\u0003";

    /** A window of 80 by 10 characters; the 10 is a line feed that ends no line. */
    private static final String WINDOW = "\u00ff\u00fa\u001f\0P\0\n\u00ff\u00f0";

    private static final String QUESTION = "tokyo@0 +%F %T %Z\r\n";

    private static DaemonProcess daemon;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        daemon = DaemonProcess.start(directory, "limits.request-timeout=1h", "limits.idle-timeout=1h");
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PUTTY + QUESTION,
                WINDOW + QUESTION,
                PUTTY + WINDOW + QUESTION,
                "to\u00ff\u00f1kyo@0 +%F \u00ff\u00fd\u0001%T %Z\u00ff\u00fc\u0018\r\n",
                // A terminal type without a request for it, with an IAC as data and a command in it.
                "\u00ff\u00fa\u0018\0xterm\u00ff\u00ff\u00ff\u00f0" + QUESTION,
            })
    void ignoresTelnetNegotiation(String bytes) throws Exception {
        assertReply(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufefftokyo@0 +%F %T %Z\n",
                "to\u200bkyo@0 +%F %T %Z\n",
                "\u200etokyo\u200f@0\u2060 +%F %T %Z\n",
                "t\u200co\u200dkyo@0 +%F %T\ufeff %Z\n",
                "\ufeff\u200b\"tokyo@0 +%F %T %Z\"\n"
            })
    void ignoresInvisibleCharacters(String line) throws Exception {
        assertReply(latin1(line));
    }

    @Test
    void ignoresBothTogetherInASession() throws Exception {
        try (Wire wire = daemon.connect()) {
            sendByteByByte(wire, PUTTY + latin1("\ufeffkeep\n") + WINDOW + QUESTION + latin1("qu\u200bit\n"));
            assertEquals("OK\n" + REPLY, wire.rest());
        }
    }

    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static void assertReply(String bytes) throws IOException {
        try (Wire wire = daemon.connect()) {
            assertEquals(REPLY, wire.send(bytes).rest());
        }
        try (Wire wire = daemon.connect()) {
            sendByteByByte(wire, bytes);
            assertEquals(REPLY, wire.rest());
        }
    }

    private static void sendByteByByte(Wire wire, String bytes) throws IOException {
        for (int i = 0; i < bytes.length(); i++) {
            wire.send(bytes.substring(i, i + 1));
        }
    }
}
