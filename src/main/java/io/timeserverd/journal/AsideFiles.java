package io.timeserverd.journal;

import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Sets files aside that cannot be read, or are not what their names say: renames them so that nothing reads them again.
 * They are never deleted.
 */
final class AsideFiles {
    private AsideFiles() {}

    static void setAside(Disk disk, Path file, String reason) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + FileNames.ASIDE);
        for (int n = 1; disk.exists(aside); n++) {
            aside = file.resolveSibling(file.getFileName() + FileNames.ASIDE + "." + n);
        }
        disk.move(file, aside);
        Log.warn("journal-set-aside", "file", file, "as", aside.getFileName(), "reason", reason);
    }
}
