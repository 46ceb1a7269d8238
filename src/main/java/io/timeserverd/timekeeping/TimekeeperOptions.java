package io.timeserverd.timekeeping;

import java.time.Duration;
import java.util.List;

/**
 * The operator's choices about the reference clock.
 *
 * @param servers asked by the source {@code ntp}; the source {@code system} ignores them
 * @param pollMin the shortest interval between two requests to a server
 * @param pollMax the longest such interval
 * @param maxError the clock is unsynchronised while its error bound is larger than this
 * @param maxStep the largest step that a clock follows after it was synchronised once
 */
public record TimekeeperOptions(
        Source source, List<NtpHost> servers, Duration pollMin, Duration pollMax, Duration maxError, Duration maxStep) {
    /** Where the time comes from. */
    public enum Source {
        SYSTEM,
        NTP
    }
}
