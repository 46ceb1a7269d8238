package io.timeserverd.protocol;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.Reading;
import java.util.Map;

/**
 * The state of the service, as {@code status} shows it; {@code version} and {@code +json} show parts of it.
 *
 * @param version release of the program
 * @param uptimeSeconds since the start of the daemon
 * @param source of the time
 * @param clock the reading of the turn: state, error bound, stratum, leap second
 * @param zoneRelease release of the time-zone rules
 * @param zoneSource where the rules come from: a directory, or {@code jvm}
 * @param placeRelease release of the place data
 * @param journalProblem why requests cannot be journalled now, or empty
 * @param counters what was counted since the start, by name, in the order to print
 */
public record Status(
        String version,
        long uptimeSeconds,
        ClockFacts source,
        Reading clock,
        String zoneRelease,
        String zoneSource,
        String placeRelease,
        String journalProblem,
        Map<String, Long> counters) {}
