package io.timeserverd.conf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    @Test
    void withoutLinesTheDefaultsApply() {
        assertEquals(Settings.defaults(), loaded("").settings());
        assertEquals(Settings.defaults(), ((SettingsReader.Loaded) SettingsReader.read(List.of())).settings());
        assertEquals(
                Settings.defaults(),
                ((SettingsReader.Loaded) SettingsReader.read(Path.of("/dev/null"), List.of())).settings());
    }

    @Test
    void hasTheDocumentedDefaults() {
        var s = Settings.defaults();
        assertEquals(List.of(new HostPort("*", 9999)), s.listen().text());
        assertEquals(List.of(), s.listen().time());
        assertEquals("%Y-%m-%d %H:%M:%S", s.answer().format());
        assertEquals(5, s.answer().menu().size());
        assertEquals(Optional.of(Path.of("/usr/share/zoneinfo")), s.zones().path());
        assertEquals(64L << 20, s.journal().segmentBytes());
        assertEquals(Duration.ofDays(30), s.journal().retention());
        assertEquals(Settings.Journal.WhenFull.DROP_OLDEST, s.journal().whenFull());
        assertEquals(2048, s.limits().connectionsPerNetwork());
        assertEquals("[127.0.0.0/8, ::1/128]", s.access().status().toString());
        assertEquals(Settings.Log.Level.INFO, s.log().level());
    }

    @Test
    void aValueMayContainAnythingAndSpaceAroundItIsIgnored() {
        Settings s = loaded("\uFEFF# comment\r\n  ! too\n\n \tanswer.format\t=  %H=%M # %S \\n \r\nlog.level=debug")
                .settings();
        assertEquals("%H=%M # %S \\n", s.answer().format());
        assertEquals(Settings.Log.Level.DEBUG, s.log().level());
    }

    @Test
    void reportsEveryMistakeInTheOrderOfTheFile() {
        assertEquals(
                List.of(
                        "f:1: limits.rat: unknown key; did you mean limits.rate?",
                        "f:2: log.level: expected one of error, warn, info, debug, found \"loud\"",
                        "f:4: expected key = value, found \"listen.text *:1\"",
                        "f:5: not UTF-8",
                        "f:6: clock.poll-min: clock.poll-min (2h) is above clock.poll-max (1024s)",
                        "f:8: log.level: is already set in line 2",
                        "f:9: answer.zone: ends with a backslash: a value stands on one line, there is no continuation",
                        "f:10: zones.path: the value has the invisible character U+0007",
                        "--set: limits.linger: expected a duration (ms, s, m, h, d) from 1ms to 1m, found \"5\"",
                        "--set: expected key = value, found \"verbose\""),
                refused("""
                        limits.rat = 5
                        log.level = loud
                        # a comment
                        listen.text *:1
                        answer.zone = Z\u00FCrich
                        clock.poll-min = 2h
                        limits.burst = 1
                        log.level = info
                        answer.zone = \\
                        zones.path = a\u0007b
                        """.getBytes(ISO_8859_1), "limits.linger=5", "verbose"));
    }

    @ParameterizedTest
    @CsvSource({
        "limit.rate, limits.rate",
        "limits.conections, limits.connections",
        "Log.Level, log.level",
        "journal.when_full, journal.when-full",
        "max-size, journal.max-size",
        "listen.test, listen.text",
    })
    void suggestsASimilarKeyForAnUnknownOne(String wrong, String right) {
        assertEquals(List.of("f:1: " + wrong + ": unknown key; did you mean " + right + "?"), refused(wrong + " = 1"));
    }

    @Test
    void suggestsNothingForAKeyLikeNoOther() {
        assertEquals(List.of("f:1: colour: unknown key"), refused("colour = red"));
        assertEquals(List.of("f:1: unknown key"), refused("= red"));
    }

    @Test
    void explainsACommentAfterAValue() {
        assertEquals(
                List.of("f:1: limits.rate: expected a whole number from 0 to 1000000, found \"5 # a second\""
                        + " (a comment needs a line of its own)"),
                refused("limits.rate = 5 # a second"));
    }

    @Test
    void theCommandLineOverridesTheFileWhichIsStillChecked() {
        assertEquals(
                7,
                loaded("limits.rate = 5", "limits.rate=6", " limits.rate = 7 ")
                        .settings()
                        .limits()
                        .rate());
        assertEquals(
                List.of("f:1: limits.rate: expected a whole number from 0 to 1000000, found \"x\""),
                refused("limits.rate = x".getBytes(UTF_8), "limits.rate=6"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "listen.text=off|expected at least one of listen.text, listen.daytime, listen.time and listen.http on",
                "listen.time=*:9999|*:9999 is the address of two listeners",
                "answer.greeting=menu;answer.menu=|answer.greeting = menu needs places in answer.menu",
                "clock.source=ntp|clock.source = ntp needs servers in clock.servers",
                "clock.poll-max=10s|clock.poll-min (16s) is above clock.poll-max (10s)",
            })
    void refusesKeysThatContradictEachOther(String settings, String problem) {
        String[] lines = settings.split(";", -1);
        String key = lines[lines.length - 1].replaceFirst("=.*", "");
        assertEquals(List.of("f:" + lines.length + ": " + key + ": " + problem), refused(String.join("\n", lines)));
    }

    @Test
    void acceptsKeysThatFitTogether() {
        loaded("listen.text = off\nlisten.time = 127.0.0.1:0\nlisten.daytime = 127.0.0.1:0");
        loaded("clock.source = ntp\nclock.servers = a.example\nclock.poll-min = 4s\nclock.poll-max = 4s");
        loaded("answer.greeting = menu");
        loaded("journal.segment = 4GiB\njournal.max-size = 8MiB"); // the journal lowers the segment
    }

    @Test
    void theBurstDefaultsToTheRate() {
        assertEquals(5, loaded("limits.rate = 5").settings().limits().effectiveBurst());
        assertEquals(
                9,
                loaded("limits.rate = 5\nlimits.burst = 9").settings().limits().effectiveBurst());
    }

    @Test
    void checksOfOtherPackagesApplyToLinesAndDefaults() {
        Map<String, Function<String, Optional<String>>> checks = Map.of(
                "answer.zone", SettingsReaderTest::known,
                "answer.format", SettingsReaderTest::known,
                "answer.menu", SettingsReaderTest::known);
        String file = "answer.menu = Paris, Atlantis, Rome, Lemuria\nanswer.zone = Mu\nlog.level = x";
        UncheckedSettings unchecked =
                SettingsReader.readUnchecked("f", file.getBytes(UTF_8), List.of("answer.zone=Rome"));
        var refused = (SettingsReader.Refused) unchecked.check(checks);
        assertEquals(
                List.of(
                        "f:1: answer.menu: Atlantis: not known",
                        "f:1: answer.menu: Lemuria: not known",
                        "f:2: answer.zone: not known",
                        "f:3: log.level: expected one of error, warn, info, debug, found \"x\"",
                        "default: answer.format: not known"),
                texts(refused));
    }

    @Test
    void reportsEveryMistakeInAList() {
        assertEquals(
                List.of(
                        "f:1: access.deny: expected a prefix length from 0 to 32, found \"192.0.2.0/33\"",
                        "f:1: access.deny: \"::1\" is listed twice",
                        "f:1: access.deny: expected a numeric address or address/prefix such as 192.0.2.0/24 or"
                                + " 2001:db8::/32, found \"x\""),
                refused("access.deny = 192.0.2.0/33, ::1, 192.0.2.0/24, ::1, x"));
    }

    @Test
    void refusesAPipeWithoutReadingIt(@TempDir Path directory) throws Exception {
        Path pipe = directory.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        var refused = (SettingsReader.Refused) SettingsReader.read(pipe, List.of());
        assertEquals(List.of(pipe + ": cannot be read: it is a pipe, not a file"), texts(refused));
    }

    @Test
    void leavesOutUnknownElementsOfADefault() {
        Map<String, Function<String, Optional<String>>> checks = Map.of(
                "answer.menu",
                text -> List.of("Asia/Kolkata", "Europe/Athens").contains(text)
                        ? Optional.empty()
                        : Optional.of("not known"));
        var loaded =
                (SettingsReader.Loaded) SettingsReader.readUnchecked(List.of()).check(checks);
        assertEquals(
                List.of("Asia/Kolkata", "Europe/Athens"),
                loaded.settings().answer().menu());
        assertEquals(
                List.of(new Problem(
                        "default",
                        0,
                        "answer.menu",
                        "America/New_York: not known; Africa/Maseru: not known; America/Chicago: not known")),
                loaded.leftOut());
    }

    @Test
    void leavesOutElementsThatThisMachineLacksEvenIfSet() {
        var loaded = (SettingsReader.Loaded) SettingsReader.readUnchecked(List.of("answer.menu=Asia/Kolkata, UTC"))
                .check(
                        Map.of("answer.menu", text -> Optional.empty()),
                        Map.of("answer.menu", text -> text.equals("UTC") ? Optional.empty() : Optional.of("missing")));
        assertEquals(List.of("UTC"), loaded.settings().answer().menu());
        assertEquals(1, loaded.leftOut().size());
        assertTrue(loaded.leftOut().get(0).toString().contains("Asia/Kolkata: missing"));
    }

    @Test
    void aMenuGreetingIsValidEvenIfTheWholeDefaultMenuIsLeftOut() {
        Map<String, Function<String, Optional<String>>> checks =
                Map.of("answer.menu", text -> Optional.of("not known"));
        var loaded = (SettingsReader.Loaded)
                SettingsReader.readUnchecked(List.of("answer.greeting=menu")).check(checks);
        assertEquals(List.of(), loaded.settings().answer().menu());
    }

    private static Optional<String> known(String name) {
        return List.of("Paris", "Rome").contains(name) ? Optional.empty() : Optional.of("not known");
    }

    @Test
    void anUnreadableFileIsAProblem(@TempDir Path dir) throws IOException {
        Path missing = dir.resolve("missing");
        var refused = (SettingsReader.Refused) SettingsReader.read(missing, List.of("log.level=x"));
        assertEquals(2, refused.problems().size());
        assertEquals(
                missing + ": cannot be read: no such file",
                refused.problems().get(0).toString());
        assertInstanceOf(SettingsReader.Refused.class, SettingsReader.read(dir, List.of()));
        Path file = Files.writeString(dir.resolve("conf"), "log.level = x");
        assertEquals(
                file + ":1: log.level: expected one of error, warn, info, debug, found \"x\"",
                texts((SettingsReader.Refused) SettingsReader.read(file, List.of()))
                        .get(0));
    }

    @Test
    void refusesATooLongFile() {
        loaded("#".repeat(ConfFile.MAX_BYTES));
        assertEquals(List.of("f: longer than 1048576 bytes"), refused("#".repeat(ConfFile.MAX_BYTES + 1)));
        assertInstanceOf(SettingsReader.Refused.class, SettingsReader.read(Path.of("/dev/zero"), List.of()));
    }

    @Test
    void keepsALimitedNumberOfProblems() {
        List<String> found = refused("x = 1\n".repeat(ConfFile.MAX_BYTES / 6));
        assertEquals(Problems.MAX + 1, found.size());
        assertTrue(found.get(Problems.MAX).matches("f: and [0-9]+ more problems"), found.get(Problems.MAX));
    }

    private static SettingsReader.Loaded loaded(String file, String... overrides) {
        SettingsReader.Result result = SettingsReader.read("f", file.getBytes(UTF_8), List.of(overrides));
        return assertInstanceOf(SettingsReader.Loaded.class, result, result.toString());
    }

    private static List<String> refused(String file) {
        return refused(file.getBytes(UTF_8));
    }

    private static List<String> refused(byte[] file, String... overrides) {
        SettingsReader.Result result = SettingsReader.read("f", file, List.of(overrides));
        return texts(assertInstanceOf(SettingsReader.Refused.class, result));
    }

    private static List<String> texts(SettingsReader.Refused refused) {
        return refused.problems().stream().map(Problem::toString).toList();
    }
}
