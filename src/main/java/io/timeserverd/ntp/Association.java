package io.timeserverd.ntp;

import io.timeserverd.clock.ClockFacts;
import java.nio.ByteBuffer;

/**
 * The state kept for one server (RFC 5905's association): the exchange with it, its schedule, and the samples from its
 * replies.
 */
final class Association {
    /** A sample is as expected if it is off by at most this many times the jitter. */
    private static final double STEADY_JITTERS = 3;

    /**
     * With {@link #MANY} samples on one line it is safe to ask less often. When fewer than {@link #FEW} fit the line, the
     * frequency changes too quickly for the present interval.
     */
    private static final int MANY = 32;

    private static final int FEW = 16;

    /**
     * By how much the present frequency may differ from its mean over the last few seconds; chrony's maxclockerror.
     */
    private static final double WANDER = 1e-6;

    /** What each further second adds to {@link #WANDER}: 1 ppm in 1000 s is a quick change of temperature. */
    private static final double WANDER_PER_SECOND = 1e-9;

    private final int id;
    private final String name;
    private final NtpExchange exchange;
    private final PollSchedule schedule;
    private final Frequency prior;
    private final History history = new History();
    private Frequency frequency;
    private Rejection problem;
    private boolean denied;
    private long jumpNs;
    private int unanswered;

    /** @param prior what is known about the ticker's frequency before the first sample */
    Association(int id, String name, NtpExchange exchange, PollSchedule schedule, Frequency prior) {
        this.id = id;
        this.name = name;
        this.exchange = exchange;
        this.schedule = schedule;
        this.prior = prior;
        frequency = prior;
    }

    int id() {
        return id;
    }

    String name() {
        return name;
    }

    /** When to ask the server next; meaningless if it {@link #isDenied}. */
    long nextTick() {
        return schedule.nextTick();
    }

    /** Whether the server refuses this client, so that it must never be asked again. */
    boolean isDenied() {
        return denied;
    }

    boolean isDue(long tick) {
        return !denied && schedule.isDue(tick);
    }

    /** Makes a request that leaves now. */
    NtpPacket request(long tick) {
        if (exchange.isOpen()) {
            problem = Rejection.NO_ANSWER;
            schedule.missed();
        }
        unanswered++;
        schedule.sent(tick);
        return exchange.request(tick);
    }

    /** Applies new settings from now on. */
    void use(Synchroniser.Settings settings, long tick) {
        schedule.use(settings.pollMinNs(), settings.pollMaxNs(), tick);
        exchange.limitDistance(settings.maxErrorNs());
    }

    /** Why the newest reply was not used, or why there is none; null if it was used. */
    Rejection problem() {
        return problem;
    }

    /** How many requests have been sent since the last good reply. */
    int unanswered() {
        return unanswered;
    }

    /** Notes that the host reported that nothing listens at the port of the open request. */
    void portClosed() {
        if (exchange.isOpen()) {
            exchange.giveUp();
            problem = Rejection.PORT_CLOSED;
            schedule.missed();
        }
    }

    /**
     * Handles a packet from the server's address.
     *
     * @param ratio the present estimate of the frequency
     * @param drift the largest error of {@code ratio}
     * @return why it was not used; null if it became a sample
     */
    Rejection receive(ByteBuffer bytes, long tick, double ratio, double drift) {
        problem = exchange.receive(bytes, tick);
        jumpNs = 0;
        if (problem == null) {
            unanswered = 0;
            schedule.answered(tick);
            addSample(exchange.sample(), ratio, drift);
        } else if (problem == Rejection.KISS_RATE) {
            schedule.slowDown(tick);
        } else if (problem.isFinal()) {
            denied = true;
            history.clear();
        }
        return problem;
    }

    private void addSample(Sample sample, double ratio, double drift) {
        boolean expected = true;
        if (history.size() > 0) {
            Sample best = history.best(sample.tick(), drift);
            long offNs = sample.offsetNs() - best.offsetNsAt(sample.tick(), ratio);
            expected = Math.abs(offNs) <= STEADY_JITTERS * history.jitterNs(best, ratio) + history.waitedNs(sample);
            if (sample.contradicts(best, ratio, drift)) {
                // The earlier samples say nothing about a clock that has jumped since.
                jumpNs = offNs;
                history.clear();
                schedule.startBurst(schedule.nextTick());
            }
        }
        history.add(sample);
        int before = history.size();
        double noiseNs = history.noiseNs(history.best(sample.tick(), drift), ratio);
        frequency = Regression.fit(history, prior, noiseNs);
        int fitting = history.size();
        if (!expected || (fitting < before && fitting < FEW)) {
            schedule.unsteady();
        } else if (fitting >= MANY) {
            schedule.steady();
        }
    }

    /** By how much the newest sample contradicts the earlier ones; 0 if it does not. */
    long jumpNs() {
        return jumpNs;
    }

    int samples() {
        return history.size();
    }

    /** Whether the server has replied, or its first request has failed. */
    boolean isTried() {
        return history.size() > 0 || problem != null;
    }

    /** Whether the server replied lately and there is a sample. */
    boolean isUsable() {
        return !denied && history.size() > 0 && schedule.isHeard();
    }

    Frequency frequency() {
        return frequency;
    }

    /** What the server says about {@code tick}. */
    Candidate candidate(long tick, double ratio, double drift) {
        Sample best = history.best(tick, drift);
        return new Candidate(
                id,
                best.offsetNsAt(tick, ratio),
                best.distanceNsAt(tick, drift),
                history.jitterNs(best, ratio),
                exchange.reply().stratum(),
                exchange.reply().leap());
    }

    /**
     * The largest error of {@code ratio}. Between two samples true time moved by the difference of their offsets, give or take
     * their distances. The longer the time between them, the less the distances matter.
     */
    double driftBound(double ratio) {
        double bound = Sample.MAX_DRIFT;
        Sample best = history.best(history.get(0).tick(), Sample.MAX_DRIFT);
        for (int i = 0; i < history.size(); i++) {
            Sample other = history.get(i);
            double elapsedNs = Math.abs(best.tick() - other.tick());
            if (elapsedNs > 0) {
                double offNs = Math.abs(best.offsetNs() - other.offsetNsAt(best.tick(), ratio));
                double measured = (offNs + best.distanceNs() + other.distanceNs()) / elapsedNs;
                double wander = WANDER + WANDER_PER_SECOND * elapsedNs / NtpTime.SECOND_NS;
                bound = Math.min(bound, measured + wander);
            }
        }
        return bound;
    }

    /** Moves all samples, because a leap second moved UNIX time. */
    void shift(long ns) {
        history.shift(ns);
    }

    /** Forgets all samples and asks again at once, because the ticker stood still. */
    void restart(long tick) {
        history.clear();
        exchange.giveUp();
        schedule.startBurst(tick);
    }

    /**
     * The server's row in the table of servers.
     *
     * @param trueOffsetNs the present estimate of true time minus the ticker
     */
    ClockFacts.Server facts(char mark, long tick, long trueOffsetNs, double ratio, double drift) {
        NtpPacket reply = exchange.reply();
        boolean measured = history.size() > 0;
        Sample best = measured ? history.best(tick, drift) : null;
        return new ClockFacts.Server(
                mark,
                name,
                reply == null ? 0 : reply.stratum(),
                schedule.intervalNs(),
                schedule.reach(),
                measured,
                measured ? best.offsetNsAt(tick, ratio) - trueOffsetNs : 0,
                measured ? best.delayNs() : 0,
                measured ? (long) history.jitterNs(best, ratio) : 0,
                problem == null ? "" : problem.text());
    }
}
