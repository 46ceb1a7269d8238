package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    @TempDir
    Path directory;

    @Test
    void namesTheProcessThatHoldsIt() throws Exception {
        Process holder = KillTest.start(directory, 1);
        try (var opened = new DataInputStream(holder.getInputStream())) {
            assertEquals(0, opened.readLong());
            JournalException refused =
                    assertThrows(JournalException.class, () -> DirectoryLock.take(Disk.real(), directory));
            assertTrue(
                    refused.getMessage().startsWith(directory + ": held by process " + holder.pid() + ", "),
                    refused.getMessage());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        DirectoryLock.take(Disk.real(), directory).close();
    }

    @Test
    void saysWhatToDoWithoutAParentDirectory() {
        Path missing = directory.resolve("missing").resolve("journal");
        JournalException refused = assertThrows(JournalException.class, () -> DirectoryLock.take(Disk.real(), missing));
        assertEquals(
                missing + ": its parent directory does not exist; make that, or choose another journal.path",
                refused.getMessage());
    }

    @Test
    void isTakenAgainWhenItsFileWasDeleted() throws Exception {
        try (var lock = DirectoryLock.take(Disk.real(), directory)) {
            Files.delete(directory.resolve(FileNames.LOCK));
            lock.ensure();
            assertThrows(JournalException.class, () -> DirectoryLock.take(Disk.real(), directory));
        }
    }
}
