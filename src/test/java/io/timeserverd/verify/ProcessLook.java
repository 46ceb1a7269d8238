package io.timeserverd.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel says about a process.
 *
 * @param pid of the process
 */
record ProcessLook(long pid) {
    /** What {@code utime} and {@code stime} are counted in, {@code sysconf(_SC_CLK_TCK)}. */
    private static final int TICKS_PER_SECOND = 100;

    /** Fields of {@code stat} behind the name of the program, which may contain anything; see proc(5). */
    private static final int UTIME = 11;

    private static final int STIME = 12;

    int descriptors() throws IOException {
        return entries("fd");
    }

    int threads() throws IOException {
        return entries("task");
    }

    private int entries(String name) throws IOException {
        try (var found = Files.list(file(name))) {
            return (int) found.count();
        }
    }

    long residentKib() throws IOException {
        return Files.readAllLines(file("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Seconds that it has spent on a processor. */
    double cpuSeconds() throws IOException {
        var stat = Files.readString(file("stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (double) (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) / TICKS_PER_SECOND;
    }

    private Path file(String name) {
        return Path.of("/proc", String.valueOf(pid), name);
    }
}
