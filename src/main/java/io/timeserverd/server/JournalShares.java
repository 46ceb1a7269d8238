package io.timeserverd.server;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Limits how much of the journal clients may fill within an hour, so that a flood does not displace the records of others.
 *
 * <pre>
 *     records         An eighth of the journal is for all clients together. Each client may write as much as is left of it: one
 *                     client alone writes a sixteenth, two clients write a 24th each, and so on.
 *     beyond that     Every client has a least share, whatever the others do.
 *     beyond both     The client's requests are summarised. The summaries of all clients together may fill a sixteenth. Then the
 *                     clients whose summaries exceed another least share pause after each summary, so that together they fill
 *                     no more than a sixteenth in an hour.
 * </pre>
 *
 * <p>Only the least shares grow with the number of clients. Belongs to the loop thread.
 */
final class JournalShares {
    /** One in this many bytes of the journal is for the records of all clients, least shares left out. */
    private static final int RECORDS = 8;

    /** One in this many bytes is for the summaries of all clients, least shares left out. */
    private static final int SUMMARIES = 16;

    /** One in this many bytes is the least share, which every client may fill. */
    private static final int LEAST = 8192;

    private static final long NS_PER_HOUR = TimeUnit.HOURS.toNanos(1);

    /** The bytes that one client has written in its hour. The hour begins with its first record. */
    static final class Account {
        private long bytes;
        private long hourNs;
        private long summaryBytes;
        private long pausedUntilNs;
        private boolean isSummarised;
        private final boolean isUnlimited;

        /** @param isUnlimited whether it may write any amount, which does not count for the others */
        Account(boolean isUnlimited) {
            this.isUnlimited = isUnlimited;
        }
    }

    private final LongSupplier nowNs;
    private long journalBytes = Long.MAX_VALUE;

    // The records of all clients. The hour begins with the first of them.
    private long bytes;
    private long hourNs;

    /** When the summaries so far are paid for, at a sixteenth an hour. While this is in the future, their clients pause. */
    private long summariesNs = Long.MIN_VALUE;

    /** @param nowNs the ticker, in nanoseconds */
    JournalShares(LongSupplier nowNs) {
        this.nowNs = nowNs;
    }

    /** Sets the maximum size of the journal. */
    void limit(long newJournalBytes) {
        journalBytes = newJournalBytes;
    }

    /** Whether the client has filled its share within its hour, so that its requests are summarised. */
    boolean mustSummarise(Account client) {
        if (client.isUnlimited) {
            return false;
        }
        renewHours(client);
        return client.bytes >= Math.max(journalBytes / LEAST, journalBytes / RECORDS - bytes);
    }

    /** Whether a request of the client is the first one to be summarised within its hour. */
    boolean isFirstSummarised(Account client) {
        boolean first = !client.isSummarised;
        client.isSummarised = true;
        return first;
    }

    /** Counts a record of the client. */
    void journalled(Account client, int recordBytes) {
        if (!client.isUnlimited) {
            renewHours(client);
            client.bytes += recordBytes;
            bytes += recordBytes;
        }
    }

    /** Counts a summary of requests of the client. */
    void summarised(Account client, int summaryBytes) {
        client.summaryBytes += summaryBytes;
        if (client.summaryBytes > journalBytes / LEAST) {
            long eachNs = (long) ((double) summaryBytes * SUMMARIES / journalBytes * NS_PER_HOUR);
            summariesNs = Math.max(summariesNs, nowNs.getAsLong() - NS_PER_HOUR) + eachNs;
            client.pausedUntilNs = summariesNs;
        }
    }

    /** How long the client pauses, in nanoseconds, until there is room for another summary of its requests; 0 for no pause. */
    long pauseNs(Account client) {
        return client.summaryBytes > journalBytes / LEAST ? Math.max(0, client.pausedUntilNs - nowNs.getAsLong()) : 0;
    }

    /** Whether the client has written so much that its account should not be forgotten: a new one would begin at 0. */
    boolean isLarge(Account client) {
        return client.bytes > journalBytes / LEAST / 2;
    }

    private void renewHours(Account client) {
        long now = nowNs.getAsLong();
        if (client.bytes == 0 || now - client.hourNs >= NS_PER_HOUR) {
            client.hourNs = now;
            client.bytes = 0;
            client.summaryBytes = 0;
            client.isSummarised = false;
        }
        if (bytes == 0 || now - hourNs >= NS_PER_HOUR) {
            hourNs = now;
            bytes = 0;
        }
    }
}
