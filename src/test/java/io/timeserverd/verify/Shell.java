package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A container or virtual machine in which scripts run as root without harm to this system. */
interface Shell {
    /** A directory for plain files that has the same name inside. */
    Path shared();

    /** Runs a bash script to its end. */
    Programs.Result run(String script) throws IOException, InterruptedException;

    /** Information that may explain the failure of a script. */
    String explanation();

    /** Runs a script that must succeed; returns what it printed. */
    default String succeed(String script) throws IOException, InterruptedException {
        Programs.Result result = run(script);
        assertEquals(0, result.status(), () -> script + "\n" + result + explanation());
        return result.out();
    }

    /** Waits until a script succeeds. */
    default void await(String script) throws IOException, InterruptedException {
        long startNs = System.nanoTime();
        while (run(script).status() != 0) {
            if (System.nanoTime() - startNs > TimeUnit.SECONDS.toNanos(Programs.HANG_S)) {
                fail("does not come true: " + script + explanation());
            }
            Thread.sleep(100);
        }
    }
}
