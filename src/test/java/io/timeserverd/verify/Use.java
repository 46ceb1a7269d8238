package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What a daemon uses when nobody is connected.
 *
 * @param heapKib after a collection
 */
record Use(long heapKib, int descriptors, int threads) {
    /** Tables that have grown once stay so. */
    private static final long HEAP_KIB = 4 * 1024;

    /** The JVM has some threads come and go by itself, and a file or two. */
    private static final int SOME = 4;

    private static final Pattern USED = Pattern.compile("total [0-9]+K, used ([0-9]+)K");

    /** Waits until everybody is gone. */
    static Use of(DaemonProcess daemon) throws Exception {
        Ledger.awaitAllClosed(daemon);
        var process = new ProcessLook(daemon.pid());
        return new Use(heapKib(daemon), process.descriptors(), process.threads());
    }

    /** Of what is in use, in KiB: a collection is made first. */
    static long heapKib(DaemonProcess daemon) throws Exception {
        jcmd(daemon, "GC.run");
        var heap = USED.matcher(jcmd(daemon, "GC.heap_info"))
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum();
        assertTrue(heap > 0, "the heap's size is told");
        return heap;
    }

    private static String jcmd(DaemonProcess daemon, String command) throws Exception {
        var program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var words = List.of(program, String.valueOf(daemon.pid()), command);
        var result = Programs.run("default-jdk-headless", words, "", Programs.Stdin.ENDS);
        assertEquals(0, result.status(), result::toString);
        return result.out();
    }

    /** A connection's descriptor is free a turn after its counter says so: looks again for a while. */
    static void assertIsAgain(Use before, DaemonProcess daemon) throws Exception {
        long startNs = System.nanoTime();
        var now = of(daemon);
        while (!now.isAbout(before)) {
            var last = now;
            assertTrue(
                    System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(Programs.HANG_S / 4),
                    () -> last + " now, and before " + before);
            now = of(daemon);
        }
        System.out.println("use: " + before + " before, " + now + " after");
    }

    private boolean isAbout(Use before) {
        return heapKib < before.heapKib + HEAP_KIB
                && descriptors <= before.descriptors + SOME
                && threads <= before.threads + SOME;
    }
}
