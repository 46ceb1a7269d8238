package io.timeserverd.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Abbreviations of states in newspapers, by ISO 3166-2 codes. */
final class RegionAbbreviations {
    private RegionAbbreviations() {}

    /** @param tables the directory of the tables, beside the directory of the tables that are kept by hand */
    static Path file(Path tables) {
        return tables.resolveSibling("data").resolve("region-abbreviations.tsv");
    }

    static Map<String, List<String>> read(Path tables) throws IOException {
        var abbreviations = new HashMap<String, List<String>>();
        for (String line : Files.readAllLines(file(tables))) {
            if (!line.startsWith("#")) {
                String[] columns = line.split("\t", -1);
                abbreviations.put(columns[0], List.of(columns[1].split(" ", -1)));
            }
        }
        return abbreviations;
    }
}
