package io.timeserverd.admin;

import io.timeserverd.journal.Chain;
import io.timeserverd.journal.ChainEntry;
import io.timeserverd.journal.Proof;
import io.timeserverd.journal.Unsigned;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import picocli.CommandLine.Option;

/** The checkpoints with which {@code verify} and {@code report} compare the chain of a journal. */
final class Checkpoints {
    /** What a chain does not prove without a checkpoint. */
    static final String NOT_PROVED =
            "anything against someone who can write the journal, and so the chain: that takes --checkpoint and --key";

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Prove with this checkpoint that no record before it was changed, removed or added; several may be"
                            + " given. Needs --key.")
    private List<Path> files = List.of();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "The public key that belongs to the checkpoint's signature, FILE.pub of keygen; several may be"
                            + " given.")
    private List<Path> keys = List.of();

    private final List<Signed> checkpoints = new ArrayList<>();

    private record Signed(Path file, Checkpoint checkpoint, String name) {}

    /** Whether none is given. */
    boolean isEmpty() {
        return files.isEmpty();
    }

    /**
     * Reads the checkpoints and the keys.
     *
     * @param wrong gets each file that is not a checkpoint signed by one of the keys, and what is wrong with it
     */
    void read(BiConsumer<String, String> wrong) throws Failure, IOException {
        if (files.isEmpty() != keys.isEmpty()) {
            throw new Failure(Failure.USAGE, List.of("--checkpoint and --key need each other"));
        }
        var verifiers = new ArrayList<NoteKeys.Verifier>();
        for (Path key : keys) {
            verifiers.add(KeyFiles.read(key, NoteKeys::verifier, "public"));
        }
        for (Path file : files) {
            SignedNote note = SignedNote.parse(KeyFiles.text(file)).orElse(null);
            Checkpoint checkpoint =
                    note == null ? null : Checkpoint.parse(note.text()).orElse(null);
            Optional<NoteKeys.Verifier> signer = note == null
                    ? Optional.empty()
                    : verifiers.stream().filter(note::isSignedBy).findFirst();
            if (checkpoint == null) {
                wrong.accept(file.toString(), "is no checkpoint of timeserver-admin");
            } else if (signer.isEmpty()) {
                wrong.accept(file.toString(), "is not signed by the key, or was changed since");
            } else {
                checkpoints.add(new Signed(file, checkpoint, signer.get().name()));
            }
        }
    }

    /**
     * Compares the checkpoints with the chain.
     *
     * @param proof what the chain says about the journal
     * @param rows gets what the checkpoints prove, as rows of a name and a value
     * @param wrong gets what contradicts a checkpoint: the file, and what is wrong
     * @return the greatest id up to which they prove the records; empty if they prove nothing
     */
    OptionalLong compare(Proof proof, BiConsumer<String, String> rows, BiConsumer<String, String> wrong) {
        Chain found = proof.chain().orElse(new Chain(List.of(), Optional.empty()));
        long proved = 0;
        String older = "";
        for (Signed each : checkpoints) {
            if (!compare(each, found, rows, wrong)) {
                continue;
            }
            Unsigned unsigned = unsigned(each, proof, wrong);
            if (each.checkpoint.lastId() >= proved) {
                proved = each.checkpoint.lastId();
                older = unsigned.older();
            }
        }
        if (proved > 0) {
            rows.accept(
                    "chain: proved",
                    "all records up to " + proved + ", but for what is named here, are those that were sealed");
            if (!older.isEmpty()) {
                rows.accept(
                        "chain: not proved",
                        "records " + older + ": they are older than the chain, and had no entry then");
            }
            rows.accept("chain: not proved", "records behind " + proved + ": no checkpoint is of them");
        } else if (!files.isEmpty()) {
            wrong.accept("chain", "none of the checkpoints proves anything of what is left of the journal");
        }
        return proved > 0 ? OptionalLong.of(proved) : OptionalLong.empty();
    }

    /** Finds the records up to the last id of a checkpoint that its signed entries do not prove, and reports them. */
    private static Unsigned unsigned(Signed signed, Proof proof, BiConsumer<String, String> wrong) {
        Checkpoint checkpoint = signed.checkpoint;
        Unsigned unsigned = proof.unsigned(checkpoint.entries(), checkpoint.lastId());
        if (!unsigned.found().isEmpty()) {
            wrong.accept(
                    signed.file.toString(),
                    "records " + unsigned.found()
                            + " are in no entry that was signed: they were changed or added since "
                            + checkpoint.time());
        }
        if (!unsigned.gone().isEmpty()) {
            wrong.accept(
                    signed.file.toString(),
                    "records " + unsigned.gone() + " are gone, and no entry says that they were deleted");
        }
        return unsigned;
    }

    /** Compares one checkpoint with the chain. Returns whether it proves anything about the records that are left. */
    private static boolean compare(
            Signed signed, Chain chain, BiConsumer<String, String> rows, BiConsumer<String, String> wrong) {
        Checkpoint checkpoint = signed.checkpoint;
        String file = signed.file.toString();
        Optional<ChainEntry> entry = chain.entry(checkpoint.entries());
        if (entry.isPresent() && entry.get().hash().equals(checkpoint.head())) {
            rows.accept(
                    "chain: checkpoint",
                    file + ": " + checkpoint.origin() + ", " + checkpoint.time() + ", signed by " + signed.name
                            + ": entries up to " + checkpoint.entries() + " are those of then, records up to "
                            + checkpoint.lastId());
            return checkpoint.lastId() > 0;
        }
        if (entry.isEmpty() && checkpoint.entries() < chain.firstNumber() && cutTo(chain) >= checkpoint.lastId()) {
            rows.accept(
                    "chain: checkpoint",
                    file + ": " + checkpoint.time() + ": is older than what is left of the chain; all of its records,"
                            + " up to " + checkpoint.lastId() + ", are deleted");
            return false;
        }
        String rest = "records up to " + checkpoint.lastId() + " may have been changed, removed or added since "
                + checkpoint.time();
        wrong.accept(
                file,
                entry.isPresent()
                        ? "entry " + checkpoint.entries() + " is not the one that was signed: the chain was written"
                                + " again, and " + rest
                        : "the chain has no entry " + checkpoint.entries() + ", which was signed: " + rest);
        return false;
    }

    private static long cutTo(Chain chain) {
        return chain.entries().stream()
                .filter(entry -> entry.kind() == ChainEntry.Kind.CUT)
                .mapToLong(ChainEntry::lastId)
                .max()
                .orElse(0);
    }
}
