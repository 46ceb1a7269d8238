package io.timeserverd.place;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistanceTest {
    private static int distance(String wanted, String key) {
        var lines = new SortedLines((key + "\tx\n").getBytes(StandardCharsets.UTF_8));
        return Math.min(3, new Distance(wanted.codePoints().toArray(), 2).to(lines, 0));
    }

    @Test
    void countsInsertionsOmissionsChangesAndSwaps() {
        assertEquals(0, distance("paris", "paris"));
        assertEquals(1, distance("pariss", "paris"));
        assertEquals(1, distance("pais", "paris"));
        assertEquals(1, distance("peris", "paris"));
        assertEquals(1, distance("prais", "paris"));
        assertEquals(2, distance("oprais", "paris"));
        assertEquals(1, distance("москвва", "москва"));
        assertEquals(1, distance("東京都", "東京"));
        assertEquals(3, distance("paris", "london"));
    }

    @Test
    void agreesWithThePlainTableOnRandomWords() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var a = word(random);
            var b = word(random);
            assertEquals(Math.min(3, plain(a, b)), distance(a, b), a + " " + b);
        }
    }

    private static String word(Random random) {
        var word = new StringBuilder();
        for (int n = 1 + random.nextInt(6); n > 0; n--) {
            word.appendCodePoint("abcdж東".codePointAt(random.nextInt(6)));
        }
        return word.toString();
    }

    private static int plain(String a, String b) {
        var table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                table[i][j] = Math.min(table[i - 1][j - 1] + change, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
                }
            }
        }
        return table[a.length()][b.length()];
    }
}
