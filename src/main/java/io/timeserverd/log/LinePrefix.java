package io.timeserverd.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Makes the beginning of a log line: time and level, or, for the systemd journal, which stamps lines itself, priority and level.
 *
 * @param journal whether the lines go to the systemd journal, which reads {@code <6>} as a priority (sd-daemon(3))
 * @param clock the host's clock
 */
record LinePrefix(boolean journal, InstantSource clock) {
    /**
     * Writes the time in UTC. tinylog would use the host's zone, and the first use of a formatter of the JDK would slow the start.
     */
    private static String time(Instant instant) {
        var time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        var out = new StringBuilder(32);
        digits(out, time.getYear(), 4).append('-');
        digits(out, time.getMonthValue(), 2).append('-');
        digits(out, time.getDayOfMonth(), 2).append('T');
        digits(out, time.getHour(), 2).append(':');
        digits(out, time.getMinute(), 2).append(':');
        digits(out, time.getSecond(), 2).append('.');
        return digits(out, instant.getNano() / 1_000_000, 3).append("Z ").toString();
    }

    private static StringBuilder digits(StringBuilder out, int value, int width) {
        String digits = Integer.toString(value);
        return out.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }

    static LinePrefix forStandardError() {
        return new LinePrefix(
                isStream(System.getenv("JOURNAL_STREAM"), Path.of("/proc/self/fd/2")), InstantSource.system());
    }

    /**
     * Whether a file is the stream that systemd names as {@code device:inode} (systemd.exec(5), JOURNAL_STREAM). The variable stays
     * set when standard error is redirected, so its presence alone proves nothing.
     */
    static boolean isStream(String deviceAndInode, Path file) {
        if (deviceAndInode == null) {
            return false;
        }
        try {
            Map<String, Object> found = Files.readAttributes(file, "unix:dev,ino");
            return deviceAndInode.equals(found.get("dev") + ":" + found.get("ino"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    String before(Level level, String line) {
        String start = journal ? "<" + level.severity + ">" : time(clock.instant());
        return start + level + ' ' + line;
    }
}
