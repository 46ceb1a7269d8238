package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiteralCacheTest {
    private final LiteralCache<String> cache = new LiteralCache<>(5);

    @Test
    void valuesAreFoundByTheirBytesWhereverThoseStand() {
        put("Paris");
        assertEquals("Paris", get("__Paris____", 2, 7));
        assertNull(get("__Paris____", 2, 6), "shorter");
        assertNull(get("__Paris____", 1, 7), "longer");
        assertNull(get("__paris____", 2, 7), "another");
    }

    @Test
    void whatComesOnceIsNotRemembered() {
        var bytes = "Paris".getBytes(StandardCharsets.US_ASCII);
        cache.put(bytes, 0, bytes.length, "Paris");
        assertNull(get("Paris"));
        cache.put(bytes, 0, bytes.length, "Paris");
        assertEquals("Paris", get("Paris"));
    }

    @Test
    void thoseThatFitAreAllRemembered() {
        for (var i = 0; i < 4; i++) {
            put("value " + i);
        }
        for (var i = 0; i < 4; i++) {
            assertEquals("value " + i, get("value " + i));
        }
    }

    @Test
    void tooManyForgetEachOtherButAreNeverTakenForEachOther() {
        var random = new Random(5);
        var found = 0;
        for (var round = 0; round < 100_000; round++) {
            var value = "a literal of some length ".substring(random.nextInt(20)) + random.nextInt(100);
            var known = get(value);
            if (known == null) {
                put(value);
            } else {
                assertEquals(value, known);
                found++;
            }
        }
        assertTrue(found > 0, "found some of them");
    }

    private void put(String value) {
        var bytes = value.getBytes(StandardCharsets.US_ASCII);
        cache.put(bytes, 0, bytes.length, value);
        cache.put(bytes, 0, bytes.length, value); // the second time counts
    }

    private String get(String value) {
        return get(value, 0, value.length());
    }

    private String get(String text, int from, int to) {
        return cache.get(text.getBytes(StandardCharsets.US_ASCII), from, to);
    }
}
