package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Statistics of the kernel about a process.
 *
 * @param pid its process id
 */
record ProcessStats(long pid) {
    /** The unit of {@code utime} and {@code stime}, {@code sysconf(_SC_CLK_TCK)}. */
    private static final int TICKS_PER_SECOND = 100;

    /** Fields of {@code stat} after the name of the program, which may contain any character; see proc(5). */
    private static final int UTIME = 11;

    private static final int STIME = 12;
    private static final int NICE = 16;

    int descriptors() throws IOException {
        return entries("fd");
    }

    int threads() throws IOException {
        return entries("task");
    }

    private int entries(String name) throws IOException {
        try (Stream<Path> found = Files.list(file(name))) {
            return (int) found.count();
        }
    }

    long residentKib() throws IOException {
        return status("VmRSS:");
    }

    /** The size of the table of descriptors. */
    long roomForDescriptors() throws IOException {
        return status("FDSize:");
    }

    private long status(String field) throws IOException {
        return Files.readAllLines(file("status")).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Seconds of processor time. */
    double cpuSeconds() throws IOException {
        String[] fields = fields(Files.readString(file("stat")));
        return (double) (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) / TICKS_PER_SECOND;
    }

    /** Nanoseconds of processor time of all living threads whose name begins with {@code thread}. */
    long cpuNs(String thread) throws IOException {
        return ofThreads(thread, "schedstat").stream()
                .mapToLong(schedstat -> Long.parseLong(schedstat.split(" ", -1)[0]))
                .sum();
    }

    /** Nanoseconds for which such threads were ready and waited for a processor. */
    long waitedNs(String thread) throws IOException {
        return ofThreads(thread, "schedstat").stream()
                .mapToLong(ProcessStats::waitedNsIn)
                .sum();
    }

    /** The same of the calling thread. */
    static long waitedHereNs() throws IOException {
        return waitedNsIn(Files.readString(Path.of("/proc/thread-self/schedstat")));
    }

    private static long waitedNsIn(String schedstat) {
        return Long.parseLong(schedstat.split(" ", -1)[1]);
    }

    /** The nice value of the first of its threads whose name begins like that. */
    int nice(String thread) throws IOException {
        List<String> stats = ofThreads(thread, "stat");
        assertFalse(stats.isEmpty(), "no thread " + thread);
        return Integer.parseInt(fields(stats.get(0))[NICE]);
    }

    private static String[] fields(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    private List<String> ofThreads(String name, String file) throws IOException {
        var contents = new ArrayList<String>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(file("task"))) {
            for (Path task : tasks) {
                try {
                    if (Files.readString(task.resolve("comm")).startsWith(name)) {
                        contents.add(Files.readString(task.resolve(file)));
                    }
                } catch (IOException e) {
                    // It has ended since it was listed.
                }
            }
        }
        return contents;
    }

    private Path file(String name) {
        return Path.of("/proc", String.valueOf(pid), name);
    }
}
