package io.timeserverd.admin.report;

import io.timeserverd.journal.Chain;
import io.timeserverd.journal.ChainEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says why records are gone, according to the chain of their journal. */
final class Reasons {
    /** How many different reasons are named for one range of ids. */
    private static final int MAX = 5;

    private final List<ChainEntry> entries;

    Reasons(Optional<Chain> chain) {
        entries = chain.map(Chain::entries).orElse(List.of());
    }

    /** The reasons for records with these ids. */
    String of(long firstId, long lastId) {
        String known = entries.stream()
                .filter(each -> each.firstId() <= lastId && each.lastId() >= firstId)
                .map(Reasons::words)
                .flatMap(Optional::stream)
                .distinct()
                .limit(MAX)
                .collect(Collectors.joining("; "));
        return known.isEmpty() ? "the chain does not say" : known;
    }

    private static Optional<String> words(ChainEntry entry) {
        return switch (entry.kind()) {
            case DELETED ->
                Optional.of(
                        entry.detail().equals("prune")
                                ? "deleted by prune"
                                : "deleted by retention (" + entry.detail() + ")");
            case REMOVED -> Optional.of("removed by prune --client, except for what verify lists");
            case MISSING -> Optional.of("gone, though neither retention nor prune deleted them");
            case CUT -> Optional.of("deleted, and their entries in the chain are no longer kept");
            default -> Optional.empty();
        };
    }
}
