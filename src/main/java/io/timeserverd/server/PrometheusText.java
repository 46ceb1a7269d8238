package io.timeserverd.server;

import io.timeserverd.clock.Durations;
import io.timeserverd.protocol.Output;
import java.math.BigDecimal;

/** Writes metrics in Prometheus' text format, version 0.0.4. */
final class PrometheusText {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PREFIX = "timeserverd_";
    private static final int NANO_DIGITS = 9;

    /** Buckets of histograms go from 2^14 ns (16 us) to 2^30 ns (1 s), each four times as long as the previous one. */
    private static final int SHORTEST_DOUBLINGS = 14;

    private static final int LONGEST_DOUBLINGS = 30;

    private final Output out;
    private String name = "";

    PrometheusText(Output out) {
        this.out = out;
    }

    /** Begins a metric; its samples follow. */
    PrometheusText gauge(String newName, String help) {
        return begin(newName, help, "gauge");
    }

    PrometheusText counter(String newName, String help) {
        return begin(newName + "_total", help, "counter");
    }

    private PrometheusText begin(String newName, String help, String type) {
        name = PREFIX + newName;
        out.text("# HELP ").text(name).put(' ').text(help).put('\n');
        out.text("# TYPE ").text(name).put(' ').text(type).put('\n');
        return this;
    }

    /** A sample; names and values of labels alternate. */
    PrometheusText sample(long value, String... labels) {
        return sample("", Long.toString(value), labels);
    }

    /** A sample in seconds. */
    PrometheusText seconds(long ns, String... labels) {
        return sample("", secondsText(ns), labels);
    }

    private PrometheusText sample(String ending, String value, String... labels) {
        out.text(name).text(ending);
        for (int i = 0; i < labels.length; i += 2) {
            out.put(i == 0 ? '{' : ',')
                    .text(labels[i])
                    .text("=\"")
                    .text(escaped(labels[i + 1]))
                    .put('"');
        }
        out.text(labels.length == 0 ? " " : "} ").text(value).put('\n');
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String secondsText(long ns) {
        return BigDecimal.valueOf(ns, NANO_DIGITS).stripTrailingZeros().toPlainString();
    }

    void histogram(String newName, String help, Durations durations) {
        begin(newName, help, "histogram");
        for (int doublings = SHORTEST_DOUBLINGS; doublings <= LONGEST_DOUBLINGS; doublings += 2) {
            sample("_bucket", Long.toString(durations.countBelow(doublings)), "le", secondsText(1L << doublings));
        }
        String count = Long.toString(durations.count());
        sample("_bucket", count, "le", "+Inf");
        sample("_sum", secondsText(durations.sumNs()));
        sample("_count", count);
    }
}
