package io.timeserverd.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:38:34Z");

    @Test
    void lineForAFileOrTerminalHasTimeInUtcAndLevel() {
        assertEquals("2026-11-22T12:38:34.000Z INFO event=x", new Head(false, () -> NOW).before(Level.INFO, "event=x"));
    }

    @Test
    void lineForTheHostsJournalHasItsPriority() {
        assertEquals("<4>WARN event=x", new Head(true, () -> NOW).before(Level.WARN, "event=x"));
    }

    @Test
    void streamIsKnownByDeviceAndInode(@TempDir Path dir) throws IOException {
        Path file = Files.createFile(dir.resolve("stderr"));
        Map<String, Object> found = Files.readAttributes(file, "unix:dev,ino");
        String name = found.get("dev") + ":" + found.get("ino");
        assertTrue(Head.isStream(name, file));
        assertFalse(Head.isStream(name, dir));
        assertFalse(Head.isStream(name, dir.resolve("missing")));
        assertFalse(Head.isStream("", file));
        assertFalse(Head.isStream(null, file));
    }
}
