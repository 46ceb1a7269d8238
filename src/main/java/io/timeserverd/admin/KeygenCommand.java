package io.timeserverd.admin;

import io.timeserverd.journal.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes a pair of keys that sign checkpoints and verify them.%n",
        footer = {
            "%nThe private key in FILE is for checkpoint --key; only its owner can read it. The public key, in"
                    + " FILE.pub and on standard output, is for verify --key; keep a copy of it elsewhere. Existing files"
                    + " are not overwritten. The keys are Ed25519, in the form of https://c2sp.org/signed-note."
        })
final class KeygenCommand implements Callable<Integer> {
    @ParentCommand
    private TimeserverAdmin admin;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name of the key, without blanks and without + (default: the name of this host).")
    private Optional<String> name = Optional.empty();

    @Parameters(paramLabel = "FILE", description = "Where the private key goes.")
    private Path file;

    @Override
    public Integer call() throws Failure, IOException {
        String chosen = name.orElseGet(HostName::get);
        if (!NoteKeys.NAME.matcher(chosen).matches()) {
            throw new Failure(Failure.USAGE, List.of("'" + chosen + "' is no name of a key: no blanks, no +"));
        }
        Path shared = file.resolveSibling(file.getFileName() + ".pub");
        for (Path each : List.of(file, shared)) {
            if (Files.exists(each, LinkOption.NOFOLLOW_LINKS)) {
                throw exists(each);
            }
        }
        NoteKeys.Pair pair = NoteKeys.generate(chosen);
        write(file, pair.privateKey(), "rw-------");
        try {
            write(shared, pair.publicKey(), "rw-r--r--");
        } catch (Failure | IOException e) {
            Files.delete(file);
            throw e;
        }
        admin.terminal().out().println(pair.publicKey());
        return Failure.NONE;
    }

    /** Writes a new file. Deletes it after a failure, because the next keygen would not overwrite it. */
    private static void write(Path to, String key, String mode) throws Failure, IOException {
        FileAttribute<Set<PosixFilePermission>> attribute =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        SeekableByteChannel channel;
        try {
            channel = Files.newByteChannel(to, options, attribute);
        } catch (FileAlreadyExistsException e) {
            throw exists(to);
        }
        try (OutputStream out = Channels.newOutputStream(channel)) {
            out.write((key + '\n').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            Files.deleteIfExists(to);
            throw new Failure(Failure.FOUND, List.of("cannot write " + to + ": " + Reason.of(e)));
        }
    }

    private static Failure exists(Path file) {
        return new Failure(Failure.FOUND, List.of(file + " exists, and is not overwritten"));
    }
}
