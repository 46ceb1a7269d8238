package io.timeserverd.ntp;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Logs once that the majority proves a server wrong, and once that it agrees again. */
final class FalsetickerLog {
    private final Set<Integer> reported = new HashSet<>();

    void report(Selection selection, IntFunction<String> nameOf, List<Action> actions) {
        for (Candidate wrong : selection.falsetickers()) {
            if (reported.add(wrong.server())) {
                long offNs = wrong.offsetNs() - selection.offsetNs();
                actions.add(Action.Event.warn(
                        "ntp-falseticker", "server", nameOf.apply(wrong.server()), "offset-ns", offNs));
            }
        }
        for (Candidate right : selection.survivors()) {
            if (reported.remove(right.server())) {
                actions.add(Action.Event.info("ntp-agrees-again", "server", nameOf.apply(right.server())));
            }
        }
    }

    void forget(int server) {
        reported.remove(server);
    }
}
