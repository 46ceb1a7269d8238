package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that floods the server does not displace the records of other clients from the journal. */
class JournalShareTest {
    private static final String LINE = "no such place, but a long line of text without any meaning\n";

    /** Requests that fill a client's share: a record of {@link FakeJournal} takes 40 bytes and its request. */
    private static final int SHARE = (8 << 20) / 16 / (40 + LINE.length() - 1);

    private ServerFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new ServerFixture("journal.max-size=8MiB", "journal.segment=1MiB");
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void requestsBeyondAClientsShareAreSummarisedByTurnAndOutcome() throws Exception {
        TestClient session = fixture.session("127.0.0.2");
        ask(session, LINE, SHARE + 1);
        int before = fixture.journal.committed.size();
        String line = "UTC\n".repeat(10) + LINE.repeat(5);
        session.send(line + "quit\n");
        session.readToEnd();
        List<String> since = fixture.journal.committed.subList(before, fixture.journal.committed.size());
        assertEquals(16, since.stream().mapToInt(each -> requests(each)).sum(), since::toString);
        assertTrue(since.stream().allMatch(each -> each.endsWith(" requests")), since::toString);
        assertTrue(since.stream().anyMatch(each -> each.startsWith("unknown-place ")), since::toString);
        assertTrue(fixture.server.balances());
    }

    @Test
    void aClientWaitsOnceSummariesHaveFilledASixteenth() throws Exception {
        TestClient session = fixture.session("127.0.0.2");
        ask(session, LINE, SHARE + 1);
        int summaries = ((8 << 20) / 16 + (8 << 20) / 8192) / 40 + 1;
        for (int i = 0; i < summaries; i++) {
            session.send("UTC\n");
            fixture.settle(); // no time passes
        }
        int received = session.received().length();
        session.send("UTC\n");
        fixture.settle();
        assertEquals(received, session.received().length(), "no summary fits now");
        assertTrue(fixture.ask("Asia/Kolkata\n").startsWith("2026-11-22"), "others are served");
        long startNs = fixture.ticker.get();
        fixture.until(() -> session.received().length() > received);
        long waitedNs = fixture.ticker.get() - startNs;
        long eachNs = Duration.ofHours(1).toNanos() / ((8 << 20) / 16) * 40;
        assertTrue(waitedNs > eachNs / 2 && waitedNs < 2 * eachNs, "waited " + waitedNs + " ns");
    }

    @Test
    void otherClientsHaveARecordForEachRequest() throws Exception {
        TestClient session = fixture.session("127.0.0.2");
        ask(session, LINE, SHARE + 1);
        int before = fixture.journal.committed.size();
        assertTrue(fixture.ask("Asia/Kolkata\n").startsWith("2026-11-22"));
        assertEquals("ok Asia/Kolkata", fixture.journal.committed.get(before));
    }

    @Test
    void aClientHasANewShareAnHourAfterItsFirstRecord() throws Exception {
        TestClient session = fixture.session("127.0.0.2");
        ask(session, LINE, SHARE + 1);
        session.close();
        fixture.advance(Duration.ofHours(1));
        int before = fixture.journal.committed.size();
        TestClient again = fixture.connectFrom("127.0.0.2");
        again.send("UTC\n");
        again.readToEnd();
        assertEquals("ok UTC", fixture.journal.committed.get(before));
    }

    @Test
    void anErrorThatReplacesAnErrorIsCountedOnce() throws Exception {
        fixture.use("journal.when-full=refuse");
        fixture.journal.failing = true;
        TestClient client = fixture.connect();
        client.send("nowhere\nUTC\nnowhere\n");
        assertEquals(
                3,
                client.readToEnd()
                        .lines()
                        .filter(each -> each.startsWith("ERR journal-unavailable"))
                        .count());
        fixture.journal.failing = false;
        assertEquals(3, counter("answered"));
        assertEquals(3, counter("errors"));
    }

    private static int requests(String summary) {
        return Integer.parseInt(summary.replaceAll("[^0-9]", ""));
    }

    /** Sends {@code times} lines, in portions of 100. */
    private void ask(TestClient session, String line, int times) {
        for (int left = times; left > 0; left -= 100) {
            int now = Math.min(100, left);
            int expected = fixture.journal.committed.size() + now;
            session.send(line.repeat(now));
            fixture.until(() -> fixture.journal.committed.size() >= expected);
            session.received();
        }
    }

    private long counter(String name) throws Exception {
        return fixture.ask("status\n")
                .lines()
                .filter(each -> each.startsWith(name + ": "))
                .mapToLong(each -> Long.parseLong(each.substring(name.length() + 2)))
                .findFirst()
                .orElseThrow();
    }
}
