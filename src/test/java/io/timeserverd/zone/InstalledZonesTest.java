package io.timeserverd.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.conf.Settings;
import io.timeserverd.place.Place;
import io.timeserverd.protocol.Answer;
import io.timeserverd.protocol.Format;
import io.timeserverd.protocol.Output;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares every zone of the installed database, and of a newer one if the package manager offers it, with other readers of the
 * same files. Files with equal content are compared once: many ids share their content, and most files are the same in both
 * databases.
 */
@Tag("verify")
class InstalledZonesTest {
    private static final Path INSTALLED = Path.of("/usr/share/zoneinfo");
    private static final long FROM = LocalDateTime.of(2020, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final long TO = LocalDateTime.of(2030, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);

    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;

    /** The default format of the daemon, with the abbreviation. */
    private static final Format REPLY = assertInstanceOf(
                    Format.Valid.class,
                    Format.parse(Settings.defaults().answer().format() + " %Z"))
            .format();

    @TempDir
    private static Path directory;

    private static final List<TzifZones> trees = new ArrayList<>();
    private static final Map<ByteBuffer, Same> contents = new LinkedHashMap<>();

    /** A file, and all zones of files with the same content. */
    private record Same(Path file, List<Zone> zones) {}

    @BeforeAll
    static void readTrees(TestReporter reporter) throws IOException {
        read(INSTALLED);
        String newer = newerPackage();
        reporter.publishEntry(
                "tzdata",
                newer.isEmpty()
                        ? "only the installed release: the package manager offers no newer one"
                        : newer + " too");
        if (!newer.isEmpty()) {
            run("apt", List.of("apt-get", "download", "-qq", "tzdata=" + newer));
            try (Stream<Path> files = Files.list(directory)) {
                Path archive = files.filter(file -> file.toString().endsWith(".deb"))
                        .findFirst()
                        .orElseThrow();
                run("dpkg", List.of("dpkg-deb", "-x", archive.toString(), "tzdata"));
            }
            Path root = directory.resolve("tzdata/usr/share/zoneinfo");
            Files.deleteIfExists(root.resolve("localtime"));
            read(root);
        }
    }

    /** The version of tzdata to which the package manager would upgrade, or empty. */
    private static String newerPackage() {
        List<String> policy = run("apt", List.of("apt-cache", "policy", "tzdata"));
        Optional<String> installed =
                policy.stream().filter(line -> line.contains("Installed:")).findFirst();
        Optional<String> candidate =
                policy.stream().filter(line -> line.contains("Candidate:")).findFirst();
        assertTrue(installed.isPresent() && candidate.isPresent(), policy::toString);
        String version = candidate.get().replace("Candidate:", "").strip();
        return installed.get().strip().endsWith(" " + version) ? "" : version;
    }

    private static List<String> run(String debianPackage, List<String> command) {
        var lines = new ArrayList<String>();
        Program.run(debianPackage, directory, Map.of(), command, lines::add);
        return lines;
    }

    private static void read(Path root) throws IOException {
        TreeResult.Loaded loaded =
                assertInstanceOf(TreeResult.Loaded.class, new TreeWatch(root).open(), root::toString);
        trees.add(loaded.zones());
        for (String id : loaded.zones().ids()) {
            Path file = root.resolve(id);
            contents.computeIfAbsent(
                            ByteBuffer.wrap(Files.readAllBytes(file)), content -> new Same(file, new ArrayList<>()))
                    .zones()
                    .add(loaded.zones().find(id).orElseThrow());
        }
    }

    @Test
    void everyZoneParses() {
        for (TzifZones tree : trees) {
            assertEquals(List.of(), tree.faults());
            assertTrue(
                    tree.ids().size() > 400,
                    () -> tree.source() + " " + tree.ids().size());
            assertTrue(tree.countries().all().size() > 240);
        }
    }

    @Test
    void secondsAroundEveryTransitionMatchZdump() {
        contents.values().parallelStream().forEach(same -> {
            List<ZdumpReader.Moment> expected = ZdumpReader.moments(same.file());
            for (Zone zone : same.zones()) {
                ZdumpReader.assertSame(expected, zone);
                // zdump prints the last second of a type and the first of the next.
                for (int i = 1; i < expected.size(); i += 2) {
                    ZdumpReader.Moment at = expected.get(i);
                    assertEquals(at.type(), zone.typeAt(at.epochSecond() + 1), zone::id);
                }
            }
        });
    }

    @Test
    void theTzStringOfTheFarFutureIsTheFooterOfTheFile() {
        contents.forEach((bytes, same) -> {
            String[] lines = StandardCharsets.ISO_8859_1
                    .decode(bytes.duplicate())
                    .toString()
                    .split("\n", -1);
            var footer = new TzString(lines[lines.length - 2], OptionalLong.empty());
            for (Zone zone : same.zones()) {
                assertEquals(Optional.of(footer), zone.tzString(Timeline.MAX_TIME), zone::id);
            }
        });
    }

    @Test
    void everyHourOfTheTwentiesMatchesTheCLibrary() {
        contents.values().parallelStream().forEach(InstalledZonesTest::compareHours);
    }

    /** Compares the default reply and the abbreviation with strftime(3), which mawk calls quickly. */
    private static void compareHours(Same same) {
        String script =
                "BEGIN { for (t = %d; t < %d; t += 3600) print strftime(\"%%F %%T %%Z\", t) }".formatted(FROM, TO);
        var env = Map.of("TZ", same.file().toString());
        Program.read("mawk", directory, env, List.of("mawk", script), theirs -> {
            var ours = new Output();
            for (long day = FROM; day < TO; day += DAY) {
                ours.clear();
                hours(same.zones(), day, ours);
                byte[] expected = theirs.readNBytes(ours.length());
                if (!Arrays.equals(expected, 0, expected.length, ours.array(), 0, ours.length())) {
                    assertEquals(new String(expected, StandardCharsets.US_ASCII), ours.toString(), same::toString);
                }
            }
            assertEquals(-1, theirs.read(), same::toString);
        });
    }

    /** What the daemon replies at the hours of a day, which is the same in all these zones. */
    private static void hours(List<Zone> zones, long day, Output out) {
        for (long hour = day; hour < day + DAY; hour += HOUR) {
            Zone first = zones.get(0);
            var answer = new Answer(Instant.ofEpochSecond(hour), Place.ofZone(first), () -> null);
            REPLY.render(answer, out);
            out.put('\n');
            LocalType type = first.typeAt(hour);
            for (int i = 1; i < zones.size(); i++) {
                if (!type.equals(zones.get(i).typeAt(hour))) {
                    throw new AssertionError(zones.get(i).id() + " at " + hour);
                }
            }
        }
    }
}
