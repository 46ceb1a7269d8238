package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.journal.Chain;
import io.timeserverd.journal.Proof;
import java.util.function.BiConsumer;

/**
 * The rows that verify prints about the chain of a journal besides faults: how much it covers, which records are gone.
 */
final class ChainRows {
    private final String chain;
    private final BiConsumer<String, String> rows;
    private final IsoTime time;

    /**
     * @param chain the name of the chain in the rows
     * @param rows gets the name and the value of each row
     * @param zone the zone of the times in the rows
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
            row("in no entry", records(proof.unchained()) + ", not sealed yet or older than the chain");
        }
        Removal.of(found).forEach(this::print);
    }

    private void print(Removal removal) {
        String entry = removal.entry().number() + ", " + time.text(removal.time());
        boolean isOne = removal.firstId() == removal.lastId();
        String ids = isOne ? Long.toString(removal.firstId()) : removal.firstId() + " to " + removal.lastId();
        switch (removal.kind()) {
            case CUT ->
                row(
                        "deleted",
                        "all records up to " + removal.lastId() + ", whose entries, up to "
                                + removal.entry().count() + ", are no longer kept: entry " + entry);
            case REMOVED ->
                row(
                        "removed",
                        (isOne ? "record " + ids : records(removal.entry().count()) + " among " + ids)
                                + " by prune --client, entry " + entry);
            default ->
                row(
                        "deleted",
                        (isOne ? "record " : "records ") + ids + " by "
                                + words(removal.entry().detail()) + ", from entry "
                                + removal.entry().number() + " on, " + time.text(removal.time()));
        }
    }

    private static String records(long count) {
        return count + (count == 1 ? " record" : " records");
    }

    private void row(String name, String value) {
        rows.accept(chain + ": " + name, value);
    }

    private static String words(String reason) {
        return reason.equals("prune") ? "prune" : "retention (" + reason + ")";
    }
}
