package io.timeserverd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What the figures were made on. */
final class Machine {
    void describe(Table table) throws IOException {
        var model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown processor");
        var load = Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0];
        table.note(
                LocalDate.now(ZoneOffset.UTC) + ", " + Runtime.getRuntime().availableProcessors() + " core(s) for the"
                        + " generator, " + model + ", Linux " + System.getProperty("os.version") + ", Java "
                        + System.getProperty("java.version") + ", load before the run " + load
                        + (Double.parseDouble(load) > 0.5 ? ": busy, so only ratios mean something" : ""));
    }
}
