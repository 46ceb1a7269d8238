package io.timeserverd.place.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that the builder reads.
 *
 * @param packages the directory of the unpacked packages
 * @param hand the directory of the tables that are kept by hand
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

    /** The lines of a table in a package, split at tabs, without comments. */
    List<String[]> table(String file) {
        return rows(packages.resolve(file));
    }

    /** The same for a table that is kept by hand. */
    List<String[]> handTable(String file) {
        return rows(hand.resolve(file));
    }

    /** The names of the files in a directory of a package, sorted. */
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
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
