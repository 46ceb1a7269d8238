package io.timeserverd.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
    @ParameterizedTest
    @CsvSource({
        "*:9999, *, 9999",
        "127.0.0.1:0, 127.0.0.1, 0",
        "[::1]:65535, ::1, 65535",
        "[fe80::1%eth0]:13, fe80::1%eth0, 13",
        "localhost:37, localhost, 37",
        "time.example.org:123, time.example.org, 123",
        "3com.example:1, 3com.example, 1",
    })
    void parsesAndPrints(String text, String host, int port) {
        assertEquals(Parsed.ok(new HostPort(host, port)), HostPort.parse(text));
        assertEquals(text, new HostPort(host, port).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":9999",
                "9999",
                "*",
                "127.0.0.1",
                "127.0.0.1:",
                "127.0.0.1:65536",
                "127.0.0.1:-1",
                "127.1:9",
                "127.0.0.1:99999999999",
                "1.2.3.256:9",
                "::1:9999",
                "[::1]",
                "[::1]9999",
                "[::1:9999",
                "[127.0.0.1]:9",
                "[localhost]:9",
                "a b:9",
                "-a:9",
                "a-:9",
                "a..b:9",
                "host:9x",
                "**:9",
                "[fe80::1%]:9",
                "ho\u0000st:9",
                "[fe80::1%a/b]:9",
                "/etc:9",
                "[]:9",
                ".:9",
                "a.:9"
            })
    void refusesOtherText(String text) {
        assertInstanceOf(Parsed.Bad.class, HostPort.parse(text));
    }

    @Test
    void thePortMayHaveADefault() {
        assertEquals(Parsed.ok(new HostPort("ntp.example", 123)), HostPort.parse("ntp.example", 123));
        assertEquals(Parsed.ok(new HostPort("::1", 123)), HostPort.parse("[::1]", 123));
        assertEquals(Parsed.ok(new HostPort("::1", 11123)), HostPort.parse("[::1]:11123", 123));
        assertInstanceOf(Parsed.Bad.class, HostPort.parse("::1", 123));
        assertInstanceOf(Parsed.Bad.class, HostPort.parse("", 123));
    }

    @Test
    void refusesATooLongName() {
        assertInstanceOf(Parsed.Bad.class, HostPort.parse("a".repeat(64) + ":1"));
        assertInstanceOf(Parsed.Bad.class, HostPort.parse("abcd.".repeat(51) + "x:1"));
    }

    @Test
    void aStarIsTheWildcardAddress() {
        var star = new HostPort("*", 9999);
        assertTrue(star.isWildcard());
        assertTrue(star.address().getAddress().isAnyLocalAddress());
        assertEquals(9999, star.address().getPort());
    }
}
