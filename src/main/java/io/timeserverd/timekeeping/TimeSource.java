package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.HostLook;
import java.util.List;
import java.util.OptionalLong;

/** Who tells the reference clock the time. Belongs to the loop's thread. */
sealed interface TimeSource permits SystemSource, NtpSource {
    /** Takes in a look at the host's clock; to be called each second. */
    void look(HostLook look);

    /** The host's clock was stepped since the look before this one, or the host slept. */
    void hostStepped(HostLook look, long byNs);

    /** Keeps to other options from now on. */
    void use(TimekeeperOptions options);

    /** True time minus the host's clock, as far as it is known. */
    OptionalLong offsetNs(HostLook look);

    List<ClockFacts.Server> servers();

    /** Lets go of everything; the clock goes on by itself. */
    void close();
}
