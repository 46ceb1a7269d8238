package io.timeserverd.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The documents about the program: the README, those in {@code src/doc}, and CONTRIBUTING. */
final class Documents {
    static final Path CHECKOUT = Path.of(System.getProperty("timeserverd.basedir"));

    private Documents() {}

    /** All documents, the README first. */
    static List<Path> all() throws IOException {
        return Stream.concat(
                        Stream.of(CHECKOUT.resolve("README.md"), CHECKOUT.resolve(".github/CONTRIBUTING.md")),
                        below(CHECKOUT.resolve("src/doc")).stream())
                .toList();
    }

    /** The documents in a directory, by name. */
    static List<Path> below(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}
