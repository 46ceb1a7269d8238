package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The libraries that MapDB's pom names and the journal does not need are not there, and not missed. */
class MapDbDependenciesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.eclipse.collections.api.list.primitive.LongList",
                "org.eclipse.collections.impl.list.mutable.primitive.LongArrayList",
                "com.google.common.cache.Cache",
                "net.jpountz.lz4.LZ4Factory",
                "net.jpountz.util.Native",
                "org.jetbrains.annotations.NotNull"
            })
    void isNotOnTheClassPath(String name) {
        assertThrows(ClassNotFoundException.class, () -> Class.forName(name));
    }

    @Test
    void theJournalSealsAndReadsWithoutThem(@TempDir Path directory) throws Exception {
        var test = new TestJournal(directory);
        test.segmentBytes = 1;
        try (TestJournal open = test.open()) {
            open.turn(1000);
            open.second();
            assertEquals(Segment.State.SEALED, test.segments().get(0).state());
            assertEquals(test.safe, test.found());
        }
    }

    @Test
    void nothingOfMapDbIsMappedIntoMemory(@TempDir Path directory) throws Exception {
        var test = new TestJournal(directory);
        try (TestJournal open = test.open()) {
            open.turn(1000);
            open.second();
            String maps = Files.readString(Path.of("/proc/self/maps"));
            assertEquals(false, maps.contains(directory.toString()));
        }
    }
}
