package io.timeserverd.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {
    @ParameterizedTest
    @CsvSource({
        "'', text/plain",
        "*/*, text/plain",
        "application/json, application/json",
        "'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', text/html",
        "'application/json, text/plain, */*', text/plain",
        "'text/*;q=0.5, application/json', application/json",
        "'text/plain;q=0, */*', application/json",
        "'application/json; q=0.2, text/html; q=0.1, */*; q=0', application/json",
        "image/png, text/plain",
        "'text/html;q=nonsense', text/plain",
        "';;,,q=', text/plain",
    })
    void choosesTheTypeThatTheClientPrefers(String accept, String best) {
        assertEquals(best, Accept.best(accept, List.of("text/plain", "application/json", "text/html")));
    }
}
