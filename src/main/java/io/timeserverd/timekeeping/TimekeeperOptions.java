package io.timeserverd.timekeeping;

import java.time.Duration;
import java.util.List;

/**
 * What an operator may choose about the reference clock.
 *
 * @param servers asked by the source {@code ntp}; the source {@code system} ignores them
 * @param pollMin the shortest interval between two requests to a server
 * @param pollMax the longest such interval
 * @param maxError an error bound beyond this one makes the clock unsynchronised
 * @param maxStep a clock that was synchronised follows no larger step
 */
public record TimekeeperOptions(
        Source source, List<NtpHost> servers, Duration pollMin, Duration pollMax, Duration maxError, Duration maxStep) {
    /** Where the time comes from. */
    public enum Source {
        SYSTEM,
        NTP
    }
}
