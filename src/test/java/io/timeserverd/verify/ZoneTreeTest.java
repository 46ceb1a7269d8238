package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon starts with its defaults on any tree of zones. */
@Tag("verify")
class ZoneTreeTest {
    private static final String PASSED_OVER = "event=default-passed-over";

    @TempDir
    Path directory;

    /** The ids of Debian's tzdata without tzdata-legacy: none like {@code US/Central}, and none without an area. */
    @Test
    void theDefaultMenuNeedsNoOldNames() throws Exception {
        Predicate<String> keepsOldName = line -> line.matches("L \\S+ (Africa|America|Asia|Europe|Etc)/.*");
        try (DaemonProcess daemon = start(tree(line -> !line.startsWith("L ") || keepsOldName.test(line)))) {
            assertEquals("1\n", daemon.ask("America/Chicago@1 +unix"));
            for (int i = 1; i <= 5; i++) {
                assertEquals(20, daemon.ask("menu\n" + i).split("\n\n", -1)[1].length());
            }
            assertFalse(daemon.log().toString().contains(PASSED_OVER), daemon.log()::toString);
        }
    }

    @Test
    void leavesMissingPlacesOutOfTheDefaultMenuWithOneWarning() throws Exception {
        Predicate<String> isOfAsia = line -> line.startsWith("Z Asia/Kolkata") || line.startsWith("Z Etc/UTC");
        try (DaemonProcess daemon = start(tree(new Zones(isOfAsia)))) {
            assertTrue(daemon.ask("menu\n1")
                    .startsWith("1) Asia/Kolkata\nchoose a number from 1 to 1, or send any request:\n\n2"));
            String log = daemon.log().toString();
            assertTrue(log.contains(PASSED_OVER + " key=answer.menu reason=\"America/New_York: "), log);
            assertEquals(2, log.split(PASSED_OVER, -1).length, log);
        }
    }

    @Test
    void doesNotStartWithoutTheDefaultZone() throws Exception {
        Path tree = tree(new Zones(line -> line.startsWith("Z Etc/UTC")));
        List<String> command = DaemonProcess.command(
                DaemonProcess.DEFAULTS_ONLY, directory, "zones.path=" + tree, "answer.zone=Asia/Kolkata");
        Programs.Result result = Programs.run("timeserverd", command, "", Programs.Stdin.ENDS);
        assertEquals(2, result.status(), result::toString);
    }

    @Test
    void leavesAMissingPlaceOutOfTheMenu() throws Exception {
        Path tree = tree(new Zones(line -> line.startsWith("Z Etc/UTC")));
        try (var daemon = DaemonProcess.start(directory, "zones.path=" + tree, "answer.menu=UTC, Asia/Kolkata")) {
            String log = daemon.log().toString();
            assertTrue(log.contains("Asia/Kolkata is missing in release"), log);
        }
    }

    /** Accepts the lines of rules and of wanted zones, with their continuation lines. It has a state, so use it for one tree only. */
    private static final class Zones implements Predicate<String> {
        private final Predicate<String> wanted;
        private boolean inWanted;

        Zones(Predicate<String> wanted) {
            this.wanted = wanted;
        }

        @Override
        public boolean test(String line) {
            if (line.startsWith("R ") || line.startsWith("#")) {
                return true;
            }
            if (line.startsWith("Z ") || line.startsWith("L ")) {
                inWanted = wanted.test(line);
            }
            return inWanted;
        }
    }

    private DaemonProcess start(Path tree) throws IOException {
        return DaemonProcess.start(directory, "zones.path=" + tree);
    }

    /** Compiles the wanted lines of the installed tree's source with zic(8). */
    private Path tree(Predicate<String> wanted) throws Exception {
        Path source = directory.resolve("tzdata.zi");
        Files.write(
                source,
                Files.readAllLines(Path.of("/usr/share/zoneinfo/tzdata.zi")).stream()
                        .filter(wanted)
                        .toList());
        Path tree = directory.resolve("tree");
        var zic = List.of("/usr/sbin/zic", "-d", tree.toString(), source.toString());
        Programs.Result result = Programs.run("libc-bin", zic, "", Programs.Stdin.ENDS);
        assertEquals(0, result.status(), result::toString);
        Files.copy(source, tree.resolve("tzdata.zi"));
        return tree;
    }
}
