package io.timeserverd.ntp;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Logs once that a server is wrong according to the majority, and once that it is right again. */
final class Falsetickers {
    private final Set<Integer> reported = new HashSet<>();

    void report(Selection selection, IntFunction<String> nameOf, List<Action> actions) {
        for (var liar : selection.falsetickers()) {
            if (reported.add(liar.server())) {
                long offNs = liar.offsetNs() - selection.offsetNs();
                actions.add(Action.Event.warn(
                        "ntp-falseticker", "server", nameOf.apply(liar.server()), "offset-ns", offNs));
            }
        }
        for (var right : selection.survivors()) {
            if (reported.remove(right.server())) {
                actions.add(Action.Event.info("ntp-agrees-again", "server", nameOf.apply(right.server())));
            }
        }
    }

    void forget(int server) {
        reported.remove(server);
    }
}
