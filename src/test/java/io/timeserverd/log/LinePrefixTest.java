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

class LinePrefixTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:38:34Z");

    @Test
    void aLineForAFileOrTerminalHasTimeInUtcAndLevel() {
        assertEquals(
                "2026-11-22T12:38:34.000Z INFO event=x",
                new LinePrefix(false, () -> NOW).before(Level.INFO, "event=x"));
    }

    @Test
    void aLineForTheSystemdJournalHasAPriority() {
        assertEquals("<4>WARN event=x", new LinePrefix(true, () -> NOW).before(Level.WARN, "event=x"));
    }

    @Test
    void recognisesTheStreamByDeviceAndInode(@TempDir Path dir) throws IOException {
        Path file = Files.createFile(dir.resolve("stderr"));
        Map<String, Object> found = Files.readAttributes(file, "unix:dev,ino");
        String name = found.get("dev") + ":" + found.get("ino");
        assertTrue(LinePrefix.isStream(name, file));
        assertFalse(LinePrefix.isStream(name, dir));
        assertFalse(LinePrefix.isStream(name, dir.resolve("missing")));
        assertFalse(LinePrefix.isStream("", file));
        assertFalse(LinePrefix.isStream(null, file));
    }
}
