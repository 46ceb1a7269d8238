package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Where scripts run as root without harm to this system. */
interface Shell {
    /** A directory that scripts see under the same name, for plain files. */
    Path shared();

    /** Runs a script of bash to its end. */
    Programs.Result run(String script) throws IOException, InterruptedException;

    /** What may explain why a script failed. */
    String explanation();

    /** Runs a script that must succeed; returns what it printed. */
    default String succeed(String script) throws IOException, InterruptedException {
        var result = run(script);
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
