package io.timeserverd.journal;

import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.file.Path;

/** Sets a file aside that cannot be read, or is not what its name says, under a name that nothing looks for. It is never deleted. */
final class AsideFiles {
    private AsideFiles() {}

    static void setAside(Disk disk, Path file, String reason) throws IOException {
        var aside = file.resolveSibling(file.getFileName() + FileNames.ASIDE);
        for (var n = 1; disk.exists(aside); n++) {
            aside = file.resolveSibling(file.getFileName() + FileNames.ASIDE + "." + n);
        }
        disk.move(file, aside);
        Log.warn("journal-set-aside", "file", file, "as", aside.getFileName(), "reason", reason);
    }
}
