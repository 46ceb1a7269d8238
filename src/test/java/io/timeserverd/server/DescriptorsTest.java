package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorsTest {
    @Test
    void asManyConnectionsAsWantedWhereDescriptorsSuffice() {
        assertEquals(10_000, new Descriptors(16_384).connections(10_000));
        assertEquals(10_000, new Descriptors(Descriptors.UNLIMITED).connections(10_000));
    }

    @Test
    void theOthersNeedSomeToo() {
        assertEquals(160, new Descriptors(256).connections(10_000));
        assertEquals(928, new Descriptors(1024).connections(10_000));
        assertEquals(16, new Descriptors(32).connections(10_000), "but not all of them");
    }

    @Test
    void theSoftLimitIsRead(@TempDir Path directory) throws IOException {
        var file = directory.resolve("limits");
        Files.writeString(file, """
                Limit                     Soft Limit           Hard Limit           Units     \n\
                Max processes             31798                31798                processes \n\
                Max open files            1024                 1048576              files     \n\
                """);
        assertEquals(new Descriptors(1024), Descriptors.in(file));
        Files.writeString(file, "Max open files            unlimited            unlimited            files     \n");
        assertEquals(Descriptors.UNLIMITED, Descriptors.in(file).limit());
        assertEquals("unlimited", Descriptors.in(directory.resolve("none")).toString());
    }

    @Test
    void thisProcessHasALimit() {
        assertTrue(Descriptors.ofProcess().limit() < Descriptors.UNLIMITED);
    }
}
