package io.timeserverd.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tries the queries that were written by hand, {@code queries.txt}. */
class QueryTableTest {
    private static final String KNOWN_WRONG = "known wrong ";

    private record Query(String text, String expected, boolean knownWrong) {}

    private static List<Query> queries() {
        var queries = new ArrayList<Query>();
        for (String line : TestData.lines("queries.txt")) {
            boolean knownWrong = line.startsWith(KNOWN_WRONG);
            String content = knownWrong ? line.substring(KNOWN_WRONG.length()) : line;
            int colon = content.indexOf(" : ");
            for (String text : content.substring(colon + 3).split("\\|", -1)) {
                queries.add(new Query(text, content.substring(0, colon).strip(), knownWrong));
            }
        }
        return queries;
    }

    @Test
    void everyQueryFindsWhatPeopleMeanExceptKnownFailures() {
        var wrong = new ArrayList<String>();
        for (Query query : queries()) {
            String answer = answer(query.text);
            if (answer.equals(query.expected) == query.knownWrong) {
                wrong.add(query.text + ": expected " + query.expected + ", was " + answer);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void hasThreeHundredQueriesOfWhichOnePercentFail() {
        List<Query> queries = queries();
        long wrong = queries.stream().filter(Query::knownWrong).count();
        assertTrue(queries.size() >= 300, () -> queries.size() + " queries");
        assertTrue(100 * wrong <= queries.size(), () -> wrong + " known wrong");
    }

    private static String answer(String text) {
        Resolution resolution = TestData.PLACES.resolve(text, TestData.ZONES);
        if (resolution instanceof Resolution.Found found) {
            Place place = found.place();
            String name = place.name().isEmpty() ? place.region() : place.name();
            return (place.zone().id() + " = " + name + (place.country().isEmpty() ? "" : ", " + place.country()))
                    .strip();
        }
        return resolution instanceof Resolution.Ambiguous ? "ambiguous =" : "unknown =";
    }
}
