package io.timeserverd.ntp;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * By how much true time runs faster than the ticker.
 *
 * @param ratio 1e-6 is 1 ppm
 * @param sigma standard error of {@code ratio}
 */
public record Frequency(double ratio, double sigma) {
    /** The estimate for a ticker about which nothing is known. */
    public static final Frequency UNKNOWN = new Frequency(0, 100e-6);

    /** No usable clock runs further off; RFC 5905's MAXFREQ. */
    static final double MAX = 500e-6;

    /** How far a crystal's frequency can move with the temperature while the program is not running. */
    private static final double MIN_KEPT_SIGMA = 5e-6;

    private static final double PPM = 1e-6;

    /** The line of the drift file: ratio and standard error in ppm. */
    public String toLine() {
        return String.format(Locale.ROOT, "%.6f %.6f\n", ratio / PPM, sigma / PPM);
    }

    /** Reads a line of {@link #toLine}; empty for anything else, and for a frequency out of range. */
    public static Optional<Frequency> parse(String line) {
        String[] parts = line.strip().split("\\s+", -1);
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            double ratio = Double.parseDouble(parts[0]) * PPM;
            double sigma = Double.parseDouble(parts[1]) * PPM;
            boolean sane = Math.abs(ratio) <= MAX && sigma >= 0 && sigma <= MAX;
            return sane ? Optional.of(new Frequency(ratio, Math.max(sigma, MIN_KEPT_SIGMA))) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The mean of independent estimates, weighted by the inverse of their variances. */
    static Frequency mean(Collection<Frequency> estimates) {
        double weights = 0;
        double sum = 0;
        for (Frequency estimate : estimates) {
            double weight = 1 / (estimate.sigma * estimate.sigma);
            weights += weight;
            sum += weight * estimate.ratio;
        }
        return new Frequency(sum / weights, Math.sqrt(1 / weights));
    }
}
