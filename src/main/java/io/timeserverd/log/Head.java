package io.timeserverd.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What stands before an event: its time and level, or, for the host's journal, which stamps lines
 * itself, its priority and level.
 *
 * @param journal whether the reader understands {@code <6>} as a priority (sd-daemon(3))
 * @param clock the host's clock
 */
record Head(boolean journal, InstantSource clock) {
    /** Always UTC: tinylog's own date has the host's zone, by the JVM's rules. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z' ", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static Head ofStderr() {
        return new Head(isStream(System.getenv("JOURNAL_STREAM"), Path.of("/proc/self/fd/2")), InstantSource.system());
    }

    /**
     * Whether a file is the stream that systemd names as {@code device:inode} (systemd.exec(5),
     * JOURNAL_STREAM). The variable outlives a redirection, so its presence alone says little.
     */
    static boolean isStream(String deviceAndInode, Path file) {
        if (deviceAndInode == null) {
            return false;
        }
        try {
            var found = Files.readAttributes(file, "unix:dev,ino");
            return deviceAndInode.equals(found.get("dev") + ":" + found.get("ino"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    String before(Level level, String line) {
        var start = journal ? "<" + level.severity + ">" : TIME.format(clock.instant());
        return start + level + ' ' + line;
    }
}
