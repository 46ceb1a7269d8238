package io.timeserverd.bench;

import java.util.Arrays;
import java.util.Locale;

/** The same measure in several rounds. */
final class Series {
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
        var sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double sum() {
        return Arrays.stream(values).sum();
    }

    double max() {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }

    /** The quotients of the rounds: what both sides of a round share, as a busy machine, cancels out. */
    Series over(Series other) {
        var ratio = new Series();
        for (int i = 0; i < values.length; i++) {
            ratio.add(values[i] / other.values[i]);
        }
        return ratio;
    }

    /** Median, and in brackets the least and the largest. */
    @Override
    public String toString() {
        var least = Arrays.stream(values).min().orElse(Double.NaN);
        return values.length == 1
                ? number(values[0])
                : number(median()) + " (" + number(least) + " to " + number(max()) + ")";
    }

    static String number(double value) {
        int digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
