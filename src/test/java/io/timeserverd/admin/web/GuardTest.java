package io.timeserverd.admin.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private final Guard guard = new Guard("secret", Set.of("localhost", "127.0.0.1", "[::1]"), 9998);

    private boolean mayAsk(Map<String, List<String>> fields) {
        return guard.problem(name -> fields.getOrDefault(name, List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9998", "localhost", "LOCALHOST:9998", "localhost:8000", "[::1]:9998", "[::1]"})
    void knowsItsNamesThroughATunnelToo(String host) {
        assertTrue(mayAsk(Map.of("Host", List.of(host))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacker.example:9998",
                "127.0.0.1.attacker.example",
                "localhost.attacker.example:9998",
                "127.0.0.2:9998",
                "localhost:",
                "localhost:9998:9998",
                "[::2]:9998",
                ""
            })
    void refusesOtherNames(String host) {
        assertFalse(mayAsk(Map.of("Host", List.of(host))));
    }

    @Test
    void refusesARequestWithoutNameOrWithTwo() {
        assertFalse(mayAsk(Map.of()));
        assertFalse(mayAsk(Map.of("Host", List.of("localhost", "localhost"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "nonsense", ""})
    void refusesWhatOtherSitesAskFor(String site) {
        assertFalse(mayAsk(Map.of("Host", List.of("localhost"), "Sec-Fetch-Site", List.of(site))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void takesWhatItsPageAndItsUserAskFor(String site) {
        assertTrue(mayAsk(Map.of("Host", List.of("localhost"), "Sec-Fetch-Site", List.of(site))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://attacker.example", "https://localhost:9998", "http://localhost:1", "null"})
    void refusesOtherOrigins(String origin) {
        assertFalse(mayAsk(Map.of("Host", List.of("localhost:9998"), "Origin", List.of(origin))));
    }

    @Test
    void takesItsOwnOrigin() {
        assertTrue(mayAsk(Map.of("Host", List.of("localhost:9998"), "Origin", List.of("http://localhost:9998"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeserver-console-9998=secret",
                "other=1; timeserver-console-9998=secret",
                "timeserver-console-9997=x;timeserver-console-9998=secret; other=1"
            })
    void findsTheTokenAmongTheCookies(String cookies) {
        assertTrue(guard.hasToken(List.of(cookies)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "timeserver-console-9998=",
                "timeserver-console-9998=secre",
                "timeserver-console-9998=secrets",
                "timeserver-console-9997=secret",
                "x=timeserver-console-9998=secret"
            })
    void takesNoOtherCookieForTheToken(String cookies) {
        assertFalse(guard.hasToken(List.of(cookies)));
    }

    @Test
    void keepsTheCookieFromScriptsAndOtherSites() {
        assertEquals("timeserver-console-9998=secret; Path=/; HttpOnly; SameSite=Strict", guard.setCookie());
    }

    @Test
    void makesTokensThatCannotBeGuessed() {
        assertEquals(32, Guard.newToken().length());
        assertNotEquals(Guard.newToken(), Guard.newToken());
    }
}
