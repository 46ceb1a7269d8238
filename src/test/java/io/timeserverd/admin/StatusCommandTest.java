package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {
    private static final String ANSWER = """
            clock: system
            state: synchronised
            accepted: 12
            served: 5
            refused-busy: 1
            refused-denied: 2
            failed-reset: 3
            open: 1
            answered: 9
            errors: 1
            journalled: 6
            summarised: 2
            lost: 1

            """;

    @TempDir
    Path directory;

    private Run run(String answer) throws Exception {
        var run = new Run(directory);
        try (var control = new FakeControl(directory, answer)) {
            status = run.of("status");
            assertEquals(List.of("status\n"), control.asked());
        }
        return run;
    }

    private int status;

    @Test
    void printsWhatTheDaemonSaysAndThatItAddsUp() throws Exception {
        Run run = run(ANSWER);
        assertEquals(0, status);
        assertEquals("", run.err());
        assertEquals("clock\tsystem", run.lines().get(0));
        assertTrue(run.lines().contains("lost\t1"), run.out());
        assertEquals(
                List.of("connections\tadds up", "answers\tadds up"), run.lines().subList(13, 15));
    }

    @Test
    void tellsByStatusThatConnectionsDoNotAddUp() throws Exception {
        Run run = run(ANSWER.replace("accepted: 12", "accepted: 13"));
        assertEquals(1, status);
        assertTrue(run.lines().contains("connections\tdoes not add up: 13, but its parts are 12"), run.out());
        assertTrue(run.lines().contains("answers\tadds up"), run.out());
    }

    @Test
    void tellsByStatusThatAnswersDoNotAddUp() throws Exception {
        Run run = run(ANSWER.replace("lost: 1", "lost: 0"));
        assertEquals(1, status);
        assertTrue(run.lines().contains("answers\tdoes not add up: 9, but its parts are 8"), run.out());
    }

    @Test
    void passesOnWhatTheDaemonRefuses() throws Exception {
        Run run = run("ERR busy too many connections, try again later\n");
        assertEquals(1, status);
        assertEquals(
                "timeserver-admin: the daemon answered: ERR busy too many connections, try again later\n", run.err());
    }

    @Test
    void tellsOfAStoppedDaemonWhatItsDirectoryHolds() throws Exception {
        new Journals(directory).addThree().close();
        var run = new Run(directory);
        assertEquals(1, run.of("status"));
        Path socket = directory.resolve("control.sock");
        assertEquals("timeserver-admin: no daemon answers at " + socket + ": there is no such socket\n", run.err());
        assertEquals("journal\t" + directory, run.lines().get(0));
        assertTrue(run.lines().contains("records\t3"), run.out());
        assertTrue(run.lines().contains("first-record\t1"), run.out());
        assertTrue(run.lines().contains("last-record\t3"), run.out());
        assertTrue(run.lines().contains("earliest\t2026-11-22T10:00:00.500000000Z"), run.out());
        Run inParis = new Run(directory).inZone("Europe/Paris");
        assertEquals(1, inParis.of("status"));
        assertTrue(inParis.lines().contains("earliest\t2026-11-22T11:00:00.500000000+01:00"), inParis.out());
        assertTrue(run.lines().contains("latest\t2026-11-22T12:00:00.000000000Z"), run.out());
    }

    /** The whole status of a daemon. This one has lost its source of time. */
    private static final String FULL = """
            clock: ntp
            vouched-by: chronyd
            state: holdover
            clock-problem: no-answer
            offset: -3001 ns
            host-off-by: 2d
            error-bound: 12500000 ns
            stratum: 3
            leap: insert
            leap-second: 2026-12-31T23:59:60Z
            servers: mark address stratum poll reach offset-ns delay-ns jitter-ns problem
            server-1: - 192.0.2.1:123 2 64s 377 +12034 451002 9001 -
            zones: 2026b from /usr/share/zoneinfo
            places: 2026-11
            journal: No space left on device
            version: 0.2.0
            uptime: 356400 s
            accepted: 1234567
            served: 1224557
            refused-busy: 7
            refused-denied: 0
            refused-client-limit: 2
            refused-network-limit: 0
            failed-reset: 1
            failed-stalled: 0
            failed-memory: 0
            failed-proxy-header: 0
            open: 10000
            answered: 2000000
            errors: 30000
            unrecorded: 5
            rate-limited: 6
            accept-pauses: 1
            connections-limit: 10000
            descriptors-limit: 16384
            held-input-bytes: 0
            held-replies-bytes: 3250000
            held-kernel-bytes: 128000
            journalled: 1999989
            summarised: 10
            lost: 1
            journal-torn: 1
            journal-aside: 1
            journal-segments: 4
            journal-bytes: 1073741000
            journal-aside-bytes: 3250000
            journal-deleted-segments: 1
            journal-deleted-records: 65536
            journal-to-convert: 2
            journal-write-max-us: 12500
            turns: 999
            turn-p50-us: 120
            turn-p99-us: 1500
            turn-max-us: 12500
            clock-steps: 1
            host-steps: 2
            later: 9 lives

            """;

    private Run full(String... words) throws Exception {
        Run run = new Run(directory).onTerminal();
        try (var control = new FakeControl(directory, FULL)) {
            assertEquals(0, run.of(words), run.err());
            assertEquals(1, control.asked().size());
        }
        return run;
    }

    @Test
    void groupsValuesInUnitsForAPersonAtATerminal() throws Exception {
        String text = full("status").out().replaceFirst("(Free on its disk +).*", "$1?");
        assertEquals("""
                timeserverd 0.2.0, running for 4 d 3 h

                Warnings
                  The clock is in holdover, without a source that confirms it: no-answer.
                  The clock of this host is off by 2 days, according to the servers.
                  The journal has a problem: No space left on device.
                  The journal has lost 1 request since the daemon started.
                  1 file of the journal cannot be read and was set aside (3.25 MB).
                  10,000 of at most 10,000 connections are open.

                Clock
                  State                   holdover
                  Error bound             12.5 ms
                  Source                  ntp, vouched for by chronyd
                  Host's clock            3.00 µs fast
                  Stratum                 3
                  Leap second             insert at 2026-12-31T23:59:60Z
                  Steps                   1
                  Steps of host's clock   2

                Servers of the clock
                   ADDRESS        STRATUM  POLL  REACH  OFFSET MS  DELAY MS  JITTER MS  PROBLEM
                -  192.0.2.1:123        2   64s    377     +0.012     0.451      0.009  -

                Connections
                  Open                    10,000 of at most 10,000
                  Accepted                1,234,567
                  Served                  1,224,557
                  Refused                 9: busy 7, client limit 2
                  Failed                  1: reset 1
                  Descriptors at most     16,384
                  Pauses of accepting     1

                Requests
                  Answered                2,000,000
                  Errors among them       30,000 (1.50 %)
                  Journalled              1,999,989
                  In summaries            10
                  Lost                    1
                  Not recorded            5
                  Over their quota        6
                  Turns                   999: half within 120 µs, 99 % within 1.50 ms, the longest 12.5 ms

                Journal
                  State                   No space left on device
                  Directory               DIRECTORY
                  Size                    1.07 GB of at most 1.07 GB, in 4 segments
                  Free on its disk        ?
                  Longest write           12.5 ms
                  Deleted                 65,536 records in 1 segment
                  Set aside               1 file
                  Ends cut off at start   1
                  To be converted         2 segments

                Memory held for clients
                  Input not answered      0 B
                  Replies not sent        3.25 MB
                  Replies in the kernel   128 kB

                Zones and places
                  Zone rules              2026b from /usr/share/zoneinfo
                  Places                  2026-11

                Others
                  later                   9 lives
                """.replace("DIRECTORY", directory.toString()), text);
    }

    @Test
    void printsOneObjectWithNumbersAndUnitsInItsKeys() throws Exception {
        String json = full("status", "--json").out();
        for (String member : List.of(
                "\"running\":true",
                "\"reason\":null",
                "\"version\":\"0.2.0\"",
                "\"uptime_s\":356400",
                "\"clock_state\":\"holdover\"",
                "\"clock_vouched_by\":\"chronyd\"",
                "\"error_bound_ns\":12500000",
                "\"offset_ns\":-3001",
                "\"host_off_by_days\":2",
                "\"leap\":\"insert\"",
                "\"accepted\":1234567",
                "\"turn_p99_us\":1500",
                "\"journal_problem\":\"No space left on device\"",
                "\"journal_bytes\":1073741000",
                "\"journal_max_bytes\":1073741824",
                "\"zone_release\":\"2026b\"",
                "\"zone_source\":\"/usr/share/zoneinfo\"",
                "\"place_release\":\"2026-11\"",
                "\"connections_add_up\":true",
                "\"servers\":[{\"mark\":\"-\",\"address\":\"192.0.2.1:123\",\"stratum\":2,\"poll_s\":64,\"reach\":\"377\","
                        + "\"offset_ns\":12034,\"delay_ns\":451002,\"jitter_ns\":9001,\"problem\":null}]",
                "\"later\":\"9 lives\"")) {
            assertTrue(json.contains(member), () -> member + " in " + json);
        }
    }

    @Test
    void printsNullForWhatIsNotKnown() throws Exception {
        var run = new Run(directory);
        try (var control =
                new FakeControl(directory, "state: unknown\noffset: unknown\nleap: unknown\njournal: ok\n\n")) {
            assertEquals(0, run.of("status", "--json"));
            assertEquals(1, control.asked().size());
        }
        for (String key : List.of("offset_ns", "leap", "journal_problem", "uptime_s", "accepted", "journal_records")) {
            assertTrue(run.out().contains("\"" + key + "\":null"), () -> key + " in " + run.out());
        }
        assertTrue(run.out().contains("\"servers\":[]"), run.out());
    }

    @Test
    void hasTheSameKeysForAStoppedDaemon() throws Exception {
        new Journals(directory).addThree().close();
        var stopped = new Run(directory);
        assertEquals(1, stopped.of("status", "--json"));
        String json = stopped.out();
        for (String member : List.of(
                "\"running\":false",
                "\"reason\":\"there is no such socket\"",
                "\"journal_segments\":1",
                "\"journal_records\":3",
                "\"journal_first_id\":1",
                "\"journal_last_id\":3",
                "\"journal_earliest\":\"2026-11-22T10:00:00.500000000Z\"",
                "\"accepted\":null",
                "\"servers\":null")) {
            assertTrue(json.contains(member), () -> member + " in " + json);
        }
        assertEquals(keys(fullKeysOnly()), keys(json));
    }

    /** The whole status as JSON, without the servers and without the key of a later release. */
    private String fullKeysOnly() throws Exception {
        return full("status", "--json").out().replaceAll("\\[\\{.*?}]", "null").replace(",\"later\":\"9 lives\"", "");
    }

    private static List<String> keys(String json) {
        return Pattern.compile("\"([a-z0-9_]+)\":")
                .matcher(json)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void documentsEachKeyInTheManual() throws Exception {
        String page =
                Files.readString(Path.of(System.getProperty("timeserverd.basedir"), "src/main/man/timeserver-admin.1"));
        String section = page.substring(page.indexOf("\n.SS status\n"), page.indexOf("\n.SS tail\n"));
        for (String key : keys(fullKeysOnly())) {
            assertTrue(
                    Pattern.compile("^" + key + "\\b", Pattern.MULTILINE)
                            .matcher(section)
                            .find(),
                    key);
        }
    }

    @Test
    void warnsOfADiskThatTheJournalWillFill() {
        var room = new JournalRoom(directory, 1_073_741_824, OptionalLong.of(12_000_000));
        assertEquals(
                Optional.of("The disk of the journal has 12.0 MB left, but the journal may grow by 73.7 MB"
                        + " (journal.max-size)."),
                StatusWarnings.disk(1_000_000_000, room));
        assertEquals(Optional.empty(), StatusWarnings.disk(1_062_000_000, room));
    }

    @Test
    void printsWarningsForScriptsToo() throws Exception {
        Run run = run(ANSWER.replace("state: synchronised", "state: unsynchronised\nclock-problem: no-majority"));
        assertEquals(0, status);
        assertEquals(
                List.of(
                        "warning\tThe clock is not synchronised: no-majority.",
                        "warning\tThe journal has lost 1 request since the daemon started."),
                run.lines().stream().filter(line -> line.startsWith("warning")).toList());
    }

    private static final String SERVERS = """
            clock: ntp
            state: synchronised
            servers: mark address stratum poll reach offset-ns delay-ns jitter-ns problem
            server-1: * 192.0.2.1:123 2 16s 377 -3001 450002 9 -
            server-2: ? a.example/[2001:db8::1]:123 - 16s 0 - - - no-answer
            accepted: 0

            """;

    @Test
    void printsTheServersAsATable() throws Exception {
        var run = new Run(directory);
        try (var control = new FakeControl(directory, SERVERS)) {
            assertEquals(0, run.of("status"));
            assertEquals(1, control.asked().size());
        }
        assertEquals(
                List.of(
                        "clock\tntp",
                        "state\tsynchronised",
                        "accepted\t0",
                        "connections\tadds up",
                        "answers\tadds up",
                        "*\t192.0.2.1:123\t2\t16s\t377\t-0.003\t0.450\t0.000\t-",
                        "?\ta.example/[2001:db8::1]:123\t-\t16s\t0\t-\t-\t-\tno-answer"),
                run.lines());
    }

    @Test
    void printsTheServersAsJson() throws Exception {
        var run = new Run(directory);
        try (var control = new FakeControl(directory, SERVERS)) {
            assertEquals(0, run.of("status", "--json"));
            assertEquals(1, control.asked().size());
        }
        assertTrue(
                run.out()
                        .endsWith(
                                "\"servers\":[{\"mark\":\"*\",\"address\":\"192.0.2.1:123\",\"stratum\":2,\"poll_s\":16,"
                                        + "\"reach\":\"377\",\"offset_ns\":-3001,\"delay_ns\":450002,\"jitter_ns\":9,\"problem\":null},"
                                        + "{\"mark\":\"?\",\"address\":\"a.example/[2001:db8::1]:123\",\"stratum\":null,\"poll_s\":16,"
                                        + "\"reach\":\"0\",\"offset_ns\":null,\"delay_ns\":null,\"jitter_ns\":null,"
                                        + "\"problem\":\"no-answer\"}]}\n"),
                run.out());
    }

    @Test
    void watchesUntilItIsInterrupted() throws Exception {
        var looks = new int[] {0};
        Run run = new Run(directory).pausing(length -> ++looks[0] < 3);
        try (var control = new FakeControl(directory, ANSWER)) {
            assertEquals(0, run.of("status", "--watch", "--json"));
            assertEquals(3, control.asked().size());
        }
        assertEquals(3, run.lines().size());
    }

    @Test
    void namesTheInstancesWhereTheDaemonHasNoSocket() throws Exception {
        for (String name : List.of("timeserverd-b", "timeserverd-a", "timeserverd-none", "other-c")) {
            Files.createDirectory(directory.resolve(name));
            if (!name.endsWith("none")) {
                Files.createFile(directory.resolve(name).resolve("control.sock"));
            }
        }
        Path socket = directory.resolve("timeserverd/control.sock");
        var run = new Run(directory);
        assertEquals(1, run.of("--set", "listen.control=" + socket, "status"));
        assertEquals(
                "timeserver-admin: no daemon answers at " + socket
                        + ": there is no such socket; of instances there is: --instance a,b\n",
                run.err());
    }

    @Test
    void tellsThatTheSocketOfADeadDaemonIsLeft() throws Exception {
        new Journals(directory).close();
        new FakeControl(directory, "").close();
        var run = new Run(directory);
        assertEquals(1, run.of("status"));
        assertTrue(run.err().endsWith("control.sock: Connection refused\n"), run.err());
    }
}
