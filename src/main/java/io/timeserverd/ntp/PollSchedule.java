package io.timeserverd.ntp;

import java.util.random.RandomGenerator;

/**
 * When to ask one server next.
 *
 * <pre>
 *   start, or back after silence -> burst of 8 requests, 2 s apart -> 4 s, 8 s ... -> every interval
 *   interval:  doubled while samples are steady, halved when they are not or one is missing,
 *              doubled up to 4 times the shortest while all are missing,
 *              at least doubled, and for good, when the server says RATE
 * </pre>
 */
final class PollSchedule {
    /** RFC 5905's BCOUNT. It fills the filter; with the growing gaps after it, it also gives a first frequency. */
    private static final int BURST = 8;

    /** Servers that limit the rate treat anything faster as abuse. */
    private static final long BURST_GAP_NS = 2 * NtpTime.SECOND_NS;

    /** The interval to a silent server grows up to this many times the shortest one. */
    private static final int SILENT_INTERVALS = 4;

    /** A server counts as silent after this many unanswered requests in a row. */
    static final int SILENT = 8;

    /** This many steady samples double the interval; an unsteady sample cancels {@link #UNSTEADY} of them. */
    private static final int STEADY = 8;

    private static final int UNSTEADY = 4;

    /** Intervals are shortened at random by up to this share, so that clients do not all ask at the same time. */
    private static final double SPREAD = 1 / 16.0;

    private static final int ALL = 0xff;
    private static final int RECENT = 0xf;

    private final RandomGenerator random;
    private long minNs;
    private long maxNs;

    /** The shortest interval that the server allows; 0 until it has said RATE. */
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

    /** Applies new intervals from now on. */
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

    /** The reach register of RFC 5905 section 13: the last 8 requests, the newest in bit 0; 1 means answered. */
    int reach() {
        return reach;
    }

    /** Whether one of the last four requests was answered. */
    boolean isHeard() {
        return (reach & RECENT) != 0;
    }

    void sent(long tick) {
        reach = (reach << 1) & ALL;
        burst--;
        gapNs = Math.min(intervalNs, burst > 0 ? gapNs : gapNs * 2);
        nextTick = tick + (burst > 0 ? gapNs : spread(gapNs));
    }

    /** Notes that the newest request got a reply that became a sample. */
    void answered(long tick) {
        if (reach == 0 && burst <= 0) {
            startBurst(tick + burstGapNs());
        }
        reach |= 1;
        missed = 0;
    }

    /** Notes that the previous request was not answered. */
    void missed() {
        score = 0;
        missed++;
        if (missed < SILENT) {
            intervalNs = Math.max(minNs, intervalNs / 2);
        } else {
            intervalNs = Math.min(Math.min(maxNs, minNs * SILENT_INTERVALS), intervalNs * 2);
        }
    }

    /** Notes that the newest sample was as expected. */
    void steady() {
        score++;
        if (score >= STEADY) {
            score = 0;
            intervalNs = Math.min(maxNs, intervalNs * 2);
        }
    }

    /** Notes that the newest sample was not as expected. */
    void unsteady() {
        score -= UNSTEADY;
        if (score <= -STEADY) {
            score = 0;
            intervalNs = Math.max(minNs, intervalNs / 2);
        }
    }

    /** The server said RATE (RFC 5905 section 7.4): asks at most half as often for good. */
    void slowDown(long tick) {
        minNs = Math.min(maxNs, intervalNs * 2);
        allowedNs = minNs;
        intervalNs = minNs;
        gapNs = minNs;
        burst = 0;
        nextTick = tick + gapNs;
    }

    /** Starts a burst at {@code tick}, as fast as the server allows. */
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
