package io.timeserverd.client;

import static io.timeserverd.client.FakeServer.replies;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TimeClientTest {
    private static final String TIME = "2026-11-22 14:38:34";
    private static final String MENU = "1 Asia/Kolkata\n2 America/New_York\n\n";

    private final ClientRun run = new ClientRun();

    @Test
    void printsTheReplyAndNothingElse() throws Exception {
        try (var server = new FakeServer(replies(TIME + "\n"))) {
            assertEquals(0, run.of(server, "Europe/Paris"));
        }
        assertEquals(TIME + "\n", run.out());
        assertEquals("", run.err());
    }

    @Test
    void sendsTheWordsAsOneRequest() throws Exception {
        assertEquals(List.of("new york +iso"), requestsOf("new", "york", "+iso"));
    }

    @Test
    void sendsAnEmptyRequestWhenThereAreNoWords() throws Exception {
        assertEquals(List.of(""), requestsOf());
    }

    @Test
    void sendsAnInstantUnchanged() throws Exception {
        assertEquals(List.of("@1700000000"), requestsOf("@1700000000"));
    }

    @Test
    void sendsARequestThatBeginsWithAMinusAfterADoubleDash() throws Exception {
        assertEquals(List.of("-09:30"), requestsOf("--", "-09:30"));
    }

    @Test
    void sendsUtf8() throws Exception {
        assertEquals(List.of("São Paulo"), requestsOf("São", "Paulo"));
    }

    @Test
    void printsAnErrorOnStandardErrorOnlyAndEndsWithStatus1() throws Exception {
        try (var server = new FakeServer(replies("ERR unknown-place nowhere\n"))) {
            assertEquals(1, run.of(server, "nowhere"));
        }
        assertEquals("", run.out());
        assertEquals("ERR unknown-place nowhere\n", run.err());
    }

    @Test
    void printsAllLinesOfALongReplyWithoutTheEmptyLineAtItsEnd() throws Exception {
        try (var server = new FakeServer(replies("Europe/Paris\nEurope/Berlin\n\n"))) {
            assertEquals(0, run.of(server, "zones", "europe"));
        }
        assertEquals("Europe/Paris\nEurope/Berlin\n", run.out());
    }

    @Test
    void leavesAGreetingOut() throws Exception {
        try (var server = new FakeServer(replies(MENU + TIME + "\n"))) {
            assertEquals(0, run.of(server, "paris"));
        }
        assertEquals(TIME + "\n", run.out());
    }

    @Test
    void printsTheMenuWithoutTheTimeAfterIt() throws Exception {
        try (var server = new FakeServer(replies(MENU + TIME + "\n"))) {
            assertEquals(0, run.of(server, "menu"));
        }
        assertEquals(MENU.strip() + "\n", run.out());
    }

    @Test
    void acceptsCarriageReturns() throws Exception {
        try (var server = new FakeServer(replies(TIME + "\r\n"))) {
            assertEquals(0, run.of(server));
        }
        assertEquals(TIME + "\n", run.out());
    }

    @Test
    void escapesControlCharacters() throws Exception {
        try (var server = new FakeServer(replies("\033[2Jx\u202ey\u0007\u009b\n"))) {
            assertEquals(0, run.of(server));
        }
        assertEquals("\\u001b[2Jx\\u202ey\\u0007\\u009b\n", run.out());
    }

    @Test
    void escapesControlCharactersInAnError() throws Exception {
        try (var server = new FakeServer(replies("ERR internal \033]0;x\n"))) {
            assertEquals(1, run.of(server));
        }
        assertEquals("ERR internal \\u001b]0;x\n", run.err());
    }

    @Test
    void doesNotEscapeJsonAndTabs() throws Exception {
        try (var server = new FakeServer(replies("{\"a\":\"\\\"b\\\\\"}\t\\t\n"))) {
            assertEquals(0, run.of(server, "+json"));
        }
        assertEquals("{\"a\":\"\\\"b\\\\\"}\t\\t\n", run.out());
    }

    @Test
    void printsAReplyThatIsNotUtf8() throws Exception {
        var garbage = new byte[] {(byte) 0xff, 0, (byte) 0xc3, '\n'};
        try (var server = new FakeServer(peer -> {
            peer.readAll();
            peer.out().write(garbage);
        })) {
            assertEquals(0, run.of(server));
        }
        assertEquals("\ufffd\\u0000\ufffd\n", run.out());
    }

    @Test
    void showsTheMenuAndPrintsTheChoice() throws Exception {
        run.typing("2\n");
        try (var server = new FakeServer(replies(MENU + TIME + "\n"), replies(MENU + TIME + "\n"))) {
            assertEquals(0, run.of(server, "--menu"));
            assertEquals(List.of("menu", "menu", "2"), server.received());
        }
        assertEquals(MENU.strip() + "\n" + TIME + "\n", run.out());
    }

    @Test
    void endsWithStatus1AfterABadChoice() throws Exception {
        run.typing("99\n");
        try (var server = new FakeServer(replies(MENU), replies(MENU + "ERR bad-request 1 to 2\n"))) {
            assertEquals(1, run.of(server, "--menu"));
        }
        assertTrue(run.err().endsWith("ERR bad-request 1 to 2\n"), run.err());
    }

    @Test
    void endsWithStatus2IfNothingIsChosen() throws Exception {
        try (var server = new FakeServer(replies(MENU))) {
            assertEquals(2, run.of(server, "--menu"));
        }
        assertTrue(run.err().endsWith("timeclient: nothing was chosen\n"), run.err());
    }

    @Test
    void refusesAWrongCommandLine() {
        for (List<String> args : List.of(
                List.of("--nonsense"),
                List.of("-p", "0"),
                List.of("-p", "65536"),
                List.of("-p", "x"),
                List.of("--timeout", "0"),
                List.of("--timeout", "NaN"),
                List.of("--menu", "paris"),
                List.of("paris\ntokyo"))) {
            assertEquals(2, run.of(args.toArray(new String[0])), args.toString());
        }
        assertEquals("", run.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--hots x|no such option '--hots'; nearest: --host, --http",
                "--port x|--port must be a whole number, not 'x'",
                "--timeout soon|--timeout must be a number, not 'soon'",
                "--watch --count 1.5|--count must be a whole number, not '1.5'",
                "--json=yes|option --json takes no value",
                "-H|option --host needs a value",
                "-p 1 -p 2|--port can be given only once"
            })
    void explainsAMistakeOnTheCommandLineAndPointsToTheHelp(String words, String problem) {
        assertEquals(2, run.of(words.split(" ", -1)));
        assertEquals("timeclient: " + problem + "\ntimeclient: try: timeclient --help\n", run.err());
    }

    @Test
    void helpNamesEveryOptionAndStatus() {
        assertEquals(0, run.of("--help"));
        for (String word :
                List.of("--host", "--port", "--timeout", "--menu", "--version", "new york", "Exit status:")) {
            assertTrue(run.out().contains(word), word);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 55, 70, 200})
    void helpFitsTheTerminal(int columns) {
        assertEquals(0, run.live(columns).of("--help"));
        int width = columns == 0 ? 80 : Math.min(100, columns);
        assertTrue(run.out().lines().allMatch(line -> line.length() <= width), run::out);
        String statuses = run.out().substring(run.out().indexOf("Exit status:\n"));
        assertTrue(statuses.lines().skip(1).allMatch(line -> line.matches("  [0-5]  .*|     \\S.*")), statuses);
    }

    @Test
    void printsItsVersion() {
        assertEquals(0, run.of("--version"));
        assertTrue(run.out().startsWith("timeclient "), run.out());
    }

    private List<String> requestsOf(String... words) throws Exception {
        try (var server = new FakeServer(replies(TIME + "\n"))) {
            assertEquals(0, run.of(server, words));
            return List.copyOf(server.received());
        }
    }
}
