package io.timeserverd.admin;

import io.timeserverd.journal.Chain;
import io.timeserverd.journal.ChainEntry;
import io.timeserverd.journal.Proof;
import io.timeserverd.protocol.Json;
import io.timeserverd.protocol.Output;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes the result of verify as one JSON object on one line. Each finding is written when it comes, as there may be
 * many.
 */
final class VerifyJson {
    private final Terminal terminal;
    private final Output line = new Output();
    private final Json object = new Json(line);

    VerifyJson(Terminal terminal) {
        this.terminal = terminal;
        object.open().openArray("findings");
    }

    void finding(String where, String what) {
        object.openElement().put("where", where).put("what", what).close();
        terminal.write(line);
        line.clear();
    }

    /**
     * Writes the rest of the object.
     *
     * @param wrong how many findings there were
     * @param proofs one for each journal
     * @param provedTo the greatest id up to which a checkpoint proves the records; empty if none does
     */
    void end(long wrong, AnswerCheck answers, Map<TimeserverAdmin.Instance, Proof> proofs, OptionalLong provedTo) {
        object.closeArray();
        object.put("wrong", wrong).put("records", answers.records()).put("recomputed", answers.recomputed());
        object.open("not_recomputed");
        answers.beyond().most(Long.MAX_VALUE).forEach(each -> object.put(each.key(), each.count()));
        object.close();
        object.put("proved_to_id", provedTo);
        object.openArray("chains");
        proofs.forEach((instance, proof) -> put(instance.journal(), proof));
        object.closeArray().close();
        terminal.write(line.put('\n'));
    }

    private void put(Path journal, Proof proof) {
        object.openElement().put("journal", journal.toString());
        Optional<Chain> chain = proof.chain();
        object.put("entries", chain.stream().mapToLong(Chain::number).findFirst());
        object.put("head", chain.map(Chain::head));
        object.put("records", proof.chained()).put("records_in_no_entry", proof.unchained());
        object.openArray("removals");
        chain.map(Removal::of).orElse(List.of()).forEach(this::put);
        object.closeArray().close();
    }

    private void put(Removal removal) {
        object.openElement()
                .put("kind", removal.kind().text())
                .put("first_id", removal.firstId())
                .put("last_id", removal.lastId())
                .put("records", removed(removal))
                .put("reason", removal.reason())
                .put("entry", removal.entry().number())
                .put("time", removal.time().toString())
                .close();
    }

    /** How many records were removed. This is known only for a removal of a client's records. */
    private static OptionalLong removed(Removal removal) {
        return removal.kind() == ChainEntry.Kind.REMOVED
                ? OptionalLong.of(removal.entry().count())
                : OptionalLong.empty();
    }
}
