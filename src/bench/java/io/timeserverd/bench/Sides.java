package io.timeserverd.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The servers of one comparison, all of them running, the daemon first. Closing ends them. */
final class Sides implements AutoCloseable {
    /** Another version of the daemon, which no target speaks of. */
    static final String BEFORE = "before";

    /** Parts of a round, in which one side after the other has its turn: most of what disturbs lasts longer than that. */
    private static final int PARTS = 4;

    private final List<Side> all = new ArrayList<>();

    Side add(String name, Subject subject, Dialogue dialogue) {
        var side = new Side(name, subject, dialogue);
        all.add(side);
        return side;
    }

    /** The daemon first. */
    List<Side> all() {
        return all;
    }

    Side us() {
        return all.get(0);
    }

    List<Side> others() {
        return all.subList(1, all.size());
    }

    /** The other version of the daemon, if the run compares with one. */
    void addBefore(Lab lab, String name) throws IOException, InterruptedException {
        Optional<Peers> before = lab.peers().before();
        if (before.isPresent()) {
            add(BEFORE, before.get().daemon(BEFORE + '-' + name), Peers.PLACES);
        }
    }

    /** One side after the other in every part of a round: what happens to the machine meanwhile happens to all. */
    void inTurn(Lab lab, int rounds, Side.Load load) throws IOException, InterruptedException {
        for (Side side : all) {
            side.warmUp(lab.plan(), load);
        }
        long partNs = lab.plan().roundNs() / PARTS;
        for (int i = 0; i < rounds; i++) {
            var parts = new IdentityHashMap<Side, Side.Round>();
            for (int j = 0; j < PARTS * all.size(); j++) {
                Side side = all.get((i + j + j / all.size()) % all.size()); // none is always the first
                parts.merge(side, lab.quiet().measure(() -> side.measure(load, partNs)), Side.Round::plus);
            }
            parts.forEach(Side::add);
        }
    }

    /** A row for each of the others, of which the first is the one that the target speaks of. */
    void rows(FiguresTable table, String measure, Function<Side, Series> figure, Target target) {
        if (others().isEmpty()) {
            table.row(measure, figure.apply(us()), Target.NONE);
        }
        for (Side other : others()) {
            boolean isMeant = other.equals(all.get(1)) && !other.name().equals(BEFORE);
            table.row(measure, us(), other, figure, isMeant ? target : Target.NONE);
        }
    }

    /** Adds a row that says whose core was used up. */
    void busyRow(FiguresTable table, String load) {
        String theirs = others().stream()
                .map(side -> side.name() + ": " + side.busyCores())
                .collect(Collectors.joining("; "));
        table.detail(
                load + ": busy core of the server, of the generator, and the server's wait for its core, %",
                us().busyCores(),
                theirs);
        for (Side side : all) {
            if (side.isBoundByGenerator()) {
                table.note(load + ": the generator was the limit of " + side.name());
            }
            if (side.isBoundByNeither()) {
                table.note(load + ": neither core was used up with " + side.name());
            }
        }
    }

    @Override
    public void close() {
        all.forEach(side -> side.subject().close());
    }
}
