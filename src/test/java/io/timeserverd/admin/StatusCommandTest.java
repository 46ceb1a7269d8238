package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {
    private static final String ANSWER = """
            clock: system
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
        var run = run(ANSWER);
        assertEquals(0, status);
        assertEquals("", run.err());
        assertEquals("clock\tsystem", run.lines().get(0));
        assertTrue(run.lines().contains("lost\t1"), run.out());
        assertEquals(
                List.of("connections\tadds up", "answers\tadds up"), run.lines().subList(12, 14));
    }

    @Test
    void tellsByStatusThatConnectionsDoNotAddUp() throws Exception {
        var run = run(ANSWER.replace("accepted: 12", "accepted: 13"));
        assertEquals(1, status);
        assertTrue(run.lines().contains("connections\tdoes not add up: 13, but its parts are 12"), run.out());
        assertTrue(run.lines().contains("answers\tadds up"), run.out());
    }

    @Test
    void tellsByStatusThatAnswersDoNotAddUp() throws Exception {
        var run = run(ANSWER.replace("lost: 1", "lost: 0"));
        assertEquals(1, status);
        assertTrue(run.lines().contains("answers\tdoes not add up: 9, but its parts are 8"), run.out());
    }

    @Test
    void passesOnWhatTheDaemonRefuses() throws Exception {
        var run = run("ERR busy too many connections, try again later\n");
        assertEquals(1, status);
        assertEquals(
                "timeserver-admin: the daemon answered: ERR busy too many connections, try again later\n", run.err());
    }

    @Test
    void tellsOfAStoppedDaemonWhatItsDirectoryHolds() throws Exception {
        new Journals(directory).addThree().close();
        var run = new Run(directory);
        assertEquals(1, run.of("status"));
        var socket = directory.resolve("control.sock");
        assertEquals("timeserver-admin: no daemon answers at " + socket + ": there is no such socket\n", run.err());
        assertEquals("journal\t" + directory, run.lines().get(0));
        assertTrue(run.lines().contains("records\t3"), run.out());
        assertTrue(run.lines().contains("first-record\t1"), run.out());
        assertTrue(run.lines().contains("last-record\t3"), run.out());
        assertTrue(run.lines().contains("earliest\t2026-11-22T10:00:00.500000000Z"), run.out());
        assertTrue(run.lines().contains("latest\t2026-11-22T12:00:00.000000000Z"), run.out());
    }

    @Test
    void printsJsonWithNumbers() throws Exception {
        var run = new Run(directory);
        try (var control = new FakeControl(directory, "clock: system\naccepted: 0\nanswered: 1\n\n")) {
            assertEquals(1, run.of("status", "--json"));
            assertEquals(1, control.asked().size());
        }
        run.assertPrints("{\"clock\":\"system\",\"accepted\":0,\"answered\":1,\"connections-add-up\":true,"
                + "\"answers-add-up\":false}");
    }

    private static final String SERVERS = """
            clock: ntp
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
        run.assertPrints("{\"clock\":\"ntp\",\"accepted\":0,\"connections-add-up\":true,\"answers-add-up\":true,"
                + "\"servers\":[{\"mark\":\"*\",\"address\":\"192.0.2.1:123\",\"stratum\":2,\"poll\":\"16s\","
                + "\"reach\":\"377\",\"offset-ns\":-3001,\"delay-ns\":450002,\"jitter-ns\":9,\"problem\":null},"
                + "{\"mark\":\"?\",\"address\":\"a.example/[2001:db8::1]:123\",\"stratum\":null,\"poll\":\"16s\","
                + "\"reach\":\"0\",\"offset-ns\":null,\"delay-ns\":null,\"jitter-ns\":null,"
                + "\"problem\":\"no-answer\"}]}");
    }

    @Test
    void watchesUntilItIsInterrupted() throws Exception {
        var looks = new int[] {0};
        var run = new Run(directory).pausing(length -> ++looks[0] < 3);
        try (var control = new FakeControl(directory, ANSWER)) {
            assertEquals(0, run.of("status", "--watch", "--json"));
            assertEquals(3, control.asked().size());
        }
        assertEquals(3, run.lines().size());
    }

    @Test
    void namesTheInstancesWhereTheDaemonHasNoSocket() throws Exception {
        for (var name : List.of("timeserverd-b", "timeserverd-a", "timeserverd-none", "other-c")) {
            Files.createDirectory(directory.resolve(name));
            if (!name.endsWith("none")) {
                Files.createFile(directory.resolve(name).resolve("control.sock"));
            }
        }
        var socket = directory.resolve("timeserverd/control.sock");
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
