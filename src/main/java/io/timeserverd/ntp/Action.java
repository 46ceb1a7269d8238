package io.timeserverd.ntp;

import io.timeserverd.clock.Discipline;
import java.util.List;

/** What the owner of the channels, the clock and the log has to do, in this order. */
public sealed interface Action {
    /** Send this to a server now: the moment counts as the time of sending. */
    record Send(int server, NtpPacket request) implements Action {}

    /**
     * Follow this line.
     *
     * @param step at once; otherwise slew
     */
    record Adjust(Discipline line, boolean step) implements Action {}

    /** The servers are lost, or cannot be believed: go on along the last line. */
    record Holdover() implements Action {}

    /** This server has been silent for long: look its name up again, it may have moved. */
    record Resolve(int server) implements Action {}

    /** A line for the log; keys and values alternate. */
    record Event(boolean warning, String name, List<Object> pairs) implements Action {
        static Event info(String name, Object... pairs) {
            return new Event(false, name, List.of(pairs));
        }

        static Event warn(String name, Object... pairs) {
            return new Event(true, name, List.of(pairs));
        }
    }
}
