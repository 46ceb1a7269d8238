package io.timeserverd.daemon;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What an operator has to change in the systemd unit, which lets the daemon write to its own directories and nowhere else. */
final class SandboxAdvice {
    /** Set by systemd: the directories of {@code StateDirectory=}, with colons between them. */
    static final String STATE_DIRECTORY = "STATE_DIRECTORY";

    /** Hidden from the service by {@code ProtectHome=} and {@code PrivateTmp=}. */
    private static final List<Path> HIDDEN = Stream.of("/home", "/root", "/run/user", "/tmp", "/var/tmp")
            .map(Path::of)
            .toList();

    private SandboxAdvice() {}

    /**
     * How to let the daemon write to another {@code journal.path}.
     *
     * @param cause why the journal cannot be opened
     * @param stateDirectory the variable {@value #STATE_DIRECTORY}, empty where it is not set
     * @return lines for the log; none where the unit has nothing to do with it
     */
    static List<String> of(Throwable cause, Path journal, String stateDirectory) {
        Path path = journal.toAbsolutePath().normalize();
        boolean isOwn = Stream.of(stateDirectory.split(":", -1)).anyMatch(own -> path.startsWith(shown(own)));
        if (stateDirectory.isEmpty() || isOwn || !(cause instanceof FileSystemException)) {
            return List.of();
        }
        String where = "timeserverd: the systemd unit lets the daemon write to " + shown(stateDirectory);
        if (HIDDEN.stream().anyMatch(path::startsWith)) {
            return List.of(where + " only, and hides " + path + " from it: choose another journal.path");
        }
        return List.of(
                where + " only. To let it write to " + path + " too:",
                "  install -d -o timeserverd -g timeserverd -m 0750 " + path,
                "  systemctl edit timeserverd    # and write there these two lines:",
                "    [Service]",
                "    ReadWritePaths=" + path,
                "  systemctl restart timeserverd");
    }

    /** With {@code DynamicUser=} the directory itself is in {@code private}, and a link stands where people look for it. */
    private static String shown(String directory) {
        return directory.replace("/var/lib/private/", "/var/lib/");
    }
}
