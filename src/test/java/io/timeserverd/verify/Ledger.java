package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The counters of {@code status}, which must always add up.
 *
 * @param counts by name
 */
record Ledger(Map<String, Long> counts) {
    private static final Pattern COUNTER = Pattern.compile("(?m)^([a-z-]+): ([0-9]+)$");

    /** Asks on a new connection, which counts as open itself. */
    static Ledger of(DaemonProcess daemon) throws IOException {
        Map<String, Long> counts = COUNTER.matcher(daemon.ask("status"))
                .results()
                .collect(Collectors.toMap(pair -> pair.group(1), pair -> Long.parseLong(pair.group(2))));
        var ledger = new Ledger(counts);
        ledger.assertBalances();
        return ledger;
    }

    /** Repeats the request until {@code wanted} is true. */
    static Ledger await(DaemonProcess daemon, Predicate<Ledger> wanted) throws IOException {
        long startNs = System.nanoTime();
        Ledger ledger = of(daemon);
        while (!wanted.test(ledger)) {
            Ledger last = ledger;
            assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(Programs.HANG_S), last::toString);
            ledger = of(daemon);
        }
        return ledger;
    }

    /** Waits until no other connection is open. */
    static Ledger awaitAllClosed(DaemonProcess daemon) throws IOException {
        return await(daemon, ledger -> ledger.count("open") == 1);
    }

    long count(String name) {
        Long count = counts.get(name);
        assertTrue(count != null, () -> "no " + name + " in " + counts);
        return count;
    }

    private void assertBalances() {
        assertEquals(count("accepted"), count("served") + sum("refused-") + sum("failed-") + count("open"), toString());
        assertEquals(count("answered"), count("journalled") + count("summarised") + count("lost"), toString());
    }

    private long sum(String prefix) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
