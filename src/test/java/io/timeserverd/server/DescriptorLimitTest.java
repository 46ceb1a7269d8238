package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorLimitTest {
    @Test
    void allowsAllConfiguredConnectionsIfDescriptorsSuffice() {
        assertEquals(10_000, new DescriptorLimit(16_384).connections(10_000));
        assertEquals(10_000, new DescriptorLimit(DescriptorLimit.UNLIMITED).connections(10_000));
    }

    @Test
    void keepsAReserveForOtherUses() {
        assertEquals(160, new DescriptorLimit(256).connections(10_000));
        assertEquals(928, new DescriptorLimit(1024).connections(10_000));
        assertEquals(16, new DescriptorLimit(32).connections(10_000), "half of a small limit is for connections");
    }

    @Test
    void readsTheSoftLimit(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("limits");
        Files.writeString(file, """
                Limit                     Soft Limit           Hard Limit           Units     \n\
                Max processes             31798                31798                processes \n\
                Max open files            1024                 1048576              files     \n\
                """);
        assertEquals(new DescriptorLimit(1024), DescriptorLimit.in(file));
        Files.writeString(file, "Max open files            unlimited            unlimited            files     \n");
        assertEquals(DescriptorLimit.UNLIMITED, DescriptorLimit.in(file).limit());
        assertEquals("unlimited", DescriptorLimit.in(directory.resolve("none")).toString());
    }

    @Test
    void thisProcessHasALimit() {
        assertTrue(DescriptorLimit.ofProcess().limit() < DescriptorLimit.UNLIMITED);
    }
}
