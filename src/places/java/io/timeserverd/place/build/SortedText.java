package io.timeserverd.place.build;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/** Sorts lines by their first column, as the program searches them. */
final class SortedText {
    private SortedText() {}

    /** The lines, each with its end. No two may have the same first column. */
    static List<String> sorted(List<String> lines) {
        var sorted = new ArrayList<String>();
        var seen = new HashSet<String>();
        lines.stream()
                .sorted(Comparator.comparing(SortedText::key, Arrays::compareUnsigned))
                .forEach(line -> {
                    if (!seen.add(line.substring(0, line.indexOf('\t')))) {
                        throw new IllegalStateException("twice: " + line);
                    }
                    sorted.add(line + '\n');
                });
        return sorted;
    }

    private static byte[] key(String line) {
        return line.substring(0, line.indexOf('\t')).getBytes(StandardCharsets.UTF_8);
    }
}
