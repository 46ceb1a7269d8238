package io.timeserverd.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogTest {
    @Test
    void anEventIsOneLineOfKeysAndValues() {
        try (Capture log = Log.capture()) {
            Log.info("ready", "text", "127.0.0.1:9999", "clients", 3, "name", "two words");
            assertEquals(List.of("event=ready text=127.0.0.1:9999 clients=3 name=\"two words\""), log.lines());
        }
    }

    @Test
    void aKeyWithoutAValueIsEmpty() {
        try (Capture log = Log.capture()) {
            Log.warn("odd", "key");
            assertEquals(List.of("event=odd key=\"\""), log.lines());
        }
    }

    @Test
    void anExceptionHasItsStackAtLevelDebugOnly() {
        try (Capture log = Log.capture()) {
            var thrown = new IOException("No space left\non device");
            Log.error("journal-failed", thrown, "path", "/var");
            Log.level(Level.DEBUG);
            Log.warn("journal-failed", new IOException());
            assertEquals(
                    "event=journal-failed path=/var exception=java.io.IOException"
                            + " message=\"No space left\\non device\"",
                    log.lines().get(0));
            assertTrue(
                    log.lines()
                            .get(1)
                            .startsWith("event=journal-failed exception=java.io.IOException"
                                    + " stack=\"java.io.IOException\\n\\tat io.timeserverd.log.LogTest"),
                    log.lines().get(1));
        }
    }

    @Test
    void theLevelSelectsLinesAndCaptureRestoresIt() {
        Level before = Log.level();
        try (Capture log = Log.capture()) {
            Log.level(Level.WARN);
            Log.debug("d");
            Log.info("i");
            Log.warn("w");
            Log.error("e");
            assertEquals(List.of("event=w", "event=e"), log.lines());
        }
        assertEquals(before, Log.level());
    }

    @Test
    void aFloodBecomesOneLineWhenTheMinuteIsOver() {
        var now = new AtomicLong();
        try (Capture log = Log.capture(now::get)) {
            for (int i = 0; i < 1_000; i++) {
                Log.info("refused", "n", i);
            }
            assertEquals(LogRateLimit.LINES, log.lines().size());
            now.addAndGet(LogRateLimit.WINDOW_NS);
            Log.info("other");
            assertEquals(
                    List.of("event=refused suppressed=940", "event=other"),
                    log.lines().subList(LogRateLimit.LINES, LogRateLimit.LINES + 2));
            assertEquals(List.of("event=other"), log.lines("other"));
        }
    }

    @Test
    void writesToStandardErrorWithoutAnySetup() {
        PrintStream standard = System.err;
        var bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, UTF_8));
        try {
            Log.info("ready", "text", "{} ü");
            assertTrue(Log.flush(Duration.ofMinutes(1)));
        } finally {
            System.setErr(standard);
        }
        String line = bytes.toString(UTF_8);
        String withoutHead = line.substring(Math.max(0, line.indexOf("INFO ")));
        assertEquals("INFO event=ready text=\"{} ü\"" + System.lineSeparator(), withoutHead);
    }
}
