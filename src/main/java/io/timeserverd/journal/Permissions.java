package io.timeserverd.journal;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Takes from other users the access to the files of a journal, which release 0.1.0 left readable. The mode of the
 * directory is the operator's decision: a warning says when others can see it.
 */
final class Permissions {
    private static final List<PosixFilePermission> OF_OTHERS = List.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    private Permissions() {}

    static void tighten(Disk disk, Path directory) throws IOException {
        for (Path file : disk.list(directory)) {
            if (FileNames.isOwn(file) && Files.isRegularFile(file, NOFOLLOW_LINKS)) {
                tighten(disk, file, directory);
            }
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(directory);
        if (OF_OTHERS.stream().anyMatch(mode::contains)) {
            Log.warn(
                    "journal-directory-open",
                    "path",
                    directory,
                    "mode",
                    PosixFilePermissions.toString(mode),
                    "reason",
                    "other users can see it; chmod o= closes it");
        }
    }

    private static void tighten(Disk disk, Path file, Path directory) {
        try {
            disk.restrict(file);
        } catch (IOException e) {
            Log.warn("journal-file-open", "path", directory, "file", file.getFileName(), "reason", Reason.of(e));
        }
    }
}
