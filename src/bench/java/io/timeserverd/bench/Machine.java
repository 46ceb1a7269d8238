package io.timeserverd.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What the figures were made on. */
final class Machine {
    private static final OperatingSystemMXBean OWN =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Machine() {}

    /** Processor time of this process so far. */
    static long ownCpuNs() {
        return OWN.getProcessCpuTime();
    }

    /** Processor time of all cores since the boot that was wanted, and of that what other guests of the host had; in ticks. */
    record Steal(long wanted, long stolen) {
        /** The part that others had since {@code before}, in percent. */
        double percentSince(Steal before) {
            return 100.0 * (stolen - before.stolen) / Math.max(1, wanted - before.wanted);
        }
    }

    static Steal steal() throws IOException {
        // cpu user nice system idle iowait irq softirq steal, see proc(5)
        var ticks = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +", -1);
        long stolen = Long.parseLong(ticks[8]);
        long wanted = stolen;
        for (int i : List.of(1, 2, 3, 6, 7)) {
            wanted += Long.parseLong(ticks[i]);
        }
        return new Steal(wanted, stolen);
    }

    static String describe() throws IOException {
        var cpus = Files.readAllLines(Path.of("/proc/cpuinfo"));
        var model = cpus.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown processor");
        long cores = cpus.stream().filter(line -> line.startsWith("processor")).count();
        var load = Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0];
        return LocalDate.now(ZoneOffset.UTC) + ", " + cores + " cores of " + model + ", Linux "
                + System.getProperty("os.version") + ", Java " + System.getProperty("java.version")
                + ", load before the run " + load
                + (Double.parseDouble(load) > 0.5 ? ": busy, so only ratios mean something" : "");
    }
}
