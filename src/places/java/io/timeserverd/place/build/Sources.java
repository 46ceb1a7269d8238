package io.timeserverd.place.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the builder reads from.
 *
 * @param packages the unpacked packages, one directory each
 * @param hand the tables kept by hand
 */
record Sources(Path packages, Path hand) {
    String text(String file) {
        try {
            return Files.readString(packages.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Object json(String file) {
        return JsonReader.parse(text(file));
    }

    /** The lines of a package's table, split at tabs, without comments. */
    List<String[]> table(String file) {
        return rows(packages.resolve(file));
    }

    /** The same of a table kept by hand. */
    List<String[]> handTable(String file) {
        return rows(hand.resolve(file));
    }

    /** The names in a package's directory, sorted. */
    List<String> list(String directory) {
        try (Stream<Path> files = Files.list(packages.resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean exists(String file) {
        return Files.exists(packages.resolve(file));
    }

    private static List<String[]> rows(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
