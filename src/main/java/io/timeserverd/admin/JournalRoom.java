package io.timeserverd.admin;

import io.timeserverd.conf.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How far a journal can grow.
 *
 * @param directory the directory of the journal
 * @param maxBytes what {@code journal.max-size} lets it have
 * @param freeBytes what its file system has left for the daemon; empty when this user cannot see that
 */
record JournalRoom(Path directory, long maxBytes, OptionalLong freeBytes) {
    static JournalRoom of(Settings settings) {
        Path directory = settings.journal().path();
        return new JournalRoom(directory, settings.journal().maxSizeBytes(), free(directory));
    }

    private static OptionalLong free(Path directory) {
        try {
            return OptionalLong.of(Files.getFileStore(directory).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty(); // there is none yet, or only root may see it
        }
    }

    /** Whether the disk will be full before a journal that has this many bytes now has reached its greatest size. */
    boolean isTooSmall(long bytes) {
        return freeBytes.isPresent() && freeBytes.getAsLong() < maxBytes - bytes;
    }
}
