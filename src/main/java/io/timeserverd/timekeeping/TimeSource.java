package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.HostReading;
import java.util.List;
import java.util.OptionalLong;

/** Where the reference clock gets its time. Belongs to the loop's thread. */
sealed interface TimeSource permits SystemSource, NtpSource {
    /** Considers a reading of the host's clock. Call it every second. */
    void update(HostReading reading);

    /** Reacts to a step of the host's clock since the previous reading. */
    void hostStepped(HostReading reading, long byNs);

    /** Reacts to sleep of the host: the ticker stood still for {@code ns} nanoseconds since the previous reading. */
    void hostSlept(HostReading reading, long ns);

    /** Applies new options from now on. */
    void use(TimekeeperOptions options);

    /** The witness that vouches for the host's clock; empty if none does, and for the source {@code ntp}. */
    String vouchedBy();

    /** Why the clock is not synchronised, in one word; empty if it is. */
    String problem();

    /** True time minus the host's clock; empty if unknown. */
    OptionalLong offsetNs(HostReading reading);

    /** The servers that are asked, and the names that have no address yet; none for the source {@code system}. */
    List<ClockFacts.Server> servers();

    /** Closes all sockets and timers. The clock goes on by itself. */
    void close();
}
