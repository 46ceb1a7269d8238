package io.timeserverd.server;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much of the journal clients may fill within an hour, so that a flood does not displace the records of others.
 *
 * <pre>
 *     records         an eighth of the journal for all clients together: each may write as much as is left of it, so that one
 *                     client alone writes a sixteenth, two write a 24th each, and so on
 *     beyond that     the least share, which every client has whatever the others do
 *     beyond both     its requests are summarised; the summaries of all clients together fill a sixteenth, then those that have
 *                     filled another least share with them pause after each, so that they fill no more than that in an hour
 * </pre>
 *
 * <p>Only the least shares grow with the number of clients. Belongs to the loop thread.
 */
final class JournalShares {
    /** The part of the journal for the records of all clients, before those that have had their least share are summarised. */
    private static final int RECORDS = 8;

    /** The part for the summaries of all clients, their least shares left out. */
    private static final int SUMMARIES = 16;

    /** The part that every client may fill. */
    private static final int LEAST = 8192;

    private static final long NS_PER_HOUR = TimeUnit.HOURS.toNanos(1);

    /** What one client has written in its hour, which begins with its first record. */
    static final class Account {
        private long bytes;
        private long hourNs;
        private long summaryBytes;
        private long pausedUntilNs;
        private boolean isFilled;
        private final boolean isUnlimited;

        /** @param isUnlimited whether it may write as much as it likes, and takes nothing from the others */
        Account(boolean isUnlimited) {
            this.isUnlimited = isUnlimited;
        }
    }

    private final LongSupplier nowNs;
    private long journalBytes = Long.MAX_VALUE;

    // Records of all clients in the hour that began with the first of them.
    private long bytes;
    private long hourNs;

    /** At one part an hour, the summaries so far are paid for at this time. When it is in the future, their clients pause. */
    private long summariesNs = Long.MIN_VALUE;

    /** @param nowNs the ticker, in nanoseconds */
    JournalShares(LongSupplier nowNs) {
        this.nowNs = nowNs;
    }

    /** Sets what the journal may take. */
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
        boolean first = !client.isFilled;
        client.isFilled = true;
        return first;
    }

    /** A record of the client takes so many bytes. */
    void journalled(Account client, int recordBytes) {
        if (!client.isUnlimited) {
            renewHours(client);
            client.bytes += recordBytes;
            bytes += recordBytes;
        }
    }

    /** A summary of requests of the client takes so many bytes. */
    void summarised(Account client, int summaryBytes) {
        client.summaryBytes += summaryBytes;
        if (client.summaryBytes > journalBytes / LEAST) {
            long eachNs = (long) ((double) summaryBytes * SUMMARIES / journalBytes * NS_PER_HOUR);
            summariesNs = Math.max(summariesNs, nowNs.getAsLong() - NS_PER_HOUR) + eachNs;
            client.pausedUntilNs = summariesNs;
        }
    }

    /** How long the client is not served, in nanoseconds: 0, or until there is room for another summary of it. */
    long pauseNs(Account client) {
        return client.summaryBytes > journalBytes / LEAST ? Math.max(0, client.pausedUntilNs - nowNs.getAsLong()) : 0;
    }

    /** Whether forgetting the client would give it much room once more. */
    boolean isLarge(Account client) {
        return client.bytes > journalBytes / LEAST / 2;
    }

    private void renewHours(Account client) {
        long now = nowNs.getAsLong();
        if (client.bytes == 0 || now - client.hourNs >= NS_PER_HOUR) {
            client.hourNs = now;
            client.bytes = 0;
            client.summaryBytes = 0;
            client.isFilled = false;
        }
        if (bytes == 0 || now - hourNs >= NS_PER_HOUR) {
            hourNs = now;
            bytes = 0;
        }
    }
}
