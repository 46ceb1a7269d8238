package io.timeserverd.admin;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the small files that options name: keys and checkpoints. */
final class KeyFiles {
    private static final long MOST_BYTES = 64 << 10;

    private KeyFiles() {}

    /** @param kind the kind of key, for the message: public or private */
    static <T> T read(Path file, Function<String, Optional<T>> parse, String kind) throws Failure, IOException {
        return parse.apply(text(file)).orElseThrow(() -> refused(file + ": holds no " + kind + " key of keygen"));
    }

    /** The text of a small file. */
    static String text(Path file) throws Failure, IOException {
        try {
            if (Files.isDirectory(file)) {
                throw refused(file + ": is a directory");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw refused(file + ": is too large");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw refused(file + ": does not exist");
        } catch (AccessDeniedException e) {
            throw refused(file + ": permission denied");
        } catch (MalformedInputException e) {
            throw refused(file + ": is no text");
        }
    }

    private static Failure refused(String problem) {
        return new Failure(Failure.USAGE, List.of(problem));
    }
}
