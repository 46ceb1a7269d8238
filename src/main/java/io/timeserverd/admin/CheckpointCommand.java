package io.timeserverd.admin;

import io.timeserverd.journal.Chain;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "checkpoint",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints the head of the journal's chain, signed, to be kept elsewhere.%n",
        footer = {
            "%nWith it, verify --checkpoint proves that the records that were sealed before it are unchanged."
                    + " On this host it is of little use, since someone who changes the journal can change it too: mail"
                    + " it, commit it, or send it to another host each day, as timeserver-checkpoint.timer does.",
            "Records that are not sealed yet are not in the chain: see PROOF in timeserver-admin(1).",
            "Exit status 1: there is no chain, an entry does not follow from the one before, or the command has"
                    + " failed."
        })
final class CheckpointCommand implements Callable<Integer> {
    @ParentCommand
    private TimeserverAdmin admin;

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "The private key, made by keygen.")
    private Path key;

    @Option(
            names = "--origin",
            paramLabel = "NAME",
            description = "The name of this journal in the checkpoint (default: HOST/timeserverd, or"
                    + " HOST/timeserverd/INSTANCE, with the name of this host).")
    private Optional<String> origin = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "COMMAND",
            description =
                    "Do not print the checkpoint, but run this command with sh and pass the checkpoint to its standard"
                            + " input.")
    private Optional<String> to = Optional.empty();

    @Override
    public Integer call() throws Failure, IOException, InterruptedException {
        Path journal = admin.settings().journal().path();
        NoteKeys.Signer signer = KeyFiles.read(key, NoteKeys::signer, "private");
        Chain chain = Chain.read(journal)
                .filter(found -> found.number() > 0)
                .orElseThrow(() -> new Failure(
                        Failure.FOUND,
                        List.of(journal + " has no chain yet: the daemon of this release begins one when it starts")));
        if (chain.problem().isPresent()) {
            throw new Failure(
                    Failure.FOUND,
                    List.of(Chain.file(journal) + ": " + chain.problem().get()));
        }
        Instant now = admin.surroundings().clock().instant().truncatedTo(ChronoUnit.SECONDS);
        var checkpoint = Checkpoint.of(chain, origin.orElseGet(() -> defaultOrigin()), now);
        String note = SignedNote.of(checkpoint.text(), signer);
        if (to.isPresent()) {
            hand(note, to.get());
        } else {
            admin.terminal().out().print(note);
        }
        return Failure.NONE;
    }

    private static void hand(String note, String command) throws Failure, IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(note.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            process.waitFor(); // it has not read everything; its exit status says whether it has failed
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new Failure(
                    Failure.FOUND, List.of("the command that keeps the checkpoint ended with status " + status));
        }
    }

    private String defaultOrigin() {
        return HostName.get() + "/timeserverd"
                + admin.instance().map(name -> '/' + name).orElse("");
    }
}
