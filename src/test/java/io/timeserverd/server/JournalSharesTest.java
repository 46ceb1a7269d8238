package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalSharesTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int JOURNAL = 1 << 30;
    private static final int ALL = JOURNAL / 8;
    private static final int LEAST = JOURNAL / 8192;
    private static final int SUMMARIES_OF_A_SECOND = JOURNAL / 16 / 3600;

    private final JournalShares shares = new JournalShares(() -> this.nowNs);
    private final Map<Integer, JournalShares.Account> accounts = new HashMap<>();
    private long nowNs;

    @BeforeEach
    void limit() {
        shares.limit(JOURNAL);
    }

    private JournalShares.Account client(int number) {
        return accounts.computeIfAbsent(number, key -> new JournalShares.Account(false));
    }

    /** Writes records of the client until it is summarised. Returns their bytes. */
    private int fill(JournalShares.Account client) {
        int bytes = 0;
        while (!shares.mustSummarise(client)) {
            shares.journalled(client, 100);
            bytes += 100;
        }
        return bytes;
    }

    @Test
    void oneClientFillsASixteenthOfTheJournalWithinAnHour() {
        JournalShares.Account client = client(1);
        nowNs = SECOND;
        shares.journalled(client, JOURNAL / 16 - 1);
        assertFalse(shares.mustSummarise(client));
        nowNs = 3600 * SECOND;
        shares.journalled(client, 1);
        assertTrue(shares.mustSummarise(client));
        assertFalse(shares.mustSummarise(client(2)), "another client");
        nowNs = 3601 * SECOND;
        assertFalse(shares.mustSummarise(client), "an hour after its first record");
        shares.journalled(client, JOURNAL / 16 - 1);
        assertFalse(shares.mustSummarise(client));
    }

    @Test
    void clientsThatWriteAtTheSameTimeShareAnEighthOfTheJournal() {
        List<JournalShares.Account> crowd = List.of(client(1), client(2), client(3));
        int each = 0;
        while (crowd.stream().noneMatch(shares::mustSummarise)) {
            crowd.forEach(client -> shares.journalled(client, 100));
            each += 100;
        }
        assertEquals(ALL / 4, each, 100);
    }

    @Test
    void everyClientHasItsLeastShareWhateverTheOthersDo() {
        long total = 0;
        for (int i = 0; i < 100; i++) {
            total += fill(client(i));
        }
        assertTrue(total > ALL - LEAST, () -> "the eighth is used");
        assertTrue(total < ALL + 100L * (LEAST + 100));
        assertEquals(LEAST, fill(client(101)), 100);
    }

    @Test
    void theSharesAreFreeAgainAfterAnHour() {
        for (int i = 0; i < 100; i++) {
            fill(client(i));
        }
        nowNs = 3600 * SECOND;
        assertEquals(JOURNAL / 16, fill(client(101)), 100);
    }

    @Test
    void theFirstSummaryOfAnHourIsReportedOnce() {
        JournalShares.Account client = client(1);
        fill(client);
        assertTrue(shares.isFirstSummarised(client));
        assertFalse(shares.isFirstSummarised(client));
        nowNs = 3600 * SECOND;
        fill(client);
        assertTrue(shares.isFirstSummarised(client));
    }

    @Test
    void aClientPausesOnceSummariesHaveFilledASixteenth() {
        JournalShares.Account client = client(1);
        fill(client);
        shares.summarised(client, LEAST);
        shares.summarised(client, JOURNAL / 16);
        assertEquals(0, shares.pauseNs(client));
        shares.summarised(client, SUMMARIES_OF_A_SECOND);
        assertAbout(SECOND, shares.pauseNs(client));
        assertEquals(0, shares.pauseNs(client(2)));
        nowNs += SECOND;
        assertEquals(0, shares.pauseNs(client));
        shares.summarised(client, SUMMARIES_OF_A_SECOND);
        nowNs = 3600 * SECOND;
        assertFalse(shares.mustSummarise(client));
        assertEquals(0, shares.pauseNs(client));
    }

    @Test
    void clientsThatPauseShareTheTimeBetweenTheirSummaries() {
        shares.summarised(client(0), JOURNAL / 16);
        for (int i = 1; i <= 10; i++) {
            shares.summarised(client(i), LEAST);
            assertEquals(0, shares.pauseNs(client(i)), "its least share");
        }
        for (int i = 1; i <= 10; i++) {
            shares.summarised(client(i), SUMMARIES_OF_A_SECOND);
            assertAbout(i * SECOND, shares.pauseNs(client(i)));
        }
    }

    @Test
    void anUnlimitedAccountFillsNoShare() {
        var operator = new JournalShares.Account(true);
        shares.journalled(operator, Integer.MAX_VALUE);
        assertFalse(shares.mustSummarise(operator));
        assertFalse(shares.mustSummarise(client(1)), "nor that of others");
        assertEquals(JOURNAL / 16, fill(client(1)), 100);
    }

    /** Within 1 ms, because a sixteenth is not a whole number of bytes for each second. */
    private static void assertAbout(long expectedNs, long ns) {
        assertTrue(Math.abs(ns - expectedNs) < SECOND / 1000, () -> ns + " ns");
    }
}
