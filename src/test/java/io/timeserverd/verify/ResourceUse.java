package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The resources that a daemon uses without connections.
 *
 * @param heapKib after a collection
 */
record ResourceUse(long heapKib, int descriptors, int threads) {
    /** Allows for tables, which never shrink. */
    private static final long HEAP_KIB = 4 * 1024;

    /** Allows for threads and files of the JVM itself. */
    private static final int SOME = 4;

    private static final Pattern USED = Pattern.compile("total [0-9]+K, used ([0-9]+)K");

    /** Waits until no connection is open. */
    static ResourceUse of(DaemonProcess daemon) throws Exception {
        Ledger.awaitAllClosed(daemon);
        var process = new ProcessStats(daemon.pid());
        return new ResourceUse(heapKib(daemon), process.descriptors(), process.threads());
    }

    /** The heap in use after a collection, in KiB. */
    static long heapKib(DaemonProcess daemon) throws Exception {
        jcmd(daemon, "GC.run");
        long heap = USED.matcher(jcmd(daemon, "GC.heap_info"))
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum();
        assertTrue(heap > 0, "the heap's size is told");
        return heap;
    }

    private static String jcmd(DaemonProcess daemon, String command) throws Exception {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var words = List.of(program, String.valueOf(daemon.pid()), command);
        Programs.Result result = Programs.run("default-jdk-headless", words, "", Programs.Stdin.ENDS);
        assertEquals(0, result.status(), result::toString);
        return result.out();
    }

    /** Repeats the check for a while, because a connection's descriptor is closed one turn after it is counted. */
    static void assertIsAgain(ResourceUse before, DaemonProcess daemon) throws Exception {
        long startNs = System.nanoTime();
        ResourceUse now = of(daemon);
        while (!now.isAbout(before)) {
            ResourceUse last = now;
            assertTrue(
                    System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(Programs.HANG_S / 4),
                    () -> last + " now, and before " + before);
            now = of(daemon);
        }
        System.out.println("use: " + before + " before, " + now + " after");
    }

    private boolean isAbout(ResourceUse before) {
        return heapKib < before.heapKib + HEAP_KIB
                && descriptors <= before.descriptors + SOME
                && threads <= before.threads + SOME;
    }
}
