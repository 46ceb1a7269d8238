package io.timeserverd.zone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;

/**
 * Detects changes of a tree by identity, size and modification time of its directories and of the files that name its release.
 * A file that is replaced changes its directory; if files are rewritten in place, the file with the release changes.
 */
final class TreeFingerprint {
    private final Map<Path, Stamp> stamps = new HashMap<>();

    private record Stamp(Object fileKey, long size, FileTime modified) {
        private static final Stamp MISSING = new Stamp("missing", 0, FileTime.fromMillis(0));

        /** The stamp of what is at {@code path}. Follows links. */
        static Stamp of(Path path) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                return new Stamp(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
            } catch (IOException e) {
                return MISSING;
            }
        }
    }

    /** Remembers {@code path} as it is now. */
    void add(Path path) {
        stamps.put(path, Stamp.of(path));
    }

    /** Whether everything is still as it was remembered. */
    boolean isCurrent() {
        for (Map.Entry<Path, Stamp> entry : stamps.entrySet()) {
            if (!entry.getValue().equals(Stamp.of(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
