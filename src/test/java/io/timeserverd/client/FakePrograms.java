package io.timeserverd.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Programs of a host that does not exist: remembers what was run. */
final class FakePrograms implements Machine.Programs {
    final List<List<String>> run = new ArrayList<>();
    boolean root = true;
    Set<String> there = Set.of("date");
    Optional<String> complaint = Optional.empty();

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
        return complaint;
    }
}
