package io.timeserverd.admin;

import io.timeserverd.journal.Chain;
import io.timeserverd.journal.ChainEntry;
import io.timeserverd.journal.ChainEntry.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records that are gone from a journal, according to its chain.
 *
 * @param kind {@link Kind#CUT}: all records up to the last id, together with their entries; {@link Kind#DELETED}: all
 *     from the first id to the last; {@link Kind#REMOVED}: those of a client between the two
 * @param firstId the first id; 1 for a cut
 * @param reason why: {@code age}, {@code size}, {@code full} or {@code prune}; empty for a cut, whose records may have
 *     gone for several reasons
 * @param entry the first entry about these records
 */
record Removal(Kind kind, long firstId, long lastId, Optional<String> reason, ChainEntry entry) {
    /** All removals in the order of the chain. Deletions of neighbouring ids for the same reason become one. */
    static List<Removal> of(Chain chain) {
        var removals = new ArrayList<Removal>();
        Optional<ChainEntry> cut =
                chain.entries().stream().filter(each -> each.kind() == Kind.CUT).reduce((before, last) -> last);
        cut.ifPresent(each -> removals.add(new Removal(Kind.CUT, 1, each.lastId(), Optional.empty(), each)));
        long cutTo = cut.map(ChainEntry::lastId).orElse(0L);
        for (ChainEntry each : chain.entries()) {
            if (each.lastId() > cutTo && each.kind() == Kind.DELETED) {
                delete(removals, each);
            } else if (each.lastId() > cutTo && each.kind() == Kind.REMOVED) {
                removals.add(new Removal(Kind.REMOVED, each.firstId(), each.lastId(), Optional.of("prune"), each));
            }
        }
        return removals;
    }

    private static void delete(List<Removal> removals, ChainEntry entry) {
        var reason = Optional.of(entry.detail());
        Removal last = removals.isEmpty() ? null : removals.get(removals.size() - 1);
        boolean goesOn = last != null
                && last.kind == Kind.DELETED
                && last.reason.equals(reason)
                && entry.firstId() == last.lastId + 1;
        if (goesOn) {
            removals.set(
                    removals.size() - 1, new Removal(Kind.DELETED, last.firstId, entry.lastId(), reason, last.entry));
        } else {
            removals.add(new Removal(Kind.DELETED, entry.firstId(), entry.lastId(), reason, entry));
        }
    }

    Instant time() {
        return entry.time();
    }
}
