package io.timeserverd.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KeysTest {
    /** Good and bad values of a key, including the ends of its range. */
    private record Samples(List<String> good, List<String> bad) {}

    private static final Map<String, Samples> SAMPLES = new LinkedHashMap<>();

    private static void samples(String key, List<String> good, List<String> bad) {
        SAMPLES.put(key, new Samples(good, bad));
    }

    static {
        List<String> listenersGood = List.of("off", "*:0", "127.0.0.1:65535", "*:9998, [::1]:13 ,localhost:37");
        List<String> listenersBad =
                List.of("", "on", "9999", "*:9999,", ",*:9999", "off, *:1", "*:1, *:1", "*:65536", "Off");
        samples("listen.text", List.of("*:0", "127.0.0.1:9999, [::1]:9999"), listenersBad);
        samples("listen.daytime", listenersGood, listenersBad);
        samples("listen.time", listenersGood, listenersBad);
        samples("listen.http", listenersGood, listenersBad);
        samples("listen.metrics", listenersGood, listenersBad);
        samples(
                "listen.control",
                List.of("/run/x.sock", "x", "/" + "a".repeat(106)),
                List.of("", "/" + "a".repeat(107)));
        samples("listen.share", List.of("no", "yes"), List.of("", "on", "Yes"));
        samples("answer.zone", List.of("UTC", "São Paulo", "x".repeat(256)), List.of("", "x".repeat(257)));
        samples("answer.format", List.of("iso", "%H # %M = %S"), List.of("", "ü".repeat(129)));
        samples("answer.greeting", List.of("none", "menu"), List.of("", "Menu", "yes"));
        samples(
                "answer.menu",
                List.of("", "UTC", "New York, Paris"),
                List.of("UTC,", "UTC, UTC", "a,".repeat(64) + "a"));
        samples("answer.unsynchronised", List.of("serve", "refuse"), List.of("", "true"));
        samples("daytime.format", List.of("plain", "nist"), List.of("", "rfc867"));
        samples("clock.source", List.of("system"), List.of("", "gps"));
        samples(
                "clock.servers",
                List.of("", "a.example", "192.0.2.1:11123, [::1], [::1]:124"),
                List.of("*", "a:0", "a:b", "::1", "a,,b", "a:123, a", "10.1"));
        samples("clock.poll-min", List.of("1s", "1024s", "1000ms"), List.of("", "16", "999ms", "16 s", "1.5m", "-1s"));
        samples("clock.poll-max", List.of("16s", "36h", "2160m"), List.of("", "1024", "37h", "2161m", "1S"));
        samples("clock.max-error", List.of("1ms", "1d", "250ms"), List.of("0ms", "0", "2d", "1us"));
        samples("clock.max-step", List.of("1s", "1d", "36500d"), List.of("", "0s", "500ms", "40000d"));
        samples("zones.path", List.of("", "/usr/share/zoneinfo", "zi"), List.of());
        samples("zones.check", List.of("1s", "24h"), List.of("0s", "25h", ""));
        samples("places.extra", List.of("", "/etc/places"), List.of());
        samples("journal.path", List.of("/var/lib/x", "journal", "a b/"), List.of("", "a /"));
        samples("journal.sync", List.of("always", "second", "never"), List.of("", "none"));
        samples(
                "journal.segment",
                List.of("256KiB", "262144", "1GiB", "1024MiB"),
                List.of("", "262143", "5GiB", "64kb", "64K", "1e6", "-1", "999999999999999TiB"));
        samples("journal.retention", List.of("1s", "36500d"), List.of("", "30", "36501d", "0d", "999999999999999d"));
        samples("journal.max-size", List.of("8MiB", "16TiB"), List.of("", "8191KiB", "17TiB", "16385GiB"));
        samples("journal.client", List.of("full", "prefix", "none"), List.of("", "anonymous"));
        samples("journal.when-full", List.of("drop-oldest", "refuse"), List.of("", "drop_oldest", "DROP-OLDEST"));
        for (String key :
                List.of("limits.connections", "limits.connections-per-client", "limits.connections-per-network")) {
            samples(key, List.of("1", "1000000"), List.of("", "0", "1000001", "-1", "1k", "4294967297", "+1", "１"));
        }
        for (String key : List.of("limits.rate", "limits.burst")) {
            samples(key, List.of("0", "1000000"), List.of("", "-1", "1000001", "1/s", "0.5", "99999999999999999999"));
        }
        samples("limits.request-timeout", List.of("10ms", "1h"), List.of("", "9ms", "61m", "10"));
        samples("limits.idle-timeout", List.of("10ms", "1d"), List.of("", "9ms", "25h"));
        samples("limits.linger", List.of("1ms", "1m"), List.of("", "0s", "61s"));
        for (String key : List.of("access.allow", "access.deny", "access.status", "access.proxies")) {
            samples(
                    key,
                    List.of("", "127.0.0.1", "10.0.0.0/8, 2001:db8::/32"),
                    List.of("localhost", "10.0.0.1/8", "10.0.0.0/8 11.0.0.0/8", "::1, 0:0::1", "*"));
        }
        samples("log.level", List.of("error", "warn", "info", "debug"), List.of("", "trace", "INFO"));
    }

    @Test
    void everyKeyHasSamples() {
        assertEquals(Keys.all().stream().map(Key::name).toList(), List.copyOf(SAMPLES.keySet()));
    }

    @TestFactory
    Stream<DynamicTest> aPrintedValueParsesToTheSameValue() {
        return each((key, samples) -> samples.good().forEach(value -> {
            Settings settings = loaded(List.of(key + "=" + value));
            assertEquals(settings, loaded(settings.lines()), value);
        }));
    }

    @TestFactory
    Stream<DynamicTest> aBadValueIsRefusedWithTheExpectedForm() {
        return each((key, samples) -> samples.bad().forEach(value -> {
            SettingsReader.Result result = SettingsReader.read(List.of(key + "=" + value));
            SettingsReader.Refused refused = assertInstanceOf(SettingsReader.Refused.class, result, value);
            assertEquals(1, refused.problems().size(), value);
            Problem problem = refused.problems().get(0);
            assertEquals(key, problem.key());
            assertEquals("--set", problem.where());
            assertTrue(problem.text().matches("expected .*, found .*|\".*\" is listed twice"), problem.text());
        }));
    }

    @TestFactory
    Stream<DynamicTest> aPrintedDefaultParsesToTheSameValue() {
        return each((name, samples) -> {
            Key<?> key = Keys.find(name).orElseThrow();
            String printed = key.text(Settings.defaults());
            assertEquals(key.parse(key.fallback()), key.parse(printed));
        });
    }

    @Test
    void theKeysOfARuleReloadTogetherOrNotAtAll() {
        for (Rule rule : Rule.ALL) {
            assertEquals(1, rule.keys().stream().map(Key::reloadable).distinct().count(), rule.toString());
        }
    }

    @Test
    void quantitiesPrintInTheLargestUnitThatFits() {
        var printed = new ArrayList<String>();
        for (long ms : new long[] {0, 1, 1500, 60_000, 1_024_000, 7_200_000, 86_400_000}) {
            printed.add(Quantity.duration(0, Long.MAX_VALUE).print(ms));
        }
        assertEquals(List.of("0ms", "1ms", "1500ms", "1m", "1024s", "2h", "1d"), printed);
        assertEquals("65537", Quantity.size(0, Long.MAX_VALUE).print(65_537));
        assertEquals("3GiB", Quantity.size(0, Long.MAX_VALUE).print(3L << 30));
    }

    private interface Check {
        void check(String key, Samples samples);
    }

    private static Stream<DynamicTest> each(Check check) {
        return SAMPLES.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check.check(e.getKey(), e.getValue())));
    }

    private static Settings loaded(List<String> overrides) {
        SettingsReader.Result result = SettingsReader.read(overrides);
        return assertInstanceOf(SettingsReader.Loaded.class, result, result.toString())
                .settings();
    }
}
