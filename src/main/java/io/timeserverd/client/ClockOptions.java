package io.timeserverd.client;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that concern the local clock. */
final class ClockOptions {
    private static final double DEFAULT_MAX_BOUND_S = 0.1;
    private static final double MAX_BOUND_S = 86_400;

    @Option(
            names = {"-o", "--offset"},
            description = "Measure the local clock: print what to add to it, and the largest error of that.")
    boolean offset;

    @Option(
            names = "--set",
            description = "Measure the local clock and set it, by slewing if that is possible and quick. Needs root.")
    boolean set;

    @Option(
            names = {"-w", "--watch"},
            description = "Measure again every second. A terminal shows one line that changes; other output gets a line"
                    + " for each measurement.")
    boolean watch;

    @Option(
            names = "--http",
            description =
                    "With --offset, --set or --watch: ask over HTTP, for networks that allow nothing else. Give the"
                            + " port of listen.http.")
    boolean http;

    @Option(names = "--json", description = "With --offset, --set or --watch: print one JSON object a line.")
    boolean json;

    @Option(
            names = {"-n", "--dry-run"},
            description = "With --set: only say what would be done.")
    boolean dryRun;

    @Option(
            names = {"-c", "--count"},
            paramLabel = "N",
            description = "With --watch: end after N measurements.")
    Integer count;

    @Option(
            names = "--max-bound",
            paramLabel = "SECONDS",
            description = "With --set: leave the clock alone if the error may be larger than this (default: 0.1).")
    Double maxBoundS;

    /** Whether the user wants a measurement. */
    boolean any() {
        return offset || set || watch;
    }

    double maxBoundOrDefaultS() {
        return maxBoundS == null ? DEFAULT_MAX_BOUND_S : maxBoundS;
    }

    /**
     * What is wrong with the combination of options; empty if nothing is.
     *
     * @param request whether there is a request as well
     */
    Optional<String> problem(boolean request) {
        if (any() && request) {
            return Optional.of("--offset, --set and --watch take no request");
        }
        if (set && watch) {
            return Optional.of("--set and --watch exclude each other");
        }
        if (http && !any()) {
            return Optional.of("--http needs --offset, --set or --watch; for the time over HTTP use curl");
        }
        if (json && !any()) {
            return Optional.of("--json needs --offset, --set or --watch; for the time as JSON ask with +json");
        }
        if (!set && (dryRun || maxBoundS != null)) {
            return Optional.of("--dry-run and --max-bound need --set");
        }
        if (count != null && (!watch || count < 1)) {
            return Optional.of("--count needs --watch and a number above 0");
        }
        // The negation refuses NaN too.
        if (!(maxBoundOrDefaultS() > 0 && maxBoundOrDefaultS() <= MAX_BOUND_S)) {
            return Optional.of("--max-bound " + maxBoundS + " is not between 0 and " + (int) MAX_BOUND_S + " seconds");
        }
        return Optional.empty();
    }
}
