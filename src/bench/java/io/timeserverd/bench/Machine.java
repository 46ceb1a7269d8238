package io.timeserverd.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The machine on which the figures were made. */
final class Machine {
    private static final OperatingSystemMXBean OWN =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final long SETTLED_NS = TimeUnit.SECONDS.toNanos(3);

    private Machine() {}

    /** Processor time of this process so far. */
    static long ownCpuNs() {
        return OWN.getProcessCpuTime();
    }

    /**
     * Processor time of all cores since the boot, in ticks.
     *
     * @param idle time that nobody wanted
     * @param wanted the rest of the time
     * @param stolen the part of the wanted time that other guests of the host had
     */
    record Ticks(long idle, long wanted, long stolen) {
        /** The part of the wanted time that other guests had since {@code before}, in percent. */
        double stolenSince(Ticks before) {
            return 100.0 * (stolen - before.stolen) / Math.max(1, wanted - before.wanted);
        }

        /** The part of all time that was wanted since {@code before}, in percent. */
        double wantedSince(Ticks before) {
            return 100.0 * (wanted - before.wanted) / Math.max(1, wanted - before.wanted + idle - before.idle);
        }
    }

    static Ticks ticks() throws IOException {
        // cpu user nice system idle iowait irq softirq steal, see proc(5)
        String[] ticks = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +", -1);
        long wanted = 0;
        for (int i : List.of(1, 2, 3, 6, 7, 8)) {
            wanted += Long.parseLong(ticks[i]);
        }
        return new Ticks(Long.parseLong(ticks[4]) + Long.parseLong(ticks[5]), wanted, Long.parseLong(ticks[8]));
    }

    /** How many cores there are, even if this process may not use all of them. */
    static int cores() throws IOException {
        return (int) cpuinfo("processor").count();
    }

    private static Stream<String> cpuinfo(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith(name));
    }

    /** What others want of the cores before a run, in percent of all. */
    static double busyPercent() throws IOException {
        LockSupport.parkNanos(SETTLED_NS); // what has started and built this process is done then
        Ticks before = ticks();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
        return ticks().wantedSince(before);
    }

    static String describe(double busyPercent) throws IOException {
        String model = cpuinfo("model name")
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown processor");
        return LocalDate.now(ZoneOffset.UTC) + ", " + cores() + " cores of " + model + ", Linux "
                + System.getProperty("os.version") + ", Java " + System.getProperty("java.version")
                + ", " + Series.number(busyPercent) + " % of them busy before the run";
    }
}
