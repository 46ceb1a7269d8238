package io.timeserverd.place.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/** Writes files whose lines are sorted by their first column, as the program searches them. */
final class SortedText {
    private SortedText() {}

    static void write(Path file, String header, List<String> lines) throws IOException {
        var sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparing(SortedText::key, Arrays::compareUnsigned));
        var seen = new HashSet<String>();
        var text = new StringBuilder(header);
        for (var line : sorted) {
            if (!seen.add(line.substring(0, line.indexOf('\t')))) {
                throw new IllegalStateException(file + ": twice: " + line);
            }
            text.append(line).append('\n');
        }
        Files.writeString(file, text);
    }

    private static byte[] key(String line) {
        return line.substring(0, line.indexOf('\t')).getBytes(StandardCharsets.UTF_8);
    }
}
