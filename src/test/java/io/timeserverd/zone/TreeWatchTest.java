package io.timeserverd.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeWatchTest {
    private static final List<String> IN_USE = List.of("UTC", "europe/paris");
    private static final byte[] UTC =
            new TzifWriter().type(0, false, "UTC").footer("UTC0").bytes();

    @TempDir
    private Path root;

    private int changes;

    @BeforeEach
    void plantTree() throws IOException {
        write("UTC", UTC);
        write("Europe/Paris", paris(3600));
        write("tzdata.zi", "# version 2030a\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] paris(int offset) {
        return new TzifWriter().type(offset, false, "CET").bytes();
    }

    /** Writes a file as a package manager does. The change is visible even if the clock of the file system is coarse. */
    private void write(String name, byte[] content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        changes++;
        Files.setLastModifiedTime(file, FileTime.fromMillis(changes * 1000L));
        Files.setLastModifiedTime(file.getParent(), FileTime.fromMillis(changes * 1000L));
    }

    private void release(String name, int offset) throws IOException {
        write("Europe/Paris", paris(offset));
        write("tzdata.zi", ("# version " + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private TreeWatch opened() {
        var watch = new TreeWatch(root);
        assertInstanceOf(TreeResult.Loaded.class, watch.open());
        return watch;
    }

    /** The tree that the second look returns, since nothing has changed after the first. */
    private static TzifZones loaded(TreeWatch watch, List<String> inUse) {
        assertEquals(Optional.empty(), watch.poll(inUse));
        return assertInstanceOf(TreeResult.Loaded.class, watch.poll(inUse).orElseThrow())
                .zones();
    }

    private static String refusal(Optional<TreeResult> result) {
        return assertInstanceOf(TreeResult.Refused.class, result.orElseThrow()).reason();
    }

    @Test
    void reportsNothingWhileNothingChanges() {
        TreeWatch watch = opened();
        assertEquals(Optional.empty(), watch.poll(IN_USE));
        assertEquals(Optional.empty(), watch.poll(IN_USE));
    }

    @Test
    void reportsANewReleaseOnce() throws IOException {
        TreeWatch watch = opened();
        release("2030b", 7200);
        TzifZones zones = loaded(watch, IN_USE);
        assertEquals("2030b", zones.release());
        assertEquals(7200, zones.find("Europe/Paris").orElseThrow().typeAt(0).offsetSeconds());
        assertEquals(Optional.empty(), watch.poll(IN_USE));
    }

    @Test
    void waitsForATreeThatStillChanges() throws IOException {
        TreeWatch watch = opened();
        write("Europe/Paris", paris(7200));
        assertEquals(Optional.empty(), watch.poll(IN_USE));
        release("2030b", 7200);
        assertEquals("2030b", loaded(watch, IN_USE).release());
        assertEquals(Optional.empty(), watch.poll(IN_USE));
    }

    @Test
    void reportsAChangedTreeWithTheSameRelease() throws IOException {
        TreeWatch watch = opened();
        write("Europe/Paris", paris(7200));
        assertEquals("2030a", loaded(watch, IN_USE).release());
    }

    @Test
    void refusesABrokenTreeOnceAndLoadsItWhenItIsMended() throws IOException {
        TreeWatch watch = opened();
        release("2030b", 90_000_000);
        assertEquals("Europe/Paris: bad local time type", refusal(watch.poll(IN_USE)));
        assertEquals(Optional.empty(), watch.poll(IN_USE));
        write("UTC", new byte[0]);
        assertEquals("Europe/Paris: bad local time type, and 1 more", refusal(watch.poll(IN_USE)));
        write("UTC", UTC);
        release("2030b", 7200);
        assertEquals("2030b", loaded(watch, IN_USE).release());
    }

    @Test
    void readsARefusedTreeAgainAtEachLook() throws IOException {
        TreeWatch watch = opened();
        release("2030b", 90_000_000);
        refusal(watch.poll(IN_USE));
        FileTime time = Files.getLastModifiedTime(root.resolve("Europe"));
        Files.write(root.resolve("Europe/Paris"), paris(7200));
        Files.setLastModifiedTime(root.resolve("Europe"), time);
        assertEquals("2030b", loaded(watch, IN_USE).release());
    }

    @Test
    void refusesATreeThatLacksAZoneInUse() throws IOException {
        TreeWatch watch = opened();
        release("2030b", 7200);
        Files.delete(root.resolve("Europe/Paris"));
        assertEquals("lacks europe/paris, which is in use", refusal(watch.poll(IN_USE)));
        assertEquals("2030b", loaded(watch, List.of("UTC")).release());
    }

    @Test
    void anOffsetInUseNeedNotBeInTheTree() throws IOException {
        TreeWatch watch = opened();
        release("2030b", 7200);
        assertEquals("2030b", loaded(watch, List.of("+05:30")).release());
    }

    @Test
    void refusesATreeThatLacksAZoneOfItsOwnTable() throws IOException {
        TreeWatch watch = opened();
        write("zone.tab", "IT\t-\tEurope/Rome\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals("Europe/Rome: missing, though in the tree's table", refusal(watch.poll(IN_USE)));
    }

    @Test
    void refusesATreeThatNoLongerNamesItsRelease() throws IOException {
        TreeWatch watch = opened();
        write("tzdata.zi", new byte[0]);
        assertEquals("does not name its release any more", refusal(watch.poll(IN_USE)));
    }

    @Test
    void refusesATreeThatChangesWhileItIsRead() throws IOException {
        TreeWatch watch = opened();
        release("2030b", 7200);
        // The ids in use are checked after the files were read.
        var meddling = new AbstractList<String>() {
            @Override
            public String get(int index) {
                try {
                    release("2030c", 7200);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                return "UTC";
            }

            @Override
            public int size() {
                return 1;
            }
        };
        assertEquals("changed while it was read", refusal(watch.poll(meddling)));
        assertEquals("2030c", loaded(watch, IN_USE).release());
    }

    @Test
    void loadsATreeThatAppearsLater() throws IOException {
        var watch = new TreeWatch(root.resolve("later"));
        assertInstanceOf(TreeResult.Refused.class, watch.open());
        assertEquals(Optional.empty(), watch.poll(IN_USE));
        write("later/UTC", UTC);
        assertTrue(loaded(watch, List.of("UTC")).find("UTC").isPresent());
    }

    @Test
    void refusesATreeThatDisappears() throws IOException {
        TreeWatch watch = opened();
        Files.move(root, root.resolveSibling("gone"));
        assertEquals("no zones in it", refusal(watch.poll(IN_USE)));
        Files.move(root.resolveSibling("gone"), root);
        assertEquals("2030a", loaded(watch, IN_USE).release());
    }
}
