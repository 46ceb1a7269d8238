package io.timeserverd.bench;

import java.util.Arrays;
import java.util.Locale;

/** The same measure in several rounds. Disturbances move the extremes, so that the middle half of the rounds stands for all. */
final class Series {
    /** How many times its lower quartile the upper one may be, before the figures say more about the machine than about us. */
    private static final double WIDEST = 3;

    private double[] values = {};

    static Series of(double value) {
        var series = new Series();
        series.add(value);
        return series;
    }

    void add(double value) {
        values = Arrays.copyOf(values, values.length + 1);
        values[values.length - 1] = value;
    }

    double median() {
        return quantile(0.5);
    }

    /** Interpolated between the two nearest rounds. */
    private double quantile(double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double position = part * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /** Whether the rounds agree well enough to be a figure. */
    boolean isSteady() {
        return quantile(0.75) <= WIDEST * quantile(0.25);
    }

    double sum() {
        return Arrays.stream(values).sum();
    }

    /** The quotients of the rounds: what both sides of a round share, such as a slower core, cancels out. */
    Series over(Series other) {
        var ratio = new Series();
        for (int i = 0; i < values.length; i++) {
            ratio.add(values[i] / other.values[i]);
        }
        return ratio;
    }

    /** Median, and in brackets the quartiles. */
    @Override
    public String toString() {
        return values.length == 1
                ? number(values[0])
                : number(median()) + " (" + number(quantile(0.25)) + " to " + number(quantile(0.75)) + ")";
    }

    static String number(double value) {
        int digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
