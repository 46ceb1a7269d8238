package io.timeserverd.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What the figures were made on. */
final class Machine {
    private static final OperatingSystemMXBean OWN =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Machine() {}

    /** Processor time of this process so far. */
    static long ownCpuNs() {
        return OWN.getProcessCpuTime();
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
