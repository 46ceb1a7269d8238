package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The Debian package that {@code make deb} built. */
final class DebianPackage {
    private DebianPackage() {}

    /** Its file. */
    static Path file() throws IOException {
        try (Stream<Path> files =
                Files.list(Path.of(System.getProperty("timeserverd.dist")).resolveSibling("."))) {
            List<Path> packages = files.filter(
                            file -> file.getFileName().toString().endsWith("_all.deb"))
                    .toList();
            assertEquals(1, packages.size(), () -> "build the package first, make deb: " + packages);
            return packages.get(0);
        }
    }

    /** Installs it as an administrator would. */
    static void install(Shell machine) throws IOException, InterruptedException {
        Path copy = machine.shared().resolve("timeserverd.deb");
        Files.copy(file(), copy, StandardCopyOption.REPLACE_EXISTING);
        machine.succeed("dpkg -i " + copy);
    }

    /** Installs the same program as a newer release; returns what that printed. */
    static String upgrade(Shell machine) throws IOException, InterruptedException {
        Path newer = machine.shared().resolve("newer.deb");
        return machine.succeed("cd /root && dpkg-deb -R " + machine.shared().resolve("timeserverd.deb") + " newer"
                + " && sed -i '/^Version:/s/$/+newer/' newer/DEBIAN/control"
                + " && echo '# newer' >>newer/usr/share/timeserverd/bin/timeserverd"
                + " && dpkg-deb -Znone -b newer " + newer + " && rm -r newer && dpkg -i " + newer + " 2>&1");
    }
}
