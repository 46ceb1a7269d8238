package io.timeserverd.admin;

import io.timeserverd.journal.Chain;
import io.timeserverd.journal.ChainEntry;
import io.timeserverd.journal.Proof;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What verify prints about the chain of a journal beside its findings: how much it holds, and what is gone. */
final class ChainRows {
    private final BiConsumer<String, String> rows;

    /** Deletions for the same reason that are next to each other are one row. */
    private Optional<ChainEntry> deleted = Optional.empty();

    private long lastId;

    /** @param rows gets name and value of each */
    ChainRows(BiConsumer<String, String> rows) {
        this.rows = rows;
    }

    void print(Proof proof) {
        if (proof.chain().isEmpty()) {
            rows.accept("chain: none", "the daemon of this release begins one when it starts");
            return;
        }
        Chain chain = proof.chain().get();
        rows.accept("chain: entries", chain.number() + ", head " + chain.head());
        rows.accept("chain: records", Long.toString(proof.chained()));
        if (proof.unchained() > 0) {
            rows.accept("chain: in no entry", proof.unchained() + " records, not sealed yet or older than the chain");
        }
        Optional<ChainEntry> cut = chain.entries().stream()
                .filter(entry -> entry.kind() == ChainEntry.Kind.CUT)
                .reduce((before, last) -> last);
        cut.ifPresent(this::cut);
        long cutTo = cut.map(ChainEntry::lastId).orElse(0L);
        for (ChainEntry each : chain.entries()) {
            if (each.lastId() <= cutTo) {
                continue;
            }
            switch (each.kind()) {
                case DELETED -> delete(each);
                case REMOVED ->
                    rows.accept(
                            "chain: removed",
                            each.count() + " records between " + ids(each.firstId(), each.lastId())
                                    + " by prune --client, entry " + each.number() + ", " + each.time());
                default -> {}
            }
        }
        flush();
    }

    private void cut(ChainEntry entry) {
        rows.accept(
                "chain: deleted",
                "all records up to " + entry.lastId() + ", whose entries, up to " + entry.count()
                        + ", are no longer kept: entry " + entry.number() + ", " + entry.time());
    }

    private void delete(ChainEntry entry) {
        boolean goesOn =
                deleted.isPresent() && deleted.get().detail().equals(entry.detail()) && entry.firstId() == lastId + 1;
        if (!goesOn) {
            flush();
            deleted = Optional.of(entry);
        }
        lastId = entry.lastId();
    }

    private void flush() {
        if (deleted.isPresent()) {
            ChainEntry first = deleted.get();
            rows.accept(
                    "chain: deleted",
                    "records " + ids(first.firstId(), lastId) + " by " + word(first.detail()) + ", from entry "
                            + first.number() + " on, " + first.time());
        }
        deleted = Optional.empty();
    }

    private static String word(String reason) {
        return reason.equals("prune") ? "prune" : "retention (" + reason + ")";
    }

    private static String ids(long firstId, long lastId) {
        return firstId + " to " + lastId;
    }
}
