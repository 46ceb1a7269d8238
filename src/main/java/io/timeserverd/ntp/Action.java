package io.timeserverd.ntp;

import io.timeserverd.clock.TimeEstimate;
import java.util.List;

/** What the caller must do with its sockets, the clock and the log, in the order given. */
public sealed interface Action {
    /** Send this request to a server at once: it counts as sent at this moment. */
    record Send(int server, NtpPacket request) implements Action {}

    /**
     * Follow this estimate.
     *
     * @param step whether to step the clock to it; otherwise slew
     */
    record Adjust(TimeEstimate estimate, boolean step) implements Action {}

    /** No server replies, or none can be trusted: go on with the last estimate. */
    record Holdover() implements Action {}

    /** Look up the name of this server again: it has been silent for long and may have moved to another address. */
    record Resolve(int server) implements Action {}

    /** Log a line. Keys and values alternate in {@code pairs}. */
    record Event(boolean warning, String name, List<Object> pairs) implements Action {
        static Event info(String name, Object... pairs) {
            return new Event(false, name, List.of(pairs));
        }

        static Event warn(String name, Object... pairs) {
            return new Event(true, name, List.of(pairs));
        }
    }
}
