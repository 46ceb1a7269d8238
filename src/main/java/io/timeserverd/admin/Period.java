package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say from when to when. */
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

    /** No record before this instant, seen from {@code now}; empty for all. */
    Optional<Instant> since(Instant now, DisplayZone zone) {
        return since.map(moment -> moment.at(now, zone));
    }

    /** Only records before this instant, seen from {@code now}; empty for all. */
    Optional<Instant> until(Instant now, DisplayZone zone) {
        return until.map(moment -> moment.at(now, zone));
    }
}
