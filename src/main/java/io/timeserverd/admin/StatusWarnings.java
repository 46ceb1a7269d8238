package io.timeserverd.admin;

import io.timeserverd.admin.sums.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an operator should look at in the state of a daemon. */
final class StatusWarnings {
    /** The part of {@code limits.connections} that is worth a warning. */
    private static final double NEARLY_ALL = 0.9;

    private StatusWarnings() {}

    /** The warnings as sentences, the most serious first. */
    static List<String> of(DaemonStatus status, JournalRoom room) {
        var warnings = new ArrayList<String>();
        clock(status).ifPresent(warnings::add);
        status.number(StatusField.HOST_OFF_BY)
                .ifPresent(days -> warnings.add("The clock of this host is off by " + Units.count(days, "day")
                        + ", according to the servers."));
        journal(status, warnings);
        disk(status.count(StatusField.JOURNAL_BYTES), room).ifPresent(warnings::add);
        connections(status).ifPresent(warnings::add);
        for (DaemonStatus.Sum sum : status.sums()) {
            if (!sum.holds()) {
                warnings.add("The counters of " + sum.name() + " do not add up: " + Units.count(sum.whole())
                        + ", but their parts are " + Units.count(sum.parts()) + ".");
            }
        }
        return warnings;
    }

    private static Optional<String> clock(DaemonStatus status) {
        String why = status.text(StatusField.CLOCK_PROBLEM)
                .map(problem -> ": " + problem)
                .orElse("");
        return switch (status.text(StatusField.STATE).orElse("unknown")) {
            case "synchronised" -> Optional.empty();
            case "holdover" -> Optional.of("The clock is in holdover, without a source that confirms it" + why + ".");
            case "unsynchronised" -> Optional.of("The clock is not synchronised" + why + ".");
            default -> Optional.of("It is not known whether the clock is synchronised" + why + ".");
        };
    }

    private static void journal(DaemonStatus status, List<String> warnings) {
        status.text(StatusField.JOURNAL)
                .ifPresent(problem -> warnings.add("The journal has a problem: " + problem + "."));
        long lost = status.count(StatusField.LOST);
        if (lost > 0) {
            warnings.add("The journal has lost " + Units.count(lost, "request") + " since the daemon started.");
        }
        long aside = status.count(StatusField.JOURNAL_ASIDE);
        if (aside > 0) {
            warnings.add(Units.count(aside, "file") + " of the journal cannot be read and "
                    + (aside == 1 ? "was" : "were") + " set aside ("
                    + Units.bytes(status.count(StatusField.JOURNAL_ASIDE_BYTES)) + ").");
        }
    }

    /** @param bytes the size of the journal now */
    static Optional<String> disk(long bytes, JournalRoom room) {
        if (!room.isTooSmall(bytes)) {
            return Optional.empty();
        }
        return Optional.of("The disk of the journal has "
                + Units.bytes(room.freeBytes().getAsLong()) + " left, but the journal may grow by "
                + Units.bytes(room.maxBytes() - bytes) + " (journal.max-size).");
    }

    private static Optional<String> connections(DaemonStatus status) {
        long open = status.count(StatusField.OPEN);
        long limit = status.number(StatusField.CONNECTIONS_LIMIT).orElse(Long.MAX_VALUE);
        return open < NEARLY_ALL * limit
                ? Optional.empty()
                : Optional.of(Units.count(open) + " of at most " + Units.count(limit) + " connections are open.");
    }
}
