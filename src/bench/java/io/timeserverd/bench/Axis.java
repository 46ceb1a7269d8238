package io.timeserverd.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Where values stand between the ends of an axis.
 *
 * @param factors whether equal factors are equally far apart, or equal amounts
 */
record Axis(double least, double most, boolean factors) {
    /** The most ticks, so that their labels do not overlap. */
    private static final int TICKS = 8;

    static Axis ofFactors(double[] values) {
        double least = Arrays.stream(values).min().orElse(1);
        double most = Arrays.stream(values).max().orElse(10);
        return new Axis(least, Math.max(most, least * 1.1), true);
    }

    /** Makes an axis that begins at 0. */
    static Axis ofAmounts(double[] values) {
        return new Axis(0, 1.05 * Arrays.stream(values).max().orElse(1), false);
    }

    /** Where a value stands: 0 at one end of the axis, 1 at the other. */
    double part(double value) {
        return factors ? Math.log(value / least) / Math.log(most / least) : (value - least) / (most - least);
    }

    /** Round values between the ends. */
    double[] ticks() {
        if (!factors) {
            double step = roundStep();
            return IntStream.rangeClosed(0, (int) (most / step))
                    .mapToDouble(i -> i * step)
                    .toArray();
        }
        double[] fine = powers(1, 2, 5);
        return fine.length <= TICKS ? fine : powers(1);
    }

    private double roundStep() {
        double power = Math.pow(10, Math.floor(Math.log10(most)) - 1);
        return DoubleStream.of(1, 2, 5, 10, 20, 50)
                .map(step -> step * power)
                .filter(step -> most / step <= TICKS)
                .findFirst()
                .orElse(most);
    }

    private double[] powers(double... times) {
        return IntStream.rangeClosed(-9, 12)
                .boxed()
                .flatMapToDouble(power -> DoubleStream.of(times).map(each -> each * Math.pow(10, power)))
                .filter(tick -> tick >= least * 0.999 && tick <= most * 1.001)
                .toArray();
    }

    static String label(double tick) {
        if (tick >= 1e6) {
            return String.format(Locale.ROOT, "%,.0f M", tick / 1e6);
        }
        return tick >= 1 || tick == 0
                ? String.format(Locale.ROOT, "%,.0f", tick)
                : String.format(Locale.ROOT, "%.3f", tick).replaceFirst("0+$", "");
    }
}
