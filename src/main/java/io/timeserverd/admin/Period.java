package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that select a period. */
final class Period {
    @Option(
            names = "--since",
            paramLabel = "T",
            converter = Moment.Converter.class,
            description = "No record before T: an age (90s, 10m, 2h, 3d, 1w), UNIX seconds, or an ISO 8601 date or"
                    + " date-time, of the zone --tz unless it has an offset.")
    private Optional<Moment> since = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "T",
            converter = Moment.Converter.class,
            description = "Only records before T.")
    private Optional<Moment> until = Optional.empty();

    /** The beginning of the period at {@code now}: no record is earlier. Empty for no beginning. */
    Optional<Instant> since(Instant now, DisplayZone zone) {
        return since.map(moment -> moment.at(now, zone));
    }

    /** The end of the period at {@code now}: all records are earlier. Empty for no end. */
    Optional<Instant> until(Instant now, DisplayZone zone) {
        return until.map(moment -> moment.at(now, zone));
    }
}
