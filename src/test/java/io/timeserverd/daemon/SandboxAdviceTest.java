package io.timeserverd.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxAdviceTest {
    private static final String OWN = "/var/lib/private/timeserverd";

    private static List<String> advice(String journal, String stateDirectory) {
        var cause = new FileSystemException(journal, null, "Read-only file system");
        return SandboxAdvice.of(cause, Path.of(journal), stateDirectory);
    }

    @Test
    void saysWhichLinesTheUnitNeeds() {
        List<String> lines = advice("/srv/times", OWN);
        assertEquals(
                "timeserverd: the systemd unit lets the daemon write to /var/lib/timeserverd only. To let it write to"
                        + " /srv/times too:",
                lines.get(0));
        assertTrue(lines.contains("    ReadWritePaths=/srv/times"), lines::toString);
    }

    @Test
    void saysThatSomeDirectoriesAreHidden() {
        assertEquals(
                List.of("timeserverd: the systemd unit lets the daemon write to /var/lib/timeserverd only, and hides"
                        + " /home/times from it: choose another journal.path"),
                advice("/home/times", OWN));
    }

    @Test
    void saysNothingWhereTheUnitIsNotTheReason() {
        assertEquals(List.of(), advice("/srv/times", ""));
        assertEquals(List.of(), advice("/var/lib/timeserverd/a", OWN));
        assertEquals(List.of(), SandboxAdvice.of(new IOException("damaged"), Path.of("/srv/times"), OWN));
    }
}
