package io.timeserverd.ntp;

import java.util.random.RandomGenerator;

/**
 * When one server is asked next.
 *
 * <pre>
 *   start, or back after silence -> burst of 8, 2 s apart -> 4 s, 8 s ... -> every interval
 *   interval:  x 2 when samples are steady,  / 2 when they are not or one is missing,
 *              x 2 up to 4 times the shortest when all are missing,
 *              x 2 at least, and for good, when the server says RATE
 * </pre>
 */
final class PollSchedule {
    /** RFC 5905's BCOUNT; fills the filter, and with the growing gaps after it gives a first frequency. */
    private static final int BURST = 8;

    /** Servers that limit the rate take anything faster for abuse. */
    private static final long BURST_GAP_NS = 2 * NtpTime.SECOND_NS;

    /** A silent server is asked ever more rarely, but never as rarely as this many shortest intervals. */
    private static final int SILENT_INTERVALS = 4;

    /** It is silent when so many requests in a row were not answered. */
    static final int SILENT = 8;

    /** Steady samples that double the interval; an unsteady one takes back as many as it costs. */
    private static final int STEADY = 8;

    private static final int UNSTEADY = 4;

    /** Intervals are shortened at random by up to this part, so that servers are not asked in step. */
    private static final double SPREAD = 1 / 16.0;

    private static final int ALL = 0xff;
    private static final int RECENT = 0xf;

    private final RandomGenerator random;
    private long minNs;
    private long maxNs;

    /** The shortest interval that the server itself allows, as far as it has said so. */
    private long allowedNs;

    private long intervalNs;
    private long gapNs = BURST_GAP_NS;
    private long nextTick;
    private int burst = BURST;
    private int reach;
    private int score;
    private int missed;

    PollSchedule(long minNs, long maxNs, RandomGenerator random, long tick) {
        this.random = random;
        this.minNs = minNs;
        this.maxNs = Math.max(minNs, maxNs);
        intervalNs = minNs;
        nextTick = tick;
    }

    /** Keeps to other intervals from now on. */
    void use(long newMinNs, long newMaxNs, long tick) {
        maxNs = Math.max(newMinNs, newMaxNs);
        minNs = Math.min(maxNs, Math.max(newMinNs, allowedNs));
        intervalNs = Math.max(minNs, Math.min(maxNs, intervalNs));
        if (nextTick - tick > intervalNs) {
            nextTick = tick + intervalNs;
        }
    }

    long nextTick() {
        return nextTick;
    }

    boolean isDue(long tick) {
        return tick - nextTick >= 0;
    }

    long intervalNs() {
        return intervalNs;
    }

    /** The reach register of RFC 5905 section 13: the last 8 requests, the newest in bit 0, 1 for answered. */
    int reach() {
        return reach;
    }

    /** One of the last four requests was answered. */
    boolean isHeard() {
        return (reach & RECENT) != 0;
    }

    void sent(long tick) {
        reach = (reach << 1) & ALL;
        burst--;
        gapNs = Math.min(intervalNs, burst > 0 ? gapNs : gapNs * 2);
        nextTick = tick + (burst > 0 ? gapNs : spread(gapNs));
    }

    /** The newest request was answered by a good sample. */
    void answered(long tick) {
        if (reach == 0 && burst <= 0) {
            startBurst(tick + burstGapNs());
        }
        reach |= 1;
        missed = 0;
    }

    /** The request before the one that is about to be sent was not answered. */
    void missed() {
        score = 0;
        missed++;
        if (missed < SILENT) {
            intervalNs = Math.max(minNs, intervalNs / 2);
        } else {
            intervalNs = Math.min(Math.min(maxNs, minNs * SILENT_INTERVALS), intervalNs * 2);
        }
    }

    /** The server's clock runs as expected. */
    void steady() {
        score++;
        if (score >= STEADY) {
            score = 0;
            intervalNs = Math.min(maxNs, intervalNs * 2);
        }
    }

    /** It does not. */
    void unsteady() {
        score -= UNSTEADY;
        if (score <= -STEADY) {
            score = 0;
            intervalNs = Math.max(minNs, intervalNs / 2);
        }
    }

    /** The server said RATE, RFC 5905 section 7.4: slower at once, and never as fast again. */
    void slowDown(long tick) {
        minNs = Math.min(maxNs, intervalNs * 2);
        allowedNs = minNs;
        intervalNs = minNs;
        gapNs = minNs;
        burst = 0;
        nextTick = tick + gapNs;
    }

    /** Asks again as quickly as the server allows, from {@code tick} on. */
    void startBurst(long tick) {
        burst = BURST;
        gapNs = burstGapNs();
        intervalNs = minNs;
        nextTick = tick;
    }

    private long burstGapNs() {
        return Math.max(BURST_GAP_NS, Math.min(maxNs, allowedNs));
    }

    private long spread(long ns) {
        return ns - (long) (random.nextDouble() * SPREAD * ns);
    }
}
