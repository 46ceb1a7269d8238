package io.timeserverd.place;

import com.sun.management.ThreadMXBean;
import io.timeserverd.zone.JvmZones;
import io.timeserverd.zone.ZoneSet;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * What the directory costs: processor time and heap to load it, processor time and allocation of a lookup. Run on one pinned
 * core: {@code taskset -c 0 java -XX:+UseSerialGC -cp target/classes:target/test-classes
 * io.timeserverd.place.PlacesBenchmark}.
 */
public final class PlacesBenchmark {
    private static final int LOADS = 9;
    private static final List<String> KNOWN = List.of("Paris", "london, ontario", "東京", "Springfield", "New York");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private PlacesBenchmark() {}

    public static void main(String[] args) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        long start = cpuNanos();
        var places = Places.load();
        out.printf("load, first in this JVM  %8.1f ms   (limit 60)%n", (cpuNanos() - start) / 1e6);
        out.printf("load, median of %d        %8.1f ms%n", LOADS, medianLoadMs());
        out.printf("heap                     %8.1f MB   (limit 12)%n", heapBytes() / 1e6);
        var zones = new JvmZones();
        measure(out, "asked before", 2_000_000, "(limit 1 us, 0 bytes)", i -> known(places, zones, i));
        measure(out, "new spelling", 20_000, "", i -> places.resolve(spaced(i, "Paris,", "France"), zones));
        measure(out, "ambiguous, new spelling", 3_000, "", i -> places.resolve(spaced(i, "san", "antonio"), zones));
        measure(out, "unknown", 3_000, "", i -> places.resolve(spaced(i, "san", "antonnia"), zones));
        measure(out, "search", 200, "", i -> places.search("san", zones, 20));
        measure(out, "search, two letters", 200, "", i -> places.search("ma", zones, 20));
        measure(out, "search for two", 200, "", i -> places.search("ii", zones, 20));
        measure(out, "search for a part", 200, "", i -> places.search("burgh", zones, 20));
    }

    /** Of this thread, so that other programs' work does not count. */
    private static long cpuNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private static double medianLoadMs() {
        var times = new long[LOADS];
        for (int i = 0; i < LOADS; i++) {
            long start = cpuNanos();
            Places.load();
            times[i] = cpuNanos() - start;
        }
        Arrays.sort(times);
        return times[LOADS / 2] / 1e6;
    }

    /** What one directory keeps alive. */
    private static long heapBytes() {
        var all = new Places[5];
        long before = used();
        for (int i = 0; i < all.length; i++) {
            all[i] = Places.load();
        }
        long after = used();
        return (after - before)
                / Arrays.stream(all).filter(places -> places != null).count();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** The same words with ever different spaces between them, so that no answer is remembered. */
    private static String spaced(int i, String first, String second) {
        return first + " ".repeat(1 + i % 2000) + second;
    }

    private static void known(Places places, ZoneSet zones, int i) {
        places.resolve(KNOWN.get(i % KNOWN.size()), zones);
    }

    private static void measure(PrintWriter out, String what, int times, String limit, IntConsumer work) {
        for (int i = 0; i < times; i++) {
            work.accept(i);
        }
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = cpuNanos();
        for (int i = 0; i < times; i++) {
            work.accept(i);
        }
        double us = (cpuNanos() - start) / 1e3 / times;
        long allocated = (THREADS.getCurrentThreadAllocatedBytes() - bytes) / times;
        out.printf("%-24s %8.2f us %8d bytes   %s%n", what, us, allocated, limit);
    }
}
