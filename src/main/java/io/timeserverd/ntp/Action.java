package io.timeserverd.ntp;

import io.timeserverd.clock.Discipline;
import java.util.List;

/** What the caller has to do with its sockets, the clock and the log, in the order given. */
public sealed interface Action {
    /** Send this request to a server now: this moment counts as the time of sending. */
    record Send(int server, NtpPacket request) implements Action {}

    /**
     * Follow this line.
     *
     * @param step whether to follow it at once; otherwise the clock is slewed
     */
    record Adjust(Discipline line, boolean step) implements Action {}

    /** No server is heard, or none can be trusted: go on along the last line. */
    record Holdover() implements Action {}

    /** Look up the name of this server again: it has been silent for long, and may have another address now. */
    record Resolve(int server) implements Action {}

    /** Log a line; in {@code pairs} keys and values alternate. */
    record Event(boolean warning, String name, List<Object> pairs) implements Action {
        static Event info(String name, Object... pairs) {
            return new Event(false, name, List.of(pairs));
        }

        static Event warn(String name, Object... pairs) {
            return new Event(true, name, List.of(pairs));
        }
    }
}
