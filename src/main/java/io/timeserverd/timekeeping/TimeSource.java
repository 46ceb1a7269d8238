package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.HostLook;
import java.util.List;
import java.util.OptionalLong;

/** Where the reference clock gets its time. Belongs to the loop's thread. */
sealed interface TimeSource permits SystemSource, NtpSource {
    /** Takes in a look at the host's clock. Call it every second. */
    void look(HostLook look);

    /** Reacts to a step of the host's clock since the previous look. A step forwards may be time that the host slept. */
    void hostStepped(HostLook look, long byNs);

    /** Applies other options from now on. */
    void use(TimekeeperOptions options);

    /** True time minus the host's clock; empty if unknown. */
    OptionalLong offsetNs(HostLook look);

    /** The servers that are asked; none for the host's clock. */
    List<ClockFacts.Server> servers();

    /** Closes all sockets and timers. The clock goes on by itself. */
    void close();
}
