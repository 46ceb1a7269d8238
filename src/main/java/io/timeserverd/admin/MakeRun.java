package io.timeserverd.admin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The daemon that {@code make run} starts in a checkout. */
final class MakeRun {
    /** The file that names its journal and its control socket, relative to the checkout. */
    private static final Path CONFIGURATION = Path.of("target", "run", "timeserver.properties");

    private MakeRun() {}

    /** A hint which option selects it, if it was ever started in the working directory. */
    static Optional<String> hint() {
        return Files.exists(CONFIGURATION)
                ? Optional.of("for the daemon of make run: --conf " + CONFIGURATION)
                : Optional.empty();
    }
}
