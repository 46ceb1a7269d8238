package io.timeserverd.ntp;

/**
 * Estimates the frequency from the samples of one server: the slope of a weighted straight line through them.
 *
 * <p>A sample that took longer than the fastest one counts less, because its offset contains the time it waited in queues.
 * If residuals of the same sign come in long runs, the line does not fit: the frequency has changed meanwhile. Then the
 * oldest samples are dropped until the line fits.
 */
final class Regression {
    private static final double NS = 1e-9;

    /**
     * The variance that the random walk of the frequency adds each second: 0.05 ppm in an hour, an effect of temperature.
     * An offset predicted over {@code t} seconds is off by {@code sqrt(WALK / 3 * t^3)}, so old samples say little about the
     * present frequency.
     */
    private static final double WALK = 0.05e-6 * 0.05e-6 / 3600;

    /** With fewer residuals, runs mean nothing. */
    private static final int MIN_SAMPLES = 8;

    /** Chance alone causes fewer runs by this many standard deviations in 1 % of cases. */
    private static final double RUNS_LIMIT = 2.33;

    private final History history;
    private final Frequency prior;
    private final double[] weight = new double[History.MAX];
    private final double[] seconds = new double[History.MAX];
    private final double[] offsetNs = new double[History.MAX];
    private final double[] residualNs = new double[History.MAX];
    private double meanSeconds;
    private double meanOffsetNs;
    private double slope;
    private double variance;
    private double spanSeconds;

    private Regression(History history, Frequency prior) {
        this.history = history;
        this.prior = prior;
    }

    /**
     * Fits the line, and drops the oldest samples from {@code history} that do not fit it.
     *
     * @param prior the frequency known before, weighted by its error
     * @param noiseNs the standard error of a sample that did not wait in a queue
     */
    static Frequency fit(History history, Frequency prior, double noiseNs) {
        var fit = new Regression(history, prior);
        fit.load(noiseNs);
        fit.fitLine();
        while (history.size() > MIN_SAMPLES && fit.runs() < fewestRuns(history.size())) {
            history.keepNewest(Math.max(MIN_SAMPLES, history.size() * 3 / 4));
            fit.fitLine();
        }
        double misfit = Math.max(1, fit.chiSquare());
        double ratio = prior.ratio() + fit.slope * NS;
        double variance = fit.variance * misfit * NS * NS + WALK / 3 * fit.spanSeconds;
        return new Frequency(Math.max(-Frequency.MAX, Math.min(Frequency.MAX, ratio)), Math.sqrt(variance));
    }

    /** Loads the samples relative to the newest one and to the prior frequency, so that the numbers stay small. */
    private void load(double noiseNs) {
        Sample newest = history.get(0);
        for (int i = 0; i < history.size(); i++) {
            Sample sample = history.get(i);
            double waitedNs = history.waitedNs(sample);
            seconds[i] = (sample.tick() - newest.tick()) * NS;
            double walkedNs2 = WALK / 3 * Math.pow(-seconds[i], 3) / (NS * NS);
            weight[i] = 1 / (noiseNs * noiseNs + waitedNs * waitedNs + walkedNs2);
            offsetNs[i] = sample.offsetNs() - newest.offsetNsAt(sample.tick(), prior.ratio());
        }
    }

    private void fitLine() {
        int n = history.size();
        double sum = 0;
        meanSeconds = 0;
        meanOffsetNs = 0;
        for (int i = 0; i < n; i++) {
            sum += weight[i];
            meanSeconds += weight[i] * seconds[i];
            meanOffsetNs += weight[i] * offsetNs[i];
        }
        meanSeconds /= sum;
        meanOffsetNs /= sum;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            double x = seconds[i] - meanSeconds;
            xx += weight[i] * x * x;
            xy += weight[i] * x * (offsetNs[i] - meanOffsetNs);
        }
        double priorSigmaNs = prior.sigma() / NS;
        variance = 1 / (xx + 1 / (priorSigmaNs * priorSigmaNs));
        slope = xy * variance;
        // The length of time over which equally weighted samples would have the same variance.
        spanSeconds = Math.sqrt(12 * xx / sum);
        for (int i = 0; i < n; i++) {
            residualNs[i] = offsetNs[i] - meanOffsetNs - slope * (seconds[i] - meanSeconds);
        }
    }

    /** The number of runs of residuals with the same sign. */
    private int runs() {
        int runs = 1;
        for (int i = 1; i < history.size(); i++) {
            if (residualNs[i] > 0 != residualNs[i - 1] > 0) {
                runs++;
            }
        }
        return runs;
    }

    /** The fewest runs that {@code n} independent residuals are likely to have: the mean is n/2+1, the variance (n-1)/4. */
    private static double fewestRuns(int n) {
        return n / 2.0 + 1 - RUNS_LIMIT * Math.sqrt(n - 1) / 2;
    }

    /** Chi-square per degree of freedom: above 1 if the residuals are larger than expected. */
    private double chiSquare() {
        int n = history.size();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += weight[i] * residualNs[i] * residualNs[i];
        }
        return sum / Math.max(1, n - 2);
    }
}
