package io.timeserverd.timekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import io.timeserverd.loop.Helper;
import io.timeserverd.ntp.Frequency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftFileTest {
    @TempDir
    Path directory;

    @Test
    void theNextRunReadsTheFrequencyOfThisOne() throws IOException {
        Path file = directory.resolve("clock.drift");
        new DriftFile(file).write(new Frequency(12.5e-6, 10e-6));
        assertEquals(12.5e-6, new DriftFile(file).first().ratio(), 1e-12);
        new DriftFile(file).write(new Frequency(-3e-6, 10e-6));
        assertEquals(-3e-6, new DriftFile(file).first().ratio(), 1e-12);
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void anUnchangedFrequencyIsNotWrittenAgain() throws IOException {
        Path file = directory.resolve("clock.drift");
        var drift = new DriftFile(file);
        var handedBack = new ArrayList<Runnable>();
        try (var helper = new Helper(handedBack::add)) {
            drift.save(new Frequency(12.5e-6, 10e-6), helper);
        }
        assertTrue(Files.exists(file));
        Files.delete(file);
        try (var helper = new Helper(handedBack::add)) {
            drift.save(new Frequency(12.5e-6, 10e-6), helper);
        }
        assertFalse(Files.exists(file));
    }

    @Test
    void withoutAReadableFileTheFrequencyIsUnknown() throws IOException {
        Path file = directory.resolve("clock.drift");
        try (Capture log = Log.capture()) {
            assertEquals(Frequency.UNKNOWN, new DriftFile(file).first());
            assertEquals(0, log.lines().size());
            Files.write(file, new byte[] {(byte) 0xff, 0, 1});
            assertEquals(Frequency.UNKNOWN, new DriftFile(file).first());
            assertEquals(1, log.lines("drift-unreadable").size());
        }
    }

    @Test
    void aMissingDirectoryIsLogged() {
        try (Capture log = Log.capture()) {
            new DriftFile(directory.resolve("gone/clock.drift")).write(new Frequency(0, 1e-6));
            assertTrue(log.lines().get(0).startsWith("event=drift-unwritten file="), log.lines()::toString);
        }
    }
}
