package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.journal.Chain;
import io.timeserverd.journal.ChainEntry;
import io.timeserverd.journal.Proof;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What verify prints about the chain of a journal beside its findings: how much it holds, and what is gone. */
final class ChainRows {
    private final String chain;
    private final BiConsumer<String, String> rows;
    private final IsoTime time;

    /** Deletions for the same reason that are next to each other are one row. */
    private Optional<ChainEntry> deleted = Optional.empty();

    private long lastId;

    /**
     * @param chain what the rows call the chain
     * @param rows gets name and value of each
     * @param zone of the times in them
     */
    ChainRows(String chain, BiConsumer<String, String> rows, DisplayZone zone) {
        this.chain = chain;
        this.rows = rows;
        this.time = new IsoTime(IsoTime.SECONDS, zone);
    }

    void print(Proof proof) {
        if (proof.chain().isEmpty()) {
            row("none", "the daemon of this release begins one when it starts");
            return;
        }
        Chain found = proof.chain().get();
        row("entries", found.number() + ", head " + found.head());
        row("records", Long.toString(proof.chained()));
        if (proof.unchained() > 0) {
            row("in no entry", proof.unchained() + " records, not sealed yet or older than the chain");
        }
        Optional<ChainEntry> cut = found.entries().stream()
                .filter(entry -> entry.kind() == ChainEntry.Kind.CUT)
                .reduce((before, last) -> last);
        cut.ifPresent(this::cut);
        long cutTo = cut.map(ChainEntry::lastId).orElse(0L);
        for (ChainEntry each : found.entries()) {
            if (each.lastId() <= cutTo) {
                continue;
            }
            switch (each.kind()) {
                case DELETED -> delete(each);
                case REMOVED ->
                    row(
                            "removed",
                            each.count() + " records between " + ids(each.firstId(), each.lastId())
                                    + " by prune --client, entry " + each.number() + ", " + time.text(each.time()));
                default -> {}
            }
        }
        flush();
    }

    private void row(String name, String value) {
        rows.accept(chain + ": " + name, value);
    }

    private void cut(ChainEntry entry) {
        row(
                "deleted",
                "all records up to " + entry.lastId() + ", whose entries, up to " + entry.count()
                        + ", are no longer kept: entry " + entry.number() + ", " + time.text(entry.time()));
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
            row(
                    "deleted",
                    "records " + ids(first.firstId(), lastId) + " by " + word(first.detail()) + ", from entry "
                            + first.number() + " on, " + time.text(first.time()));
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
