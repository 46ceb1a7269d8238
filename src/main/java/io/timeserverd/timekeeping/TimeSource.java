package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.HostLook;
import java.util.List;
import java.util.OptionalLong;

/** Where the reference clock gets its time. Belongs to the loop's thread. */
sealed interface TimeSource permits SystemSource, NtpSource {
    /** Takes in a look at the host's clock. Call it every second. */
    void look(HostLook look);

    /** Reacts to a step of the host's clock since the previous look. */
    void hostStepped(HostLook look, long byNs);

    /** Reacts to {@code ns} nanoseconds since the previous look in which the host slept and the ticker stood still. */
    void hostSlept(HostLook look, long ns);

    /** Applies other options from now on. */
    void use(TimekeeperOptions options);

    /** What vouches for the host's clock; empty if nothing does, and where the servers do. */
    String vouchedBy();

    /** Why the clock is not synchronised, one word; empty if it is. */
    String problem();

    /** True time minus the host's clock; empty if unknown. */
    OptionalLong offsetNs(HostLook look);

    /** The servers that are asked, and the names of those without an address; none for the host's clock. */
    List<ClockFacts.Server> servers();

    /** Closes all sockets and timers. The clock goes on by itself. */
    void close();
}
