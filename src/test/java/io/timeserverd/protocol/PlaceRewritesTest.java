package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceRewritesTest {
    @ParameterizedTest
    @CsvSource({
        "S%C3%A3o%20Paulo, São Paulo",
        "new%20york, new york",
        "'America%2FNew_York', 'America/New_York | America/New York | America, New_York'",
        "'Paris in France', 'Paris, France'",
        "'what time is it in Paris in France', 'Paris in France | Paris, France'",
        "'Paris/France', 'Paris, France'",
        "'Paris (France)', 'Paris, France'",
        "'Paris - France', 'Paris, France'",
        "'(UTC+01:00) Brussels, Paris', 'Brussels | UTC+01:00'",
        "Paris_Texas, Paris Texas",
        "time_in_New_York, time in New York | New_York | New York",
        "time%20in%20S%c3%a3o_Paulo, time in São_Paulo | time in São Paulo | São_Paulo | São Paulo",
        "what time is it in Paris?, Paris",
        "WHAT  TIME IS IT IN\tParis, Paris",
        "What\u2019s the time in Paris, Paris",
        "time in UTC+2, UTC+2",
        "UTC + 2, UTC+2",
        "+ 5:30, +5:30",
        "time in \u201CParis\u201D, Paris",
        "the exact time in Paris now, Paris",
        "timezone for Paris, Paris",
        "Paris time, Paris",
        "Paris right now, Paris",
        "UTC?, UTC",
        "Paris \uFF1F, Paris",
        "Time Square, Square",
        "'%20Paris%EF%BB%BF', Paris"
    })
    void rewritesHaveLessAndLessAroundThePlace(String text, String rewrites) {
        assertEquals(rewrites, String.join(" | ", PlaceRewrites.of(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Paris",
                "Times Square",
                "Intime",
                "Inn",
                "in",
                "time",
                "time in",
                "what time is it",
                "Sometime",
                "100%",
                "50%2",
                "a%2gb",
                "a%-1b",
                "a%C3b",
                "a%00b",
                "a%0Ab",
                "a%7f",
                "%20",
                "_",
                "?"
            })
    void textWithNothingAroundAPlaceHasNoRewrites(String text) {
        assertEquals(List.of(), PlaceRewrites.of(text), text);
    }

    @Test
    void rewritesOfRandomTextAreFewAndDistinctAndNotBlank() {
        var random = new Random(6);
        var scraps = new String[] {
            "time", "in", "what", " ", " ", "_", "?", "%20", "%", "%C3%A3", "now", "is it", "'", "\"", "Paris",
            "\u00A0", "\u200D"
        };
        int rewritten = 0;
        for (int round = 0; round < 100_000; round++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(scraps[random.nextInt(scraps.length)]);
            }
            List<String> rewrites = PlaceRewrites.of(text.toString());
            assertTrue(rewrites.size() <= 7, () -> text + ": " + rewrites);
            assertEquals(rewrites.size(), new HashSet<>(rewrites).size());
            for (String rewrite : rewrites) {
                assertFalse(rewrite.isBlank() || rewrite.equals(text.toString()), () -> text + ": " + rewrites);
                assertEquals(rewrite, RequestText.strip(rewrite));
            }
            rewritten += rewrites.isEmpty() ? 0 : 1;
        }
        assertTrue(rewritten > 10_000, "only " + rewritten + " had a rewrite");
    }
}
