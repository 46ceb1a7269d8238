package io.timeserverd.place;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SortedLinesTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> keysHaving(String part, List<String> keys) {
        var text = new StringBuilder("# a comment, ab\n");
        keys.forEach(key -> text.append(key).append("\tab cb\n"));
        var lines = new SortedLines(bytes(text.toString()));
        var found = new ArrayList<String>();
        for (int line = lines.having(bytes(part), 16);
                lines.isAt(line);
                line = lines.having(bytes(part), lines.next(line))) {
            found.add(lines.text(line, line + lines.keyLength(line)));
        }
        return found;
    }

    @Test
    void findsEveryKeyThatHasThePartAndNoOther() {
        var random = new Random(20261122);
        for (int i = 0; i < 2000; i++) {
            var keys = random.ints(random.nextInt(8), 1, 14)
                    .mapToObj(length -> letters(random, length))
                    .toList();
            var part = letters(random, 2 + random.nextInt(3));
            assertEquals(keys.stream().filter(key -> key.contains(part)).toList(), keysHaving(part, keys), part);
        }
    }

    /** Letters of one, two and three bytes, which share some of them. */
    private static String letters(Random random, int length) {
        var letters = new StringBuilder();
        for (int i = 0; i < length; i++) {
            letters.append("abcéê東".charAt(random.nextInt(6)));
        }
        return letters.toString();
    }

    @Test
    void findsNothingInNothing() {
        assertEquals(List.of(), keysHaving("ab", List.of()));
        assertEquals(0, new SortedLines(new byte[0]).having(bytes("ab"), 0));
    }
}
