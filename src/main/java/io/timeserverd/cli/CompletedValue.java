package io.timeserverd.cli;

import java.util.List;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a shell offers for the value of an option. */
sealed interface CompletedValue {
    /** Fixed words. */
    record Words(List<String> words) implements CompletedValue {}

    /** The lines that a shell command prints. */
    record Printed(String command) implements CompletedValue {}

    /** Names of files. */
    record Files() implements CompletedValue {}

    /** Nothing: only the user knows the value. */
    record Nothing() implements CompletedValue {}

    /** The zones of the system's time-zone database, which has them in a table for such uses. */
    Printed ZONES = new Printed("{ echo UTC; awk '!/^#/ { print $3 }' /usr/share/zoneinfo/zone.tab; } 2>/dev/null");

    Printed COUNTRIES = new Printed("awk '!/^#/ { print $1 }' /usr/share/zoneinfo/iso3166.tab 2>/dev/null");

    /** Those that have a directory for their control socket now. */
    Printed INSTANCES =
            new Printed("find /run -maxdepth 1 -name 'timeserverd-*' 2>/dev/null | sed 's/.*timeserverd-//'");

    static CompletedValue of(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            return new Words(
                    StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                            .toList());
        }
        if (argument instanceof OptionSpec option && option.longestName().equals("--instance")) {
            return INSTANCES;
        }
        return switch (argument.paramLabel()) {
            case "FILE" -> new Files();
            case "ZONE" -> ZONES;
            case "COUNTRY" -> COUNTRIES;
            default -> new Nothing();
        };
    }
}
