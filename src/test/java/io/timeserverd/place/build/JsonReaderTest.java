package io.timeserverd.place.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonReaderTest {
    @Test
    void readsObjectsArraysStringsAndWords() {
        Object read = JsonReader.parse("{ \"a\": [1, \"x\\u00e9\\n\\\"\", {}], \"b\" : null, \"c\": {\"d\":true} }");
        assertEquals(Map.of("a", List.of("1", "xé\n\"", Map.of()), "b", "null", "c", Map.of("d", "true")), read);
    }

    @Test
    void followsAPath() {
        assertEquals(Map.of("z", "1"), JsonReader.object(JsonReader.parse("{\"x\":{\"y\":{\"z\":1}}}"), "x", "y"));
    }
}
