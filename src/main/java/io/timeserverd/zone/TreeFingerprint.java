package io.timeserverd.zone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;

/**
 * By what a change of a tree is noticed: identity, size and modification time of its directories and
 * of the files that name its release. Files that are replaced change their directory; a tree whose files
 * are rewritten in place is noticed by its release file.
 */
final class TreeFingerprint {
    private final Map<Path, Stamp> stamps = new HashMap<>();

    private record Stamp(Object fileKey, long size, FileTime modified) {
        private static final Stamp MISSING = new Stamp("missing", 0, FileTime.fromMillis(0));

        /** What is at {@code path}, links being followed. */
        static Stamp of(Path path) {
            try {
                var attributes = Files.readAttributes(path, BasicFileAttributes.class);
                return new Stamp(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
            } catch (IOException e) {
                return MISSING;
            }
        }
    }

    /** Takes {@code path} as it is now. */
    void add(Path path) {
        stamps.put(path, Stamp.of(path));
    }

    /** Whether everything still is as it was taken. */
    boolean isCurrent() {
        for (var entry : stamps.entrySet()) {
            if (!entry.getValue().equals(Stamp.of(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
