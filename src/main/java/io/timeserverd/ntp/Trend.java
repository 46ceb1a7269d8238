package io.timeserverd.ntp;

/**
 * The frequency that the samples of one server show: a weighted straight line through them.
 *
 * <p>Samples that took longer than the fastest one count less, because their waiting time is in their offset. When
 * residuals of one sign stand together, the line does not fit: the frequency has changed meanwhile, and the oldest samples
 * are dropped until it fits.
 */
final class Trend {
    private static final double NS = 1e-9;

    /**
     * The variance that the frequency's random walk adds each second: 0.05 ppm in an hour, an effect of temperature. An
     * offset predicted over {@code t} seconds is off by the square root of a third of that times t cubed, so old samples
     * say little about the present frequency.
     */
    private static final double WALK = 0.05e-6 * 0.05e-6 / 3600;

    /** Fewer residuals show no pattern. */
    private static final int MIN_SAMPLES = 8;

    /** So many standard deviations fewer runs than expected happen by chance in 1 % of cases. */
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

    private Trend(History history, Frequency prior) {
        this.history = history;
        this.prior = prior;
    }

    /**
     * Fits the line, and drops the samples from {@code history} that do not belong to it.
     *
     * @param prior what was known before, weighted by its error
     * @param noiseNs the standard error of a sample that did not wait in a queue
     */
    static Frequency fit(History history, Frequency prior, double noiseNs) {
        var trend = new Trend(history, prior);
        trend.load(noiseNs);
        trend.line();
        while (history.size() > MIN_SAMPLES && trend.runs() < fewestRuns(history.size())) {
            history.keepNewest(Math.max(MIN_SAMPLES, history.size() * 3 / 4));
            trend.line();
        }
        double misfit = Math.max(1, trend.chiSquare());
        double ratio = prior.ratio() + trend.slope * NS;
        double variance = trend.variance * misfit * NS * NS + WALK / 3 * trend.spanSeconds;
        return new Frequency(Math.max(-Frequency.MAX, Math.min(Frequency.MAX, ratio)), Math.sqrt(variance));
    }

    /** Loads samples relative to the newest one and to the prior, so that the numbers stay small. */
    private void load(double noiseNs) {
        var newest = history.get(0);
        for (int i = 0; i < history.size(); i++) {
            var sample = history.get(i);
            double waitedNs = history.waitedNs(sample);
            seconds[i] = (sample.tick() - newest.tick()) * NS;
            double walkedNs2 = WALK / 3 * Math.pow(-seconds[i], 3) / (NS * NS);
            weight[i] = 1 / (noiseNs * noiseNs + waitedNs * waitedNs + walkedNs2);
            offsetNs[i] = sample.offsetNs() - newest.offsetNsAt(sample.tick(), prior.ratio());
        }
    }

    private void line() {
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
        // The span of equally weighted samples with the same variance in time.
        spanSeconds = Math.sqrt(12 * xx / sum);
        for (int i = 0; i < n; i++) {
            residualNs[i] = offsetNs[i] - meanOffsetNs - slope * (seconds[i] - meanSeconds);
        }
    }

    /** How often the sign of the residuals changes, plus one. */
    private int runs() {
        int runs = 1;
        for (int i = 1; i < history.size(); i++) {
            if (residualNs[i] > 0 != residualNs[i - 1] > 0) {
                runs++;
            }
        }
        return runs;
    }

    /** The least number of runs of {@code n} independent residuals: its mean is n/2+1, its variance (n-1)/4. */
    private static double fewestRuns(int n) {
        return n / 2.0 + 1 - RUNS_LIMIT * Math.sqrt(n - 1) / 2;
    }

    /** The weighted sum of squared residuals for each degree of freedom: above 1 if they are larger than expected. */
    private double chiSquare() {
        int n = history.size();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += weight[i] * residualNs[i] * residualNs[i];
        }
        return sum / Math.max(1, n - 2);
    }
}
