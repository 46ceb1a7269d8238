package io.timeserverd.client;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** CommandRunner of a host that does not exist: remembers what was run, and date(1) steps its clock. */
final class FakeCommandRunner implements LocalSystem.CommandRunner {
    final List<List<String>> run = new ArrayList<>();
    boolean root = true;
    Set<String> there = Set.of("date");
    Optional<String> complaint = Optional.empty();

    /** By how much the simulated clock was stepped in all. */
    long steppedNs;

    /** The time from date's reading of the clock until it sets the clock. */
    long dateTakesNs;

    /** By how much {@link #dateTakesNs} grows each time. */
    long dateTakesMoreNs;

    @Override
    public boolean isRoot() {
        return root;
    }

    @Override
    public boolean has(String name) {
        return there.contains(name);
    }

    @Override
    public Optional<String> run(List<String> command) {
        run.add(command);
        if (command.get(0).equals("date")) {
            String seconds = command.get(command.size() - 1).replace(" seconds", "");
            steppedNs += new BigDecimal(seconds).movePointRight(9).longValueExact() - dateTakesNs;
            dateTakesNs += dateTakesMoreNs;
        }
        return complaint;
    }
}
